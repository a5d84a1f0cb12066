"""What a FAQ page with hundreds of questions costs; see __main__."""

QUERIES, KB, GZIP_KB, FRAGMENT_KB = 12, 150, 40, 5
"""Aims."""
IN_PAGE = 12
"""Topics of the twenty, of five hundred questions: three hundred, the most that stand in a page with their answers."""
