"""Nobody approves their own: where a category asks for four eyes, who wrote what waits for publication cannot publish it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from content.models import HelpPage
from content.review.pages import REVIEW_FACTS
from content.visibility import FIELDS
from kb.models.category import CategoryPage
from kb.models.review import FourEyes

# What a revision says of its page and not of the text: when it goes live and expires, its place, its state, comments.
NO_TEXT = frozenset(
    {
        *FIELDS,
        *REVIEW_FACTS,
        *(
            field.name
            for field in Page._meta.local_fields
            if field.name not in ("title", "slug", "seo_title", "search_description")
        ),
        "review_due",
        "page_ptr",
        "helppage_ptr",
        COMMENTS_RELATION_NAME,
    }
)
_BLOCK_KEY = re.compile(r' data-block-key=\\*"[^"\\]*\\*"')


def asks_for_four_eyes(page: Page, user: Any = None) -> bool:
    """Tell whether the nearest category that says anything, the page itself included, asks for four eyes. One query."""
    way = [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]
    said = CategoryPage.objects.filter(path__in=way).exclude(four_eyes=FourEyes.INHERIT)
    return said.order_by("-path").values_list("four_eyes", flat=True).first() == FourEyes.YES


def own_changes_refused(page: Page, user: Any, revision: Revision | None = None) -> str:
    """Return a sentence for who wrote any of what would be published now; "" for everybody else and elsewhere.

    Nobody in particular (a command, an import, a date that was approved) is everybody else.
    """
    if user is None or not isinstance(page, HelpPage) or page.pk is None or not asks_for_four_eyes(page):
        return ""
    if user.pk not in authors_of_changes(page.pk, revision):
        return ""
    return gettext(
        "Your changes are kept as a draft. In this category somebody else has to approve them: submit them for review."
    )


def authors_of_changes(page_id: int, revision: Revision | None = None) -> set[int]:
    """Return the ids of those who changed the text since it was published last; who only saved it again is none of them.

    `revision`: one that is about to be published; its author counts too when it is older than what is live.
    """
    page = Page.objects.get(pk=page_id).specific
    since = page.last_published_at if page.live else None
    revisions = Revision.page_revisions.filter(object_id=str(page_id)).order_by("created_at", "pk")
    waiting = revisions.filter(created_at__gt=since) if since else revisions
    authors: set[int] = set()
    # What the code works out by itself, such as what a page has: nobody wrote it.
    worked_out = {field.name for field in page._meta.get_fields() if not getattr(field, "editable", True)}
    before = text_of(page.serializable_data(), worked_out) if page.live else None
    for each in waiting.iterator():
        now = text_of(each.content, worked_out)
        if now != before and each.user_id:
            authors.add(each.user_id)
        before = now
    if revision is not None and since and revision.created_at <= since and revision.pk != page.live_revision_id:
        authors |= {revision.user_id} if revision.user_id else set()
    return authors


def text_of(content: dict[str, Any], without: Collection[str] = ()) -> str:
    """Return what readers get of a revision, in a form that is equal where the texts are."""
    kept = {name: value for name, value in content.items() if name not in NO_TEXT and name not in without}
    return _BLOCK_KEY.sub("", json.dumps(_without_keys(kept), cls=DjangoJSONEncoder, sort_keys=True))


def _without_keys(value: Any) -> Any:
    """Child objects get their keys when they are stored: those say nothing."""
    if isinstance(value, dict):
        return {name: _without_keys(each) for name, each in value.items() if name != "pk"}
    if isinstance(value, list):
        return [_without_keys(each) for each in value]
    if isinstance(value, str) and value.startswith("["):  # a stream, as it is stored
        with suppress(ValueError):
            return _without_keys(json.loads(value))
    return value
