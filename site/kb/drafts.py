"""An article begun from what a reader asked in vain."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from content.drafting import register_draft_maker
from content.models import HelpPage
from kb.bases import audience_prefill
from kb.models import ArticlePage, CategoryPage
from search.log import register_draft_starter

LONGEST_TITLE = 255


def article_start(*, query_text: str, language: str, user: Any) -> tuple[ArticlePage, str] | None:
    """Make an unpublished article named by the query, in the first category of the language to which the user may add pages.

    Returns it with the address where it is edited (and from where it can be moved); None when there is no such category.
    """
    return _begun(title=capfirst(query_text), language=language, user=user)


def article_make(*, title: str, body: list[dict[str, Any]], language: str, user: Any) -> tuple[ArticlePage, str] | None:
    """Make an unpublished article of blocks of another page; where it is put, and what is returned, is as above."""
    return _begun(title=title, language=language, user=user, body=body)


def _begun(*, title: str, language: str, user: Any, **fields: Any) -> tuple[ArticlePage, str] | None:
    category = _categories(user).filter(locale__language_code=language).order_by("path").select_related("locale").first()
    if category is None:
        return None
    title = title[:LONGEST_TITLE]
    article = ArticlePage(title=title, draft_title=title, locale=category.locale, live=False, owner=user, **fields)
    article.has_unpublished_changes = True
    audience_prefill(page=article, parent=category)
    category.add_child(instance=article)
    article.save_revision(user=user, log_action=True)
    return article, reverse("wagtailadmin_pages:edit", args=[article.pk])


def may_make(user: Any, language: str) -> bool:
    """Tell whether there is a category in a language to which the user may add pages."""
    return bool(_categories(user).filter(locale__language_code=language).exists())


def may_start(user: Any) -> bool:
    """Tell whether there is a category to which the user may add pages."""
    return bool(_categories(user).exists())


def _categories(user: Any) -> Any:
    allowed = policy_registry.get_by_type(HelpPage).instances_user_has_permission_for(user, "add")
    return CategoryPage.objects.filter(pk__in=allowed.values("pk"))


def register() -> None:
    """Offer articles to the queue of failed searches, and to the wiki."""
    register_draft_starter(_("Write an article"), article_start, may_start=may_start)
    register_draft_maker(_("Article"), article_make, may_make=may_make)
