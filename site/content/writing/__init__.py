"""Writing help: what the content checks say of headings, links, readability and language of every page."""
