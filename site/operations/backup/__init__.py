"""Everything that a site is, in one file, and back again: see docs/operations/backup.md.

Out: `making` writes an `archive`, sealed on wish (`sealing`), from a `snapshot` of the database (`tables`, `rows`, `values`) and
the `folders` of files. Back: the package `restoring`. `planned` makes one from time to time, `keeping` says which of them stay.
"""
