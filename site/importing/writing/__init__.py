"""Writes nodes into the page tree: new pages in batches, changed ones as an editor would."""
