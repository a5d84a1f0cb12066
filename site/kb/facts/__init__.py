"""Gathering what lists say of pages: readers, votes, links, texts. Jobs write it, lists only read.

`pages` says which pages are looked at, `votes` how votes become a share, `numbers` brings the numbers up to date, `texts` reads
what was published, `likeness` compares.
"""
