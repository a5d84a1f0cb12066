"""From text to terms: what a language's readers expect to be the same word becomes the same term.

    >>> analyse("Refunds, refunded!", "en")
    ['refund', 'refund']

The database engine indexes these terms and highlights by them; Elasticsearch has analyzers of its own, named beside each
language in `registry.py`.
"""

from search.analysis.highlight import excerpt, highlight
from search.analysis.registry import LanguageAnalysis, language_analysis, register_language, registered_languages
from search.analysis.terms import Token, alternatives, analyse, neighbours, spellings, tokens, word_terms, words

__all__ = [
    "LanguageAnalysis",
    "Token",
    "alternatives",
    "analyse",
    "excerpt",
    "highlight",
    "language_analysis",
    "neighbours",
    "register_language",
    "registered_languages",
    "spellings",
    "tokens",
    "word_terms",
    "words",
]
