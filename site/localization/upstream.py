"""wagtail-localize, as far as it would get in the way: its own screens, buttons and hooks make room for ours.

Its models and functions stay, other rooms use them; what it offers to people does not, for it writes drafts into live pages,
loses edits and knows no review. A page that is a translation opens in Wagtail's editor again. Its addresses lead to our screens,
so that old links and templates go on. There is no setting for any of this, hence taking its hooks out: this is the one module
that does so, and tests/localization/upstream fails when a new version has other hooks, addresses or signals.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail_localize.locales import views as locale_views

from localization.links import link_to

VERSION = "1.14.5"
"""What this was written for."""

OURS = "wagtail_localize"

OFF = {
    ("register_admin_urls", "register_admin_urls"),
    ("register_page_header_buttons", "page_listing_more_buttons"),
    ("register_page_listing_more_buttons", "page_listing_more_buttons"),
    ("register_snippet_listing_buttons", "register_snippet_listing_buttons"),
    ("before_edit_page", "before_edit_page"),
    ("before_edit_snippet", "before_edit_snippet"),
    ("register_page_action_menu_item", "register_restart_translation_page_action_menu_item"),
    ("register_page_action_menu_item", "register_convert_back_to_alias_page_action_menu_item"),
    ("register_snippet_action_menu_item", "register_restart_translation_snippet_action_menu_item"),
    ("register_reports_menu_item", "register_wagtail_localize2_report_menu_item"),
}
"""Its hooks that are taken out, by name of the hook and of the function."""

KEPT = {
    ("register_permissions", "register_submit_translation_permission"),
    ("register_log_actions", "wagtail_localize_log_actions"),
    ("register_icons", "register_icons"),
    # Copies of pages for languages that show another one's (locale synchronisation): aliases, which are marked to readers.
    ("after_create_page", "after_create_page"),
}
"""Its hooks that stay: nobody gets at a page by them."""

LOCALES = {
    ("register_admin_viewset", "register_viewset"),
    ("register_settings_menu_item", "register_locales_menu_item"),
    ("register_permissions", "register_permissions"),
}
"""The hooks of its screens of languages. They stay; deleting a language asks us first."""


def switch_off() -> None:
    """Take its screens out and put ours in their place; called once when the room is ready."""
    from wagtail_localize import wagtail_hooks  # registers what is taken out here

    for name, registered in hooks._hooks.items():
        registered[:] = [pair for pair in registered if not (_is_its(pair[0]) and (name, pair[0].__name__) in OFF)]
    its_addresses = wagtail_hooks.register_admin_urls()
    hooks.register("register_admin_urls", lambda: [_instead(each) for each in its_addresses])
    locale_views.LocaleViewSet.delete_view_class = LocaleDelete


def hooks_of_its() -> set[tuple[str, str]]:
    """Return the hooks of wagtail-localize that are registered now, by name of the hook and of the function."""
    return {(name, fn.__name__) for name, registered in hooks._hooks.items() for fn, _order in registered if _is_its(fn)}


def _is_its(fn: Any) -> bool:
    return getattr(fn, "__module__", "").split(".")[0] == OURS


def _instead(resolver: Any) -> Any:
    """Return its addresses with our answers; the names stay."""
    own = [path(str(each.pattern), leave, {"its_name": each.name}, name=each.name) for each in resolver.url_patterns]
    return path(str(resolver.pattern), include((own, OURS), namespace=OURS))


def leave(request: HttpRequest, its_name: str, **ids: Any) -> HttpResponse:
    """Lead from an address of wagtail-localize to what takes its place; nothing is done, whatever the method."""
    if page := ids.get("page_id"):
        return redirect(link_to("request", page=page))
    return redirect(link_to("matrix"))


class LocaleDelete(locale_views.DeleteView):
    """Says what is in the way of deleting a language, and does not delete it then."""

    def can_delete(self, locale: Any) -> bool:
        """Ask both: there are snippets too, which wagtail-localize counts."""
        from localization.syncing.locales import locale_problems

        self.problems = locale_problems(locale)
        return not self.problems and bool(super().can_delete(locale))

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, or say why not."""
        response: HttpResponse = super().form_valid(form)
        for problem in self.problems:
            messages.error(self.request, problem)
        return response

    def get_context_data(self, object: Any = None) -> dict[str, Any]:  # noqa: A002 - Django's name
        """The reasons stand where wagtail-localize has its one sentence."""
        context: dict[str, Any] = super().get_context_data(object)
        if self.problems:
            self.cannot_delete_message = " ".join(self.problems)
        return context
