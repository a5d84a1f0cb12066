"""Pages out of the site: which ones, as what, and written as Markdown."""
