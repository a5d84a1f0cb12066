"""Categories and articles of the knowledge base, and what belongs to them."""

from kb.models.article import ArticlePage, ArticleTag
from kb.models.attachments import ArticleAttachment
from kb.models.bases import KnowledgeBasePage
from kb.models.category import CategoryPage
from kb.models.kinds import Kind
from kb.models.products import AppliesTo, Product, ProductName, ProductVersion
from kb.models.related import GlossaryVersion, Nearby, RelatedPage
from kb.models.reviewing import ReviewReminder, ReviewSettings, ReviewTask

__all__ = [
    "AppliesTo",
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "CategoryPage",
    "GlossaryVersion",
    "Kind",
    "KnowledgeBasePage",
    "Nearby",
    "Product",
    "ProductName",
    "ProductVersion",
    "RelatedPage",
    "ReviewReminder",
    "ReviewSettings",
    "ReviewTask",
]
