"""After a page was unpublished, deleted or copied: what became of its translations, and the way to decide otherwise."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from localization.dashboards.cells import edit_address
from localization.deciding.selectors import copied_locales, copied_pairs, followers_of, live_targets, may_become_source
from localization.links import link_to
from localization.targets import target_of


def after_unpublish(request: HttpRequest, page: Page) -> None:
    """Readers may still have it in other languages. Who unpublishes a translation did not take its source away."""
    found = live_targets(page.translation_key, request.user)
    if count := sum(row.source_locale_id == page.locale_id for row, _target in found):
        words = ngettext(
            "Readers still have %(count)d translation of it.", "Readers still have %(count)d translations of it.", count
        )
        address = link_to("unpublish_translations", page.translation_key, next=edit_address(page))
        button = messages.button(address, gettext("Unpublish the translations too"))
        messages.info(request, words % {"count": count}, buttons=[button])


def after_delete(request: HttpRequest, page: Page) -> None:
    """Its translations stay, and one of them can take its place."""
    rows = [row for row in followers_of(page.translation_key, request.user) if row.is_source_gone]
    if not rows:
        return
    words = ngettext(
        "%(count)d translation of it stays. It can be the original from now on.",
        "%(count)d translations of it stay. One of them can be the original from now on.",
        len(rows),
    )
    able = [row for row in rows if may_become_source(request.user, row, target_of(row))]
    buttons = [messages.button(link_to("become_source", row.pk), str(row.locale)) for row in able]
    messages.info(request, words % {"count": len(rows)}, buttons=buttons)


def after_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy has no translations, unless somebody wants those of its original."""
    if new_page.alias_of_id or not copied_locales(copied_pairs(page, new_page, request.user), request.user):
        return
    button = messages.button(link_to("copy_translations", page.pk, new_page.pk), gettext("Copy the translations too"))
    messages.info(request, gettext("The copy has no translations yet."), buttons=[button])


def register() -> None:
    """Listen to Wagtail's screens; called once when the room is ready."""
    hooks.register("after_unpublish_page", after_unpublish)
    hooks.register("after_delete_page", after_delete)
    hooks.register("after_copy_page", after_copy)
