"""A space as one page to read or print, and as a PDF."""
