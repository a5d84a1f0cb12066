"""What is translated and what is not: for all pages and languages, for one language, and for one page."""
