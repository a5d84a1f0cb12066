"""What readers may write after their answer, and where a search found nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.templatetags.date_tags import local_digits
from feedback.cleaning import clean_words
from feedback.conf import feedback_settings
from feedback.models import Reason
from feedback.models.comment import LONGEST


class WordsField(forms.CharField):
    """A comment: cleaned first, then counted as readers count, a line break as one."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text without what cannot be seen or stored."""
        return clean_words(value or "")

    def validate(self, value: str) -> None:
        """Tell by how much it is too long."""
        super().validate(value)
        if over := max(0, len(value) - LONGEST):
            sentence = ngettext(
                "This is %(over)s character too long. Please shorten it to %(most)s.",
                "This is %(over)s characters too long. Please shorten it to %(most)s.",
                over,
            )
            raise ValidationError(sentence % {"over": local_digits(over), "most": local_digits(LONGEST)})


class EmailForm(forms.Form):
    """An e-mail address that may be left out; not there where the settings ask for none."""

    email = forms.EmailField(
        required=False,
        error_messages={
            "invalid": gettext_lazy("We cannot write to this e-mail address. Please correct it, or leave the field empty.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not feedback_settings().asks_email:
            del self.fields["email"]


class FollowUpForm(EmailForm):
    """After "No" a reason and perhaps more, after "Yes" a comment."""

    text = WordsField(required=False)
    section = forms.Field(required=False)  # cleaned by the service: nobody typed it, so nobody is told

    def __init__(self, *args: Any, is_helpful: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_helpful:
            self.fields["text"].required = True
            self.fields["text"].error_messages["required"] = _(
                "There is nothing to send yet: write a comment, or leave it at your answer, which is counted."
            )
        else:
            missing = {each: _("Please choose what comes closest.") for each in ("required", "invalid_choice")}
            self.fields["reason"] = forms.ChoiceField(choices=Reason.choices, error_messages=missing)


class MissingForm(EmailForm):
    """What somebody looked for in vain."""

    text = WordsField(error_messages={"required": gettext_lazy("Please write what you were looking for.")})
    query = forms.CharField(required=False)
