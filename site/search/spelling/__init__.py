"""What a misspelled query may have meant, from the words of the documents themselves.

    >>> corrected("reset my pasword", "en", level=0)
    'reset my password'

`refreshing` keeps the table of words, `vocabulary` holds it in memory, `near` finds and weighs words near a typed one,
`stretches` adds joined and split words, `layouts` text typed on the wrong keyboard. `engines.database.holding` is asked before
anything is offered: a word that has gone, or that others only may read, is not.
"""

from search.spelling.correcting import corrected, tolerant
from search.spelling.refreshing import vocabulary_refresh
from search.spelling.vocabulary import vocabulary_of

__all__ = ["corrected", "tolerant", "vocabulary_of", "vocabulary_refresh"]
