"""Writes down old addresses when pages move, get other slugs or are deleted.

Wagtail's own way (switched off) reads every page below one by one, and names private pages too. Here only pages that everybody
may see leave an address behind: a redirect must not tell that there was something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from content.addresses import page_path
from content.audiences import ANONYMOUS
from content.models import HelpPage

LONGEST = 255
AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """An old address, and the page it leads to."""

    old_path: str
    page_id: int
    is_permanent: bool = True


def redirects_keep(kept: Iterable[Kept]) -> int:
    """Store redirects; return how many. What an editor wrote by hand for the same address stays."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    wanted = {each.old_path: each for each in kept if len(each.old_path) <= LONGEST}
    if site is None or not wanted:
        return 0
    paths = list(wanted)
    with transaction.atomic():
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            same = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=some)
            same.filter(automatically_created=True).delete()
            for path in same.values_list("old_path", flat=True):
                wanted.pop(path, None)
        rows = [
            Redirect(
                old_path=each.old_path,
                site=site,
                redirect_page_id=each.page_id,
                is_permanent=each.is_permanent,
                automatically_created=True,
            )
            for each in wanted.values()
        ]
        Redirect.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def address_kept(url_path: str, locale_id: int) -> str:
    """Return an address as redirects are stored."""
    return str(Redirect.normalise_path(page_path(url_path=url_path, locale_id=locale_id)))


def _public(pages: QuerySet[HelpPage]) -> QuerySet[HelpPage]:
    return pages.listable_to(ANONYMOUS)  # type: ignore[attr-defined]


def _moved(instance: Page, before: str, after: str) -> None:
    if before == after:
        return
    branch = HelpPage.objects.filter(path__startswith=instance.path)
    rows = list(_public(branch).values_list("pk", "url_path", "locale_id"))
    old = [Kept(address_kept(before + url_path[len(after) :], locale), pk) for pk, url_path, locale in rows]
    redirects_keep(each for each in old if each.old_path)
    # Who comes back to an old address of their own is there: nothing may lead away from it.
    now = [address_kept(url_path, locale) for _pk, url_path, locale in rows]
    for start in range(0, len(now), AT_ONCE):
        Redirect.objects.filter(automatically_created=True, old_path__in=now[start : start + AT_ONCE]).delete()


def on_moved(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    _moved(instance, url_path_before, url_path_after)


def on_slug_changed(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    _moved(instance, instance_before.url_path, instance.url_path)


def on_deleted(instance: HelpPage, **_kwargs: Any) -> None:
    """Before the rows go: note the address, and those that led here; after the transaction they lead to what is left above."""
    known = Redirect.objects.filter(redirect_page_id=instance.pk, automatically_created=True)
    paths = list(known.values_list("old_path", flat=True))
    if _public(HelpPage.objects.filter(pk=instance.pk)).exists():
        paths.append(address_kept(instance.url_path, instance.locale_id))
    if paths:
        transaction.on_commit(partial(_lead_up, paths, instance.path))


def _lead_up(old_paths: list[str], path: str) -> None:
    above = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    left = HelpPage.objects.filter(path__in=above).order_by("-path").values_list("pk", flat=True).first()
    if left is not None:
        redirects_keep(Kept(each, left, is_permanent=False) for each in old_paths)


def connect() -> None:
    """Connect everything; called once when the room is ready, after `content` has connected what computes visibility."""
    post_page_move.connect(on_moved, dispatch_uid="theme.redirect_moved")
    page_slug_changed.connect(on_slug_changed, dispatch_uid="theme.redirect_slug")
    pre_delete.connect(on_deleted, sender=HelpPage, dispatch_uid="theme.redirect_deleted")
