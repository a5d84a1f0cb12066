"""From here to the public side: a wiki page, or parts of it, becomes the draft of an article, and both know of each other."""
