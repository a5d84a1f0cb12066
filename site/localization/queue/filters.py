from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from localization.languages import language_info
from localization.models import IS_OUTDATED, Priority, Stage, Translation
from localization.queue.selectors import due_between, free_of, mine_of, reviews_of

WHOSE = [("mine", _("Mine")), ("team", _("The team’s")), ("free", _("Nobody’s yet")), ("review", _("To review"))]
STATES = [("", _("any state")), *Stage.choices[:3], ("outdated", _("outdated"))]
DUE = [("", _("any day")), ("over", _("overdue")), ("week", _("within a week")), ("none", _("no day set"))]


class QueueForm(forms.Form):
    """How the queue is narrowed."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    due = forms.ChoiceField(label=_("Due"), required=False, choices=DUE)
    priority = forms.ChoiceField(label=_("Priority"), required=False)

    def __init__(self, *args: Any, locales: list[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.language_code, language_info(each.language_code).name) for each in locales]
        self.fields["language"].choices = [("", _("all my languages")), *names]  # type: ignore[attr-defined]
        self.fields["priority"].choices = [("", _("any priority")), *Priority.choices]  # type: ignore[attr-defined]

    def narrowed(self, rows: QuerySet[Translation]) -> QuerySet[Translation]:
        """Return what fits; nothing where the filter makes no sense."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["language"]:
            rows = rows.filter(locale__language_code=asked["language"])
        if asked["state"]:
            rows = rows.filter(IS_OUTDATED) if asked["state"] == "outdated" else rows.filter(stage=asked["state"])
        if (span := due_between(asked["due"])) is not None:
            rows = rows.filter(span)
        return rows.filter(priority=asked["priority"]) if asked["priority"] else rows


def of_whom(rows: QuerySet[Translation], whose: str, user: Any) -> QuerySet[Translation]:
    """Return the rows of a tab."""
    if whose == "mine":
        return mine_of(rows, user)
    if whose == "free":
        return free_of(rows)
    return reviews_of(rows, user) if whose == "review" else rows
