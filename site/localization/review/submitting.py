"""Wagtail's button "Submit" in the editor of a translation: it leads to the team of the language, as that of our editor does.

Wagtail would begin the workflow of the tree. Instead, what was typed is saved as a draft, and submitted with all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import SubmitForModerationMenuItem as PageItem
from wagtail.admin.views.generic import EditView
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SnippetItem
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from localization.dashboards.cells import edit_address
from localization.models import Translation
from localization.refusing import NotAllowed
from localization.stages import submit
from localization.targets import translation_of

BUTTONS = ("action-submit", "action-restart-workflow")


class _Named:
    """The button says where it leads."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """With our name."""
        return {**super().get_context_data(parent_context), "label": gettext("Submit for review")}  # type: ignore[misc]


class _PageItem(_Named, PageItem):
    pass


class _SnippetItem(_Named, SnippetItem):
    pass


def name_button(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Call Wagtail's button by what it does here."""
    edited = context.get("page") or context.get("instance")
    if edited is None or edited.pk is None or _followed(edited) is None:
        return
    for number, item in enumerate(menu_items):
        for theirs, ours in ((PageItem, _PageItem), (SnippetItem, _SnippetItem)):
            if type(item) is theirs:
                menu_items[number] = ours(order=item.order)


def before_edit(request: HttpRequest, edited: Any) -> None:
    """Let Wagtail save a draft where it would begin a workflow."""
    if request.method != "POST" or not any(request.POST.get(each) for each in BUTTONS) or _followed(edited) is None:
        return
    sent = request.POST.copy()
    for each in BUTTONS:
        sent.pop(each, None)
    request.POST = sent  # type: ignore[assignment]
    request.localization_submits = True  # type: ignore[attr-defined]


def after_edit(request: HttpRequest, edited: Any) -> HttpResponse | None:
    """Submit it with what was typed, or say why not."""
    from localization.syncing import translation_harvest

    row = _followed(edited) if getattr(request, "localization_submits", False) else None
    if row is None:
        return None
    translation_harvest(row)
    try:
        submit(row, user=request.user)
        messages.success(request, gettext("Submitted: the reviewers are told."))
    except NotAllowed as refused:
        messages.warning(request, refused.sentence)
    return redirect(edit_address(edited))


def _followed(edited: Any) -> Translation | None:
    row = translation_of(edited)
    return row if row is not None and row.is_synced else None


def _asking_first(get_action: Callable[..., str]) -> Callable[..., str]:
    @wraps(get_action)
    def wrapped(self: Any, request: HttpRequest) -> str:
        if isinstance(self, SnippetEditView) and self.object is not None:
            before_edit(request, self.object)
        return get_action(self, request)

    return wrapped


def register() -> None:
    """Put the hooks in; called once when the room is ready."""
    hooks.register("before_edit_page", before_edit)
    # The editor of snippets reads which button was pressed before it calls any hook.
    EditView.get_action = _asking_first(EditView.get_action)
    for kind in ("page", "snippet"):
        hooks.register(f"after_edit_{kind}", after_edit)
        hooks.register(f"construct_{kind}_action_menu", name_button, order=500)
