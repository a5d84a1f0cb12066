"""Who may publish what: rooms can forbid that a person publishes a page, whichever way the publication takes.

Wagtail publishes by its editor, in bulk, by its API, at the end of a workflow, by translating and by a date. All of it goes
through one action, which has no extension point: it is wrapped here, once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, PagePermissionTester

Gate = Callable[[Page, Any, Any], str]
"""From a page, a user and a revision (None: the latest) to a sentence that says why they may not publish it; "" when they may."""
ChildGate = Callable[[Page, Any], bool]

_gates: list[tuple[Gate, ChildGate]] = []
_thing_gates: list[Gate] = []


def register_publish_gate(gate: Gate, new_below: ChildGate) -> None:
    """Let a room refuse publications. `new_below` tells whether what is new below a page must not go live at once."""
    _gates.append((gate, new_below))


def register_thing_gate(gate: Gate) -> None:
    """Let a room refuse that people publish what is no page but has drafts, such as questions.

    Their editor's button, publishing in bulk and workflows ask. Programs publish what they were given, and are not asked.
    """
    _thing_gates.append(gate)


def refusal_of(page: Any, user: Any, revision: Any = None) -> str:
    """Return why this person may not publish what waits on a page or snippet (or an older revision); "" when no gate objects."""
    gates = [gate for gate, _new in _gates] if isinstance(page, Page) else _thing_gates
    return next((sentence for gate in gates if (sentence := gate(page, user, revision))), "")


def must_wait_below(page: Page, user: Any) -> bool:
    """Tell whether this person must not make live pages below this one without somebody's approval."""
    return any(new_below(page, user) for _gate, new_below in _gates)


class GatedTester(PagePermissionTester):
    """Wagtail's rights on a page, and what the gates say.

    On wiki pages nobody has rights who may not read them, nor where only other groups write.
    """

    def __init__(self, user: Any, page: Page) -> None:
        from content.closed.narrowed import is_barred
        from content.closed.pages import is_closed

        super().__init__(user, page)
        self.is_closed = is_closed(page, user) or is_barred(page, user, "change")
        if is_closed(page, user):
            self.permissions: set[str] = set()
        elif hasattr(self, "permissions"):
            self.permissions = {each for each in self.permissions if not is_barred(page, user, each)}

    def can_edit(self) -> bool:
        """Not what is closed, also when a workflow asks for it."""
        return not self.is_closed and bool(super().can_edit())

    def can_view_revisions(self) -> bool:
        """Nor its history."""
        return not self.is_closed and bool(super().can_view_revisions())

    def can_publish(self) -> bool:
        """By right, and not against a gate. Where approval is asked for, there is nothing to publish before a draft waits."""
        if not super().can_publish() or refusal_of(self.page, self.user):
            return False
        waits = self.page.has_unpublished_changes or not self.page.live
        return waits or not must_wait_below(self.page, self.user)

    def can_publish_subpage(self) -> bool:
        """The same for pages that are about to be made."""
        return bool(super().can_publish_subpage()) and not must_wait_below(self.page, self.user)

    def can_set_view_restrictions(self) -> bool:
        """Privacy is no text: the right is enough."""
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        """Taking back is no approval."""
        return bool(super().can_publish())

    def can_move_to(self, destination: Page) -> bool:
        """What was published elsewhere on one's own is not carried in."""
        if not super().can_move_to(destination):
            return False
        is_live = self.page.live or self.page.get_descendants().filter(live=True).exists()
        return not (is_live and must_wait_below(destination, self.user) and not must_wait_below(self.page, self.user))


def refused_in_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep what was typed as a draft, and say why it is not published."""
    refusal = refusal_of(page, request.user, page.latest_revision)
    if not refusal:
        return None
    messages.warning(request, refusal)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refused_in_snippet_editor(request: HttpRequest, thing: Any) -> HttpResponse | None:
    """The same for what is no page."""
    refusal = refusal_of(thing, request.user, thing.latest_revision)
    if not refusal:
        return None
    messages.warning(request, refusal)
    return redirect(AdminURLFinder(request.user).get_edit_url(thing))


def _gated(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def wrapped(self: Any, *args: Any, **kwargs: Any) -> Any:
        if refusal := refusal_of(self.object, _publisher(self), self.revision):
            raise PublishPagePermissionError(refusal)
        return execute(self, *args, **kwargs)

    return wrapped


def _publisher(action: Any) -> Any:
    """Who publishes. Translations name nobody: it is who wrote the revision. What was approved for a date has been approved."""
    if action.user is not None or action.revision.approved_go_live_at is not None:
        return action.user
    return action.revision.user


def connect() -> None:
    """Put everything in; called once when the room is ready."""
    PublishPageRevisionAction.execute = _gated(PublishPageRevisionAction.execute)
    hooks.register("before_publish_page", refused_in_editor)
    hooks.register("before_publish", refused_in_snippet_editor)
