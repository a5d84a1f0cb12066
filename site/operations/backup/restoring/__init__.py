"""A backup comes back as a whole or not at all.

`staging` reads it to its end and lays its files beside those of the site; `fitting` says whether the database can take it
and `preparing` makes an empty one ready; `filling` writes all rows in one transaction, and `placing` exchanges the files right
before that is committed. Whoever is killed leaves a journal: by it the next process goes back, or on when all was committed.
"""
