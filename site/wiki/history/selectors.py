from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import PageLogEntry, Revision

from content.models import HelpPage
from wiki.models.pages import WikiHelpPage

PUBLISHED = "wagtail.publish"


@dataclass(frozen=True)
class Version:
    """A version that readers have seen. `before` is the id of the one that it took the place of, None for the first."""

    pk: int
    published: datetime
    by: str
    is_live: bool
    before: int | None


def readable_page(*, page_id: int, user: Any) -> WikiHelpPage | None:
    """Return the wiki page with this id, if this person reads it."""
    row = HelpPage.objects.listable_to(user).filter(pk=page_id).first()
    page = row.specific if row is not None else None
    return page if isinstance(page, WikiHelpPage) else None


def versions_of(*, page: HelpPage) -> list[Version]:
    """Return the published versions of a page, the newest first. Drafts are for those who write. Two queries.

    A version that was published twice, such as one that was restored as it was, is told with its last time.
    """
    entries = PageLogEntry.objects.filter(page_id=page.pk, action=PUBLISHED, revision_id__isnull=False)
    told = {each.revision_id: each for each in entries.select_related("user").order_by("timestamp", "pk")}
    # Imports publish without a word in the log.
    wanted = {*told, page.live_revision_id} - {None}
    kept = Revision.page_revisions.filter(object_id=str(page.pk), pk__in=wanted).select_related("user").defer("content")
    rows = sorted(
        ((told[each.pk].timestamp if each.pk in told else each.created_at, each) for each in kept),
        key=lambda row: (row[0], row[1].pk),
    )
    found: list[Version] = []
    for moment, revision in rows:
        who = (told[revision.pk].user if revision.pk in told else None) or revision.user
        before = found[-1].pk if found else None
        name = who.display_name() if who is not None else ""
        found.append(Version(revision.pk, moment, name, revision.pk == page.live_revision_id, before))
    return found[::-1]


def version_content(*, page: HelpPage, version: Version) -> HelpPage:
    """Return the page as one of its published versions has it. One query."""
    content: HelpPage = Revision.page_revisions.get(pk=version.pk, object_id=str(page.pk)).as_object()
    return content
