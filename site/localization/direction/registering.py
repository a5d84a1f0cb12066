"""The hooks by which each form of the admin knows the language of what it edits."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import TranslatableMixin

from localization.languages import language_info

LAST = 1000
"""After whoever adds entries to the menu, takes them out or puts another one first."""


def register() -> None:
    """Register the hooks; called once when the room is ready."""
    hooks.register("insert_global_admin_css", stylesheet)
    hooks.register("insert_global_admin_js", script)
    for name in ("construct_page_action_menu", "construct_snippet_action_menu"):
        hooks.register(name, tell_language, order=LAST)


def stylesheet() -> SafeString:
    """How titles and other words of pages stand in lists."""
    return format_html('<link rel="stylesheet" href="{}">', static("localization/css/direction.css"))


def script() -> SafeString:
    """What gives the fields their language."""
    return format_html('<script src="{}" defer></script>', static("localization/admin/direction.js"))


def told(code: str) -> SafeString:
    """Return the hidden element that tells a script the language of what is edited."""
    info = language_info(code)
    return format_html('<span hidden data-l10n-locale="{}" data-l10n-direction="{}"></span>', code, info.direction)


class Telling:
    """An entry of an action menu that tells the language of the form as well.

    There is no other place in a form that a hook can write to, and an entry of its own would be an empty line of the menu.
    """

    def __init__(self, item: Any, code: str) -> None:
        self._item, self._code = item, code

    def __getattr__(self, name: str) -> Any:
        return getattr(self._item, name)

    def render_html(self, parent_context: Any) -> SafeString:
        """The entry, and the hidden element before it."""
        return format_html("{}{}", told(self._code), self._item.render_html(parent_context))


class Silent(ActionMenuItem):
    """Stands where a form has no entry at all."""

    name = "l10n-locale"

    def render_html(self, parent_context: Any) -> SafeString:
        """Nothing to be seen."""
        return SafeString("")


def tell_language(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Let the first entry of the menu tell the language of what is edited."""
    code = _language(request, context)
    if code:
        menu_items[:1] = [Telling(menu_items[0] if menu_items else Silent(), code)]


def _language(request: HttpRequest, context: Any) -> str:
    """Return the code of the language of what a form edits; "" where it has none. A new page has that of its parent."""
    edited = context.get("page") or context.get("instance") or context.get("parent_page")
    if edited is not None:
        return str(getattr(getattr(edited, "locale", None), "language_code", "") or "")
    if not issubclass(context.get("model", object), TranslatableMixin):
        return ""
    asked = request.GET.get("locale", "")
    return asked if asked in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)
