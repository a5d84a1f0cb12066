"""A help centre of so many pages, with what the admin looks at: revisions and the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, PageLogEntry, Revision

from accounts.models import User
from benchmarks.search.documents import Planned
from benchmarks.search.material import Material
from benchmarks.search.pages import site_make

BATCH = 2000
EDITORS = 40
OF_ONE = 200
"""Pages that one person has written."""


def site_fill(plan: Sequence[Planned], materials: dict[str, Material]) -> User:
    """Write pages, a revision and two lines of the log for each; return a superuser who wrote the newest of them."""
    site_make(plan, materials, 1, lambda _count: None)
    root = User.objects.create_superuser("bench-root", "root@example.org", "unused")
    others = [User.objects.create_user(f"bench-{at}", f"{at}@example.org", "unused") for at in range(EDITORS)]
    _revisions(root, others)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return root


def _revisions(root: User, others: list[User]) -> None:
    """Whoever looks at the dashboard has done as much in a large help centre as in a small one; the rest is others' work."""
    of_page = ContentType.objects.get_for_model(Page)
    pages = Page.objects.filter(depth__gt=2).order_by("pk").values_list("pk", "title", "content_type", "last_published_at")
    newest = set(pages.order_by("-pk").values_list("pk", flat=True)[:OF_ONE])
    for some in _batches(pages.iterator(BATCH)):
        authors = {pk: root if pk in newest else others[pk % EDITORS] for pk, *_rest in some}
        with transaction.atomic():
            Revision.objects.bulk_create(
                Revision(
                    base_content_type=of_page,
                    content_type_id=kind,
                    object_id=str(pk),
                    created_at=published,
                    user=authors[pk],
                    object_str=title,
                    content={"pk": pk, "title": title},
                    approved_go_live_at=None,
                )
                for pk, title, kind, published in some
            )
            PageLogEntry.objects.bulk_create(
                PageLogEntry(
                    page_id=pk,
                    content_type_id=kind,
                    label=title,
                    action=action,
                    timestamp=published,
                    user=authors[pk],
                    content_changed=True,
                )
                for pk, title, kind, published in some
                for action in ("wagtail.create", "wagtail.publish")
            )
    latest = Revision.objects.filter(base_content_type=of_page, object_id=Cast(OuterRef("pk"), CharField())).order_by("-id")
    Page.objects.filter(depth__gt=2).update(latest_revision=Subquery(latest.values("pk")[:1]))
    Page.objects.filter(depth__gt=2).update(live_revision=F("latest_revision"))


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, BATCH)):
        yield some
