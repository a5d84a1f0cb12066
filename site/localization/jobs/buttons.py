"""The ways to a request: from the explorer, from a page, from a list of snippets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import Button
from wagtail.models import Page, TranslatableMixin

from localization.jobs.rights import ASKING, may_request_snippet
from localization.jobs.sources import CHOSEN, MOST
from localization.links import link_to
from localization.rights import standing_of


class RequestBulkAction(PageBulkAction):
    """Goes to the form with the chosen pages: it asks what a confirmation would not."""

    display_name = _("Request translation")
    aria_label = _("Request translation of the selected pages")
    action_type = "request_translation"
    action_priority = 70

    def check_perm(self, page: Page) -> bool:
        """Pages this person may ask for."""
        return _may(page, self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The selection waits in the session: it may be too long for an address."""
        chosen, _others = self.get_actionable_objects()
        request.session[CHOSEN] = [page.pk for page in chosen][:MOST]
        return redirect(link_to("request", chosen=1))

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        """Nothing is done here."""
        return 0, 0


def page_button(page: Page, user: Any, next_url: str | None = None, **_more: Any) -> Iterator[Button]:
    """For the menus of a page."""
    if not page.is_root() and not page.alias_of_id and _may(page, user):
        yield Button(_("Request translation"), link_to("request", page=page.pk), icon_name="globe", priority=45)


def snippet_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """For the list of snippets."""
    if isinstance(snippet, TranslatableMixin) and may_request_snippet(snippet, user):
        address = link_to("request", snippet=f"{snippet._meta.label_lower}:{snippet.pk}")
        yield Button(_("Request translation"), address, icon_name="globe", priority=45)


def _may(page: Page, user: Any) -> bool:
    standing = standing_of(user)
    tester = page.permissions_for_user(user)
    if standing.everywhere or standing.leads:
        return bool(tester.can_edit() or tester.can_publish())
    return user.is_superuser or bool(ASKING & tester.permissions)
