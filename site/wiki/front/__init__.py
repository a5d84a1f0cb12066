"""The home of the wiki: what an agent has there at a glance. Each part of this room brings its own section."""
