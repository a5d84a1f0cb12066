"""The wiki in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from content.editors import EditorsMenuItem
from wiki.articles.views import article_from, buttons
from wiki.grants.report_views import GrantsReport, report_menu_item
from wiki.helper.report import TiesView, sees_ties, tie_settle
from wiki.recycling.views import BinView, bin_delete, bin_restore, kept_notice, may_see_bin
from wiki.starting.views import buttons as starting_buttons
from wiki.starting.views import new_page, template_ask, template_switch


@hooks.register("register_admin_urls")
def register_article_urls() -> list[URLPattern]:
    return [path("wiki/<row:page_id>/article/", article_from, name="wiki_article_from")]


@hooks.register("register_page_header_buttons")
def article_header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def article_listing_button(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return buttons(page, user)


@hooks.register("register_admin_urls")
def register_starting_urls() -> list[URLPattern]:
    return [
        path("wiki/<row:parent_page_id>/new/", new_page, name="wiki_new_page"),
        path("wiki/<row:page_id>/template/", template_ask, name="wiki_template"),
        path("wiki/<row:page_id>/template/switch/", template_switch, name="wiki_template_switch"),
    ]


@hooks.register("register_page_header_buttons")
def starting_header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return starting_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def starting_listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return starting_buttons(page, user)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("wiki.recycle", _("Put into the recycle bin"), _("Put the page into the recycle bin"))
    actions.register_action("wiki.restore", _("Bring back"), _("Brought the page back from the recycle bin"))
    actions.register_action("wiki.approve", _("Approve"), _("Approved"))
    actions.register_action("wiki.withdraw", _("Take back approval"), _("Took the approval back"))
    actions.register_action("wiki.lapse", _("End approval"), _("Ended the approval: what was approved was changed"))
    actions.register_action("wiki.lapse_moved", _("End approval"), _("Ended the approval: moved to another policy"))


@hooks.register("register_admin_urls")
def register_ties_urls() -> list[URLPattern]:
    return [
        path("reports/contradictions/", TiesView.as_view(), name="wiki_ties"),
        path("reports/contradictions/<row:tie_id>/settle/", tie_settle, name="wiki_tie_settle"),
    ]


@hooks.register("register_admin_urls")
def register_bin_urls() -> list[URLPattern]:
    return [
        path("reports/wiki-bin/", BinView.as_view(), name="wiki_bin"),
        path("reports/wiki-bin/<row:row_id>/restore/", bin_restore, name="wiki_bin_restore"),
        path("reports/wiki-bin/<row:row_id>/delete/", bin_delete, name="wiki_bin_delete"),
    ]


@hooks.register("register_reports_menu_item")
def register_bin() -> EditorsMenuItem:
    return EditorsMenuItem(
        _("Recycle bin of the wiki"), reverse("wiki_bin"), name="wiki-bin", icon_name="bin", order=670, may_see=may_see_bin
    )


@hooks.register("before_delete_page")
def tell_of_bin(request: HttpRequest, page: Any) -> None:
    kept_notice(request, page)


@hooks.register("after_delete_page")
def tell_where_it_is(request: HttpRequest, page: Any) -> None:
    kept_notice(request, page, is_done=True)


@hooks.register("register_admin_urls")
def register_grants_urls() -> list[URLPattern]:
    return [path("reports/grants/", GrantsReport.as_view(), name="wiki_grants_report")]


@hooks.register("register_reports_menu_item")
def register_grants_report() -> EditorsMenuItem:
    return report_menu_item()


@hooks.register("register_reports_menu_item")
def register_report() -> EditorsMenuItem:
    return EditorsMenuItem(
        _("Contradicting exceptions"),
        reverse("wiki_ties"),
        name="wiki-ties",
        icon_name="warning",
        order=660,
        may_see=sees_ties,
    )
