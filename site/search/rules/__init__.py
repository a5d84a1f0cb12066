"""Editors' rules at work: synonyms, stop words, promoted and hidden pages, all per language.

    >>> rules = rules_for("en")
    >>> expand("money back please", "en", rules)
    (('money back', 'refund'),)

`rules_for` is the only part that reads the database; everything else is a pure function of a text and the rules.
"""

from search.rules.compiled import MOST_ALTERNATIVES, Rules
from search.rules.expansion import expand
from search.rules.placing import hidden_pages, promoted_pages
from search.rules.store import rules_changed, rules_for

__all__ = ["MOST_ALTERNATIVES", "Rules", "expand", "hidden_pages", "promoted_pages", "rules_changed", "rules_for"]
