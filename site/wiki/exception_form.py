from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from wiki.amount_field import AmountsForm
from wiki.deciding.sentences import requirement
from wiki.exception_checks import criteria_problem, supersedes_problems
from wiki.models.rows import ExceptionCriterion

LONGEST_NUMBER = 18
"""Digits: what has more is no number of a page, and too large for the database."""


class ExceptionForm(AmountsForm):
    """Looks at the criteria together: each of them is looked at in its row."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("supersedes") or "") if self.is_bound else ""
        self.is_no_page = bool(typed) and not self._is_page(typed)
        if self.is_no_page:  # the chooser of pages cannot show it again
            data = self.data.copy()
            data["supersedes"] = ""
            self.data = data

    @staticmethod
    def _is_page(typed: str) -> bool:
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
        return is_number and Page.objects.filter(pk=int(typed)).exists()

    def clean(self) -> Any:
        """Say of an exception that is about to be made that it supersedes one of another policy."""
        cleaned = super().clean()
        if self.is_no_page:
            self.add_error("supersedes", self.fields["supersedes"].error_messages["invalid_choice"])
        older = cleaned.get("supersedes") if cleaned else None
        if older is not None and self.parent_page is not None and not self.instance.path:
            self.instance.supersedes = older
            for field, sentence in supersedes_problems(self.instance, self.parent_page.path).items():
                self.add_error(field, sentence)
        return cleaned

    def is_valid(self) -> bool:
        """Say at the criteria that nobody can meet those that will be stored: what is in the form, and what came in meanwhile."""
        is_valid = bool(super().is_valid())
        rows = self.formsets.get("criteria")
        if rows is None or not rows.is_valid():
            return is_valid
        kept = [form.cleaned_data for form in rows.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        names = ("topic", "operator", "value", "currency")
        typed = [ExceptionCriterion(**{name: each.get(name) or "" for name in names}) for each in kept]
        known = {form.instance.pk for form in rows.initial_forms}
        # Somebody else, or another window, has saved them since this form was opened.
        newer = [each for each in self.instance.criteria.all() if each.pk is not None and each.pk not in known]
        sentence = criteria_problem([*typed, *newer])
        if not sentence:
            return is_valid
        said = [sentence]
        if newer and not criteria_problem(typed):
            words = _("Criteria were saved since you opened this form: %(criteria)s. Yours are still here.")
            said.append(words % {"criteria": _said(newer)})
        rows._non_form_errors = rows.error_class(said, error_class="nonform")
        return False


def _said(rows: list[ExceptionCriterion]) -> str:
    return "; ".join(f"{row.get_topic_display()} {requirement(row.read)}" for row in rows if not criteria_problem([row]))
