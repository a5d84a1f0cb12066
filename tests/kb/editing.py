"""What the form of an article sends."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from kb.models import ArticlePage


def form_of(article: Page, **more: Any) -> dict[str, Any]:
    page = ArticlePage.objects.get(pk=article.pk)
    stream = {"body-count": "0"}
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {
        "title": "Changed",
        "slug": page.slug,
        "kind": "article",
        "audience": "0",
        "summary": "",
        "tags": "",
        **stream,
        **comments,
        **more,
    }
