"""What looking up and deciding costs in a large wiki; see __main__."""

LOOKUP_MS, DECISION_MS = 100, 5
"""Aims, for 95 of 100."""
