"""What the form of an article, or of another page with fewer fields, sends."""

from __future__ import annotations

from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page


def form_of(article: Page, **more: Any) -> dict[str, Any]:
    """Return the fields of a page with another title, its streams and lists empty."""
    page = article.specific_class.objects.get(pk=article.pk)
    lists = ["comments", *(relation.get_accessor_name() for relation in get_all_child_relations(type(page)))]
    return {
        **{f"{name}-{each}": "0" for name in lists for each in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")},
        **{f"{name}-count": "0" for name in page.stream_names()},
        "title": "Changed",
        "slug": page.slug,
        "kind": "article",
        "audience": "0",
        "summary": "",
        "tags": "",
        **more,
    }
