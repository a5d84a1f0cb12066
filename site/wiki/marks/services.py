from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from content.models import HelpPage
from wiki.models import Favourite, Watch, WatchSettings

MOST_FAVOURITES = 200
MOST_WATCHED = 200


class TooMany(Exception):
    """There is a limit, so that lists can be read and mails be sent."""


def favourite_set(*, page: HelpPage, user: Any, on: bool) -> None:
    """Make a page a favourite, at the end of the list, or none. Safe to repeat. Raises TooMany."""
    own = Favourite.objects.filter(user=user)
    if not on:
        own.filter(page_id=page.pk).delete()
        return
    if own.exclude(page_id=page.pk).count() >= MOST_FAVOURITES:
        raise TooMany
    last = own.aggregate(last=Max("sort_order"))["last"]
    Favourite.objects.get_or_create(user=user, page_id=page.pk, defaults={"sort_order": 0 if last is None else last + 1})


@transaction.atomic
def favourite_move(*, page: HelpPage, user: Any, up: bool, shown: list[int]) -> None:
    """Move a favourite one place up or down among those that are shown; those the person may not see now keep behind them."""
    rows = {row.page_id: row for row in Favourite.objects.select_for_update().filter(user=user)}
    order = [pk for pk in shown if pk in rows]
    if page.pk not in order:
        return
    place = order.index(page.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    order += [pk for pk in rows if pk not in order]
    for number, pk in enumerate(order):
        rows[pk].sort_order = number
    Favourite.objects.bulk_update(rows.values(), ["sort_order"])


@transaction.atomic
def watch_set(*, page: HelpPage, user: Any, on: bool) -> None:
    """Watch a page and what is below it, or no more. Safe to repeat. Raises TooMany."""
    own = Watch.objects.filter(user=user)
    if not on:
        own.filter(page_id=page.pk).delete()
        return
    if own.exclude(page_id=page.pk).count() >= MOST_WATCHED:
        raise TooMany
    WatchSettings.objects.get_or_create(user=user)
    Watch.objects.get_or_create(user=user, page_id=page.pk)
