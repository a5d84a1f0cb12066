"""Which exception of a policy applies to a case: a pure function of facts, exceptions and a day.

Nothing in here asks the database or the clock. `evaluate.evaluate` decides, `sentences` says it in words.
"""
