"""Policies and exceptions that are not valid sink in search, on the day that begins or ends them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from content.review.due import freshness_tell
from plugins.hooks import add_action
from search.pages import register_page_measure
from wiki.approving.seal import policies_know

DAILY = timedelta(days=1)
LOOKED_BACK = 3
"""Days: a scheduler that stood still for a weekend loses nothing."""


def policies_not_in_force(page_ids: Sequence[int]) -> dict[int, float]:
    """Let policies that are not in force or not approved sink in search results. One query."""
    from wiki.models import PolicyPage

    return {each.pk: 1.0 for each in PolicyPage._base_manager.filter(pk__in=page_ids) if not (each.in_force and each.is_approved)}


def exceptions_not_valid(page_ids: Sequence[int]) -> dict[int, float]:
    """Let exceptions that are not valid, or whose place another took, sink in search results. At most five queries."""
    from wiki.models import PolicyExceptionPage

    exceptions = list(PolicyExceptionPage._base_manager.filter(pk__in=page_ids).prefetch_related("criteria"))
    policies_know(exceptions)
    found: set[int] = set()
    valid = {}
    for each in exceptions:
        if each.own_status == "valid":
            valid[each.translation_key, each.locale_id] = each.pk
        else:
            found.add(each.pk)
    keys = {key for key, _locale in valid}
    rows = PolicyExceptionPage._base_manager.filter(live=True, supersedes__translation_key__in=keys)
    newer = list(rows.select_related("supersedes").prefetch_related("criteria"))
    policies_know(newer)
    for each in newer:
        older = valid.get((each.supersedes.translation_key, each.locale_id))
        if older is not None and older != each.pk and each.own_status == "valid":
            found.add(older)
    return dict.fromkeys(found, 1.0)


def turned(*, today: date | None = None) -> set[int]:
    """Return the policies and exceptions that became valid, or ended, by their dates within the last days."""
    from wiki.models import PolicyExceptionPage, PolicyPage

    today = today or timezone.localdate()
    since = today - timedelta(days=LOOKED_BACK)
    begun = Q(valid_from__gt=since, valid_from__lte=today)
    ended = Q(valid_to__gte=since, valid_to__lt=today)
    found: set[int] = set()
    for model in (PolicyPage, PolicyExceptionPage):
        found.update(model._base_manager.filter(begun | ended, live=True).values_list("pk", flat=True))
    return with_superseded(found)


def with_superseded(exception_ids: Iterable[int]) -> set[int]:
    """Return the ids and those of the exceptions whose place these take. One query."""
    from wiki.models import PolicyExceptionPage

    ids = set(exception_ids)
    older = PolicyExceptionPage._base_manager.filter(pk__in=ids, supersedes__isnull=False)
    return ids | set(older.values_list("supersedes_id", flat=True))


def validity_tell() -> None:
    """Tell search of what time alone changed."""
    freshness_tell(turned())


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look every day."""
    register("wiki.validity", every=DAILY, run=validity_tell)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from wiki.models import PolicyExceptionPage, PolicyPage

    register_page_measure("stale", policies_not_in_force, of=PolicyPage)
    register_page_measure("stale", exceptions_not_valid, of=PolicyExceptionPage)
    add_action("scheduled_jobs", on_scheduled_jobs)
