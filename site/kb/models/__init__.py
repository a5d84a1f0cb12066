"""Categories and articles of the knowledge base, and what belongs to them."""

from kb.models.article import ArticlePage, ArticleTag
from kb.models.bases import KnowledgeBasePage
from kb.models.category import CategoryPage
from kb.models.kinds import Kind
from kb.models.related import GlossaryVersion, Nearby, RelatedPage

__all__ = [
    "ArticlePage",
    "ArticleTag",
    "CategoryPage",
    "GlossaryVersion",
    "Kind",
    "KnowledgeBasePage",
    "Nearby",
    "RelatedPage",
]
