"""What makes one hit better than another, by name, for both engines."""

from __future__ import annotations

from datetime import timedelta

FIELD_WEIGHTS = {"title": 4.0, "keywords": 3.0, "headings": 2.0, "summary": 2.0, "body": 1.0}
"""A page named by the query comes before one that mentions it; the words that editors add by hand are nearly titles."""
AS_TYPED = 0.2
"""Factor of the same fields read without stems: the very form that was asked for is a little better than another one."""
MOST_AS_TYPED = 1.0
"""The most that this adds for each word beside another one. A rare form would else lift a body above titles."""
TYPED_WORD = 0.1
"""What it brings to a query of one word, as a part of the score."""
NEAR = 0.2
"""Added for two neighbours of the query that stand near each other in the body: words that belong together say more."""
NEAR_PLACES = 3
"""Places that may lie between them."""
MOST_NEIGHBOURS = 8
PHRASE_IN_TITLE = 4.0
"""Added when the words of the query stand together in the title."""
WHOLE_TITLE = 20.0
"""Added for a title that is the query: a reader who types a title wants that page, whatever else has its words."""
ALL_WORDS = 100.0
"""Added for a hit with all words where hits that lack some are shown as well."""

# A score is multiplied by 1 + these. They break ties between pages that fit alike, and never lift a page that does not fit.
HELPFUL = 0.10
"""For a page whose every reader found it helpful."""
VIEWS = 0.05
"""For the page that is read most."""

STALE = 0.5
"""Factor for what somebody marked as out of date: it sinks below whatever else fits."""
LEADING = 1000.0
"""Factor for kinds that come first for agents when all words match: a policy before whatever is written about it.
Not for what is out of date."""
FADING = ((timedelta(days=90), 1.0), (timedelta(days=365), 0.85))
FADED = 0.7
"""Factors for the age of what loses worth with time: up to three months, up to a year, older."""

SYNONYM = 0.9
"""Factor for words that an editor added to those that were typed."""
