"""Categories and articles of the knowledge base, and what belongs to them."""

from kb.models.article import ArticlePage, ArticleTag
from kb.models.category import CategoryPage
from kb.models.reviewing import ReviewReminder, ReviewSettings, ReviewTask

__all__ = ["ArticlePage", "ArticleTag", "CategoryPage", "ReviewReminder", "ReviewSettings", "ReviewTask"]
