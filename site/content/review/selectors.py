"""Which pages are due for review, and who looks after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, overload

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.aside import not_aside
from content.review.kinds import ReviewedKind, kind_of, reviewed_kinds


def stale_ids(page_ids: Iterable[int]) -> set[int]:
    """Return those of the pages for which a review is due. One query for each kind of pages."""
    ids = list(page_ids)
    return {pk for kind in reviewed_kinds() for pk in _stale(kind.model, ids)}


def _stale(model: Any, page_ids: Sequence[int]) -> Iterable[int]:
    due: Iterable[int] = model._base_manager.filter(pk__in=page_ids, review_due__lte=timezone.localdate()).values_list(
        "pk", flat=True
    )
    return due


def stale_measure(model: Any) -> Callable[[Sequence[int]], dict[int, float]]:
    """Return what lets the stale pages of one reviewed type sink in search results. One query each time."""

    def measure(page_ids: Sequence[int]) -> dict[int, float]:
        return dict.fromkeys(_stale(model, page_ids), 1.0)

    return measure


def due_of(kind: ReviewedKind, *, within_days: int = 0) -> QuerySet[Any]:
    """Return what readers see and somebody should check, by now or within some days; the longest due first.

    Drafts, archived pages and copies of others wait for nobody.
    """
    day = timezone.localdate() + timedelta(days=within_days)
    due: QuerySet[Any] = kind.model._default_manager.filter(live=True, alias_of=None, review_due__lte=day)
    return not_aside(due).exclude(archived_at__lte=timezone.now()).order_by("review_due", "pk")


class DuePages(Sequence[Any]):
    """Pages of several kinds, the longest due first; those that are looked at are read, a query for each kind among them."""

    def __init__(self, rows: list[tuple[date, int, ReviewedKind]]) -> None:
        self.rows = sorted(rows, key=lambda row: row[:2])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        wanted, pages = self.rows[at], {}
        for kind in {row[2].model: row[2] for row in wanted}.values():
            ids = [pk for _due, pk, each in wanted if each is kind]
            rows = kind.model._default_manager.select_related("locale", "responsible")
            pages.update(rows.in_bulk(ids))
        return [pages[pk] for _due, pk, _kind in wanted if pk in pages]


def due_pages(user: Any, *, within_days: int = 0, only_own: bool = False) -> DuePages:
    """Return the pages due for review that this person may edit, or only those they are responsible for."""
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change").order_by().values("pk")
    rows: list[tuple[date, int, ReviewedKind]] = []
    for kind in reviewed_kinds():
        due = due_of(kind, within_days=within_days).filter(pk__in=mine)
        if only_own:
            due = due.filter(responsible=user)
        rows += [(day, pk, kind) for day, pk in due.values_list("review_due", "pk")]
    return DuePages(rows)


def may_review(page: Any, user: Any) -> bool:
    """Tell whether this person may mark a page as reviewed, as its room says; nobody marks copies of others."""
    kind = kind_of(page)
    return kind is not None and page.alias_of_id is None and kind.may_mark(page, user)


def owners_of(kind: ReviewedKind, pages: Sequence[Any]) -> dict[int, Any]:
    """Return who is to be reminded of each page (by its id): its own responsible, else those of the pages above from the
    nearest on, else who the settings name; always somebody active who may be told. Pages without such a person are left out.
    """
    above = dict(kind.owners._base_manager.filter(responsible__isnull=False).values_list("path", "responsible_id"))
    fallback = kind.fallback_owner()
    asked = {each.pk: _candidates(each, above, fallback) for each in pages}
    ids = {pk for candidates in asked.values() for pk in candidates}
    people = get_user_model()._default_manager.filter(pk__in=ids, is_active=True).exclude(email="").in_bulk()
    told = {pk: kind.may_be_told(person, [each.pk for each in pages]) for pk, person in people.items()}
    found = {}
    for page in pages:
        owner = next((pk for pk in asked[page.pk] if page.pk in told.get(pk, ())), None)
        if owner is not None:
            found[page.pk] = people[owner]
    return found


def _candidates(page: Any, above: dict[str, int], fallback: int | None) -> list[int]:
    way = [page.path[:end] for end in range(len(page.path) - Page.steplen, 0, -Page.steplen)]
    found = [page.responsible_id, *(above.get(path) for path in way), fallback]
    return [pk for pk in found if pk is not None]
