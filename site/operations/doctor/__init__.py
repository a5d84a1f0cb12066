"""Looks at a site as a whole and mends what it can: see docs/operations/doctor.md.

`registry` knows the exams, `running` runs them; those of this room are in `exams`, a module for each theme.
"""
