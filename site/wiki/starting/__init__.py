"""New pages of the wiki that begin with something: a template of ours, in the language of the page, or another wiki page."""
