"""What editors fill in about one comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from feedback.inbox.answering import LONGEST_ANSWER
from feedback.inbox.filters import PersonField
from feedback.inbox.selectors import comments_visible_to, triagers
from feedback.models import AnswerMail, Comment, State
from feedback.models.comment import LONGEST


class TriageForm(forms.Form):
    """State, assignee and note. `seen` is when the comment was changed last as this person saw it."""

    seen = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("State"), choices=State.choices, widget=forms.RadioSelect)
    assignee = PersonField(label=_("Assigned to"), queryset=None, required=False, empty_label=_("nobody"))
    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        max_length=LONGEST,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
        help_text=_("For editors only; the reader never sees it."),
    )

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        self.comment = comment
        initial = {"seen": stamp(comment), "state": comment.state, "assignee": comment.assignee_id, "note": comment.note}
        super().__init__(data, initial=initial)
        self.fields["assignee"].queryset = triagers()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what somebody else did meanwhile, and to assign to whoever may not see the comment."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("seen") != stamp(self.comment):
            raise forms.ValidationError(
                _("Somebody changed this comment while you had it open. Nothing was saved: look at it again, then save.")
            )
        assignee = found.get("assignee")
        if assignee and not comments_visible_to(assignee).filter(pk=self.comment.pk).exists():
            self.add_error("assignee", _("This person may not edit the page. Choose somebody who may."))
        return found


def stamp(comment: Comment) -> str:
    """Return what is different after every change of a comment."""
    return comment.updated.isoformat()


class AnswerForm(forms.Form):
    """An answer by e-mail. `number` counts the mails, so that a form sent twice makes one."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
        help_text=_("Sent as it stands here, in a frame that greets in the reader’s language and quotes the comment."),
    )
    again = forms.BooleanField(label=_("Send the same answer again"), required=False)

    def __init__(self, data: Any = None, *, comment: Comment, mails: list[AnswerMail]) -> None:
        self.comment, self.last = comment, mails[0] if mails else None
        initial = {"number": mails[0].number + 1 if mails else 1, "text": comment.answer}
        super().__init__(data, initial=initial)
        if not self._is_out():
            del self.fields["again"]

    def clean(self) -> dict[str, Any]:
        """The same answer goes out once, unless that is asked for."""
        found: dict[str, Any] = super().clean() or {}
        same = self._is_out() and found.get("text", "").strip() == self.comment.answer.strip()
        if same and not found.get("again"):
            self.add_error("again", _("The reader was sent this answer already. Tick this to send it once more."))
        return found

    def _is_out(self) -> bool:
        return self.last is not None and self.last.state != AnswerMail.State.FAILED
