"""An article begun from what a reader asked in vain."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from content.models import HelpPage
from kb.bases import audience_prefill
from kb.models import ArticlePage, CategoryPage
from search.log import register_draft_starter

LONGEST_TITLE = 255


def article_start(*, query_text: str, language: str, user: Any) -> tuple[ArticlePage, str] | None:
    """Make an unpublished article named by the query, in the first category of the language to which the user may add pages.

    Returns it with the address where it is edited (and from where it can be moved); None when there is no such category.
    """
    category = _categories(user).filter(locale__language_code=language).order_by("path").select_related("locale").first()
    if category is None:
        return None
    title = capfirst(query_text)[:LONGEST_TITLE]
    article = ArticlePage(title=title, draft_title=title, locale=category.locale, live=False, owner=user)
    article.has_unpublished_changes = True
    audience_prefill(page=article, parent=category)
    category.add_child(instance=article)
    article.save_revision(user=user, log_action=True)
    return article, reverse("wagtailadmin_pages:edit", args=[article.pk])


def may_start(user: Any) -> bool:
    """Tell whether there is a category to which the user may add pages."""
    return bool(_categories(user).exists())


def _categories(user: Any) -> Any:
    allowed = policy_registry.get_by_type(HelpPage).instances_user_has_permission_for(user, "add")
    return CategoryPage.objects.filter(pk__in=allowed.values("pk"))


def register() -> None:
    """Offer articles to the queue of failed searches."""
    register_draft_starter(_("Write an article"), article_start, may_start=may_start)
