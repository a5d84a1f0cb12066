"""What the database keeps for search."""

from search.models.index import IndexedDocument, OutboxEntry, Rebuild, VocabularyWord
from search.models.log import FailedQuery, SearchLogEntry
from search.models.rules import HiddenResult, PromotedResult, RulesVersion, StopWordList, SynonymSet

__all__ = [
    "FailedQuery",
    "HiddenResult",
    "IndexedDocument",
    "OutboxEntry",
    "PromotedResult",
    "Rebuild",
    "RulesVersion",
    "SearchLogEntry",
    "StopWordList",
    "SynonymSet",
    "VocabularyWord",
]
