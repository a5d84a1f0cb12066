"""Categories and articles of the knowledge base, and what belongs to them."""

from kb.models.article import ArticlePage, ArticleTag
from kb.models.attachments import ArticleAttachment
from kb.models.bases import KnowledgeBasePage
from kb.models.category import CategoryPage
from kb.models.facts import Likeness, PageFacts
from kb.models.kinds import Kind
from kb.models.links import CheckedLink, LinkState, PageLink
from kb.models.products import AppliesTo, Product, ProductName, ProductVersion
from kb.models.related import GlossaryVersion, Nearby, RelatedPage
from kb.models.reviewing import ReviewSettings, ReviewTask

__all__ = [
    "AppliesTo",
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "CategoryPage",
    "CheckedLink",
    "GlossaryVersion",
    "Kind",
    "KnowledgeBasePage",
    "Likeness",
    "LinkState",
    "Nearby",
    "PageFacts",
    "PageLink",
    "Product",
    "ProductName",
    "ProductVersion",
    "RelatedPage",
    "ReviewSettings",
    "ReviewTask",
]
