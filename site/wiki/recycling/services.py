from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from content.models import HelpPage
from content.visibility import visibility_refresh
from wiki.models.pages import WikiHelpPage
from wiki.models.recycling import RecycledPage
from wiki.recycling.files import files_delete, files_put_away, files_put_back
from wiki.recycling.selectors import KEPT

LONGEST_SLUG = 255


@transaction.atomic
def page_recycle(*, page: HelpPage, user: Any) -> RecycledPage:
    """Put a page of the wiki into the bin, with all below it. It is there for nobody from this moment on."""
    known = RecycledPage.objects.filter(page_id=page.pk).first()
    if known is not None:
        return known
    row = RecycledPage.objects.create(page_id=page.pk, slug=page.slug, recycled_by=user, files=files_put_away(page=page))
    _slug_write(page, f"{page.slug[:200]}-deleted-{page.pk}")
    visibility_refresh(page_id=page.pk, whole_subtree=True)
    log(instance=page.specific, action="wiki.recycle", user=user)
    return row


@transaction.atomic
def page_restore(*, row: RecycledPage, user: Any) -> HelpPage:
    """Bring a page back to its place, with its tree, links and rights; at another address where the old one is taken."""
    page: HelpPage = row.page
    files_put_back(row.files)
    _slug_write(page, _free_slug(page, row.slug))
    row.delete()
    visibility_refresh(page_id=page.pk, whole_subtree=True)
    log(instance=page.specific, action="wiki.restore", user=user)
    return page


def recycled_purge() -> int:
    """Delete for good what has been in the bin for too long, with its files; return how many pages were put there."""
    count = 0
    # Pages below others may be gone with them.
    for pk in list(RecycledPage.objects.filter(recycled_at__lte=timezone.now() - KEPT).values_list("pk", flat=True)):
        with transaction.atomic():
            row = RecycledPage.objects.select_related("page").filter(pk=pk).first()
            if row is not None:
                count += 1
                row.page.specific.delete()
                files_delete(row.files)
    return count


def recycled_delete(*, row: RecycledPage, user: Any) -> None:
    """Delete one page for good, before its time."""
    with transaction.atomic():
        page = row.page.specific
        log(instance=page, action="wagtail.delete", user=user, deleted=True)
        page.delete()
        files_delete(row.files)


def deleted_keep(page: Page, user: Any) -> bool:
    """Put what somebody deletes in the admin into the bin, if it is a page of the wiki (for content.deleting)."""
    specific = page.specific
    if not isinstance(specific, WikiHelpPage) or user is None:
        return False
    page_recycle(page=specific, user=user)
    return True


def _slug_write(page: HelpPage, slug: str) -> None:
    """Change the address without a word to anybody: no redirect may lead to what is in the bin."""
    stored = HelpPage.objects.get(pk=page.pk)
    old = stored.url_path
    new = f"{old.rstrip('/').rpartition('/')[0]}/{slug}/"
    Page.objects.filter(pk=page.pk).update(slug=slug, url_path=new)
    stored._update_descendant_url_paths(old, new)
    page.slug, page.url_path = slug, new


def _free_slug(page: HelpPage, slug: str) -> str:
    parent, tried, number = page.get_parent(), slug, 1
    while not Page._slug_is_available(tried, parent, page):
        number += 1
        tried = f"{slug[: LONGEST_SLUG - 8]}-{number}"
    return tried
