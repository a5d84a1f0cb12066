"""Who did what with a comment, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from feedback.models import Comment, CommentEvent, State

Kind = CommentEvent.Kind


@dataclass(frozen=True)
class Step:
    """A line of the history. `who` is empty where the account is gone."""

    who: str
    what: str
    when: datetime


def steps_of(comment: Comment) -> list[Step]:
    """Return the history of a comment, newest first. Two queries."""
    events = list(comment.events.select_related("user").order_by("-created", "-pk"))
    ids = {int(value) for each in events if each.kind == Kind.ASSIGNEE for value in (each.before, each.after) if value}
    people = {user.pk: user.display_name() for user in User.objects.filter(pk__in=ids)} if ids else {}
    return [Step(each.user.display_name() if each.user else "", _sentence(each, people), each.created) for each in events]


def _sentence(event: CommentEvent, people: dict[int, str]) -> str:
    if event.kind == Kind.STATE:
        states = {"before": _label(event.before), "after": _label(event.after)}
        if event.revision:
            return _("“%(before)s” → “%(after)s”, solved by publishing the page") % states
        return _("“%(before)s” → “%(after)s”") % states
    if event.kind == Kind.ASSIGNEE:
        if not event.after:
            return _("assigned to nobody")
        return _("assigned to %(name)s") % {"name": people.get(int(event.after)) or _("somebody who is gone")}
    if event.kind == Kind.NOTE:
        return _("changed the internal note")
    return _("answered by e-mail") if event.kind == Kind.SENT else _("tried to answer by e-mail, which failed")


def _label(state: str) -> str:
    return str(State(state).label) if state in State.values else state
