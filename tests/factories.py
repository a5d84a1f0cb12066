"""Makes pages for tests, each published unless told otherwise."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page


def add_page(parent: Page, model: type[Page], title: str = "Page", *, live: bool = True, **fields: Any) -> Any:
    """Add a page below another, in its language, published as an editor would."""
    page = model(title=title, locale=parent.locale, live=live, **fields)
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return model.objects.get(pk=page.pk)
