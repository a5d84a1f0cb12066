"""The forms of the rules. What they store is tidy: lines without doubles, each of which search can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from content.models import HelpPage
from search.admin import lines
from search.admin.visible import pages_visible_to
from search.models import HiddenResult, PromotedResult, StopWordList, SynonymSet
from search.models.rules import LanguageRule
from search.rules.compiled import MOST_ALTERNATIVES, MOST_LINES, lines_of
from search.rules.terms import Bag, bags_of, keys_of

MOST_STOP_WORDS = 200


class RuleForm(WagtailAdminModelForm):
    """What the forms have in common: each list becomes tidy lines, and is refused whole or not at all."""

    def tidy_lines(self, name: str, *, most: int, are_lists: bool = False) -> list[str]:
        """Return the lines of a field, and put down what is wrong with them."""
        found = lines.tidy(self.cleaned_data.get(name) or "")
        self.cleaned_data[name] = lines.stored(found)
        self.refuse(name, lines.checked(found, most=most, are_lists=are_lists))
        return found[:most]

    def refuse(self, name: str, errors: Iterable[ValidationError]) -> None:
        """Put down errors of a field, as many as somebody reads."""
        for error in list(errors)[:10]:
            self.add_error(name, error)

    @property
    def language(self) -> str:
        """The chosen language, or "" when none was."""
        return str(self.cleaned_data.get("language") or "")


DIRECTIONS = [
    (SynonymSet.Direction.TWO_WAY.value, gettext_lazy("Each word brings all the others")),
    (SynonymSet.Direction.ONE_WAY.value, gettext_lazy("The words bring others, not the other way round")),
]


class SynonymForm(RuleForm):
    """Words of a set, for one or both directions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = DIRECTIONS

    def clean(self) -> dict[str, Any]:
        """Check both lists together: what is right depends on the direction."""
        super().clean()
        if not self.language or not self.cleaned_data.get("direction"):
            return self.cleaned_data
        one_way = self.cleaned_data["direction"] == SynonymSet.Direction.ONE_WAY
        terms = self.tidy_lines("terms", most=MOST_LINES if one_way else MOST_ALTERNATIVES)
        if one_way:
            targets = self.tidy_lines("targets", most=MOST_ALTERNATIVES - 1)
            self._check_targets(terms, targets)
        else:
            self.cleaned_data["targets"] = ""
            if len(terms) == 1:
                self.refuse("terms", [ValidationError(_("One word alone has no synonym: write at least two, one in a line."))])
        self.refuse("terms", [*lines.only_stop_words(terms, self.language), *self._doubled(terms)])
        if not self.errors:
            self._refuse_twin()
        return self.cleaned_data

    def _check_targets(self, terms: list[str], targets: list[str]) -> None:
        if not targets:
            self.refuse("targets", [ValidationError(_("Write what is looked for as well, one in a line."))])
        self.refuse("targets", [*lines.only_stop_words(targets, self.language), *self._doubled(targets)])
        typed = {key: term for term in terms for key in keys_of(term, self.language)}
        sentence = _("“%(line)s” is among the words already: what was typed is looked for in any case.")
        again = (line for line in targets if any(key in typed for key in keys_of(line, self.language)))
        self.refuse("targets", [ValidationError(sentence, params={"line": line}) for line in again])

    def _doubled(self, found: list[str]) -> lines.Refusals:
        return lines.doubled(found, lambda line: keys_of(line, self.language))

    def _refuse_twin(self) -> None:
        same = {name: self.cleaned_data[name] for name in ("language", "direction", "terms", "targets")}
        if SynonymSet.objects.filter(**same).exclude(pk=self.instance.pk).exists():
            self.add_error(None, ValidationError(_("There is a set of the same words already.")))


class StopWordForm(RuleForm):
    """The words of one language that a query need not find."""

    def clean(self) -> dict[str, Any]:
        """One word in a line, one list for a language."""
        super().clean()
        words = self.tidy_lines("words", most=MOST_STOP_WORDS)
        sentence = _("“%(line)s” is more than one word: write one in a line.")
        self.refuse("words", [ValidationError(sentence, params={"line": line}) for line in words if len(line.split()) > 1])
        self.refuse("words", lines.doubled(words, lambda line: [tuple(lines.folded(line))]))
        if StopWordList.objects.filter(language=self.language).exclude(pk=self.instance.pk).exists():
            self.add_error("language", ValidationError(_("This language has a list already: add the words there.")))
        return self.cleaned_data


class PageRuleForm(RuleForm):
    """A page and the queries it is for."""

    def clean(self) -> dict[str, Any]:
        """Lines that are queries, each once, and a page of the help center."""
        super().clean()
        queries = self.tidy_lines("queries", most=MOST_LINES, are_lists=True)
        if self.language:
            self.refuse("queries", lines.doubled(queries, self.bags))
        page = self.cleaned_data.get("page")
        if page and not self._may_name(page):
            self.add_error("page", ValidationError(_("This page is not found by search: choose one of the help center.")))
        return self.cleaned_data

    def _may_name(self, page: Any) -> bool:
        if not HelpPage.objects.filter(pk=page.pk).exists():
            return False
        return self.for_user is None or pages_visible_to(self.for_user).filter(pk=page.pk).exists()

    def bags(self, query: str) -> tuple[Bag, ...]:
        """Return what queries are compared by."""
        return bags_of(query, self.language)

    def shared_with(self, others: Iterable[PromotedResult | HiddenResult]) -> str:
        """Return a query of this form that one of these rules has as well; "" when there is none."""
        taken = {bag for other in others for line in lines_of(other.queries) for bag in self.bags(line)}
        mine = lines_of(self.cleaned_data["queries"])
        return next((line for line in mine if any(bag in taken for bag in self.bags(line))), "")


class PromotedForm(PageRuleForm):
    """A page that comes first for its queries, from and until a time."""

    def clean(self) -> dict[str, Any]:
        """Besides: the time is one, and no other rule does the same at the same time."""
        super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", ValidationError(_("The end must be after the beginning.")))
        elif ends and self.instance.pk is None and ends <= timezone.now():
            self.add_error("ends", ValidationError(_("This time is over already: nobody would see the page first.")))
        if not self.errors:
            self._refuse_double(starts, ends)
        return self.cleaned_data

    def _refuse_double(self, starts: datetime | None, ends: datetime | None) -> None:
        at_the_same_time = Q()
        if ends:
            at_the_same_time &= Q(starts=None) | Q(starts__lt=ends)
        if starts:
            at_the_same_time &= Q(ends=None) | Q(ends__gt=starts)
        rules = PromotedResult.objects.filter(at_the_same_time, language=self.language, page=self.cleaned_data["page"])
        if query := self.shared_with(rules.exclude(pk=self.instance.pk)):
            sentence = _("Another rule promotes this page for “%(query)s” at the same time.")
            self.add_error("queries", ValidationError(sentence, params={"query": query}))


class HiddenForm(PageRuleForm):
    """A page that is left out, for some queries or for all."""

    def clean(self) -> dict[str, Any]:
        """Besides: the page is not hidden for the same query twice."""
        super().clean()
        if self.errors:
            return self.cleaned_data
        rules = HiddenResult.objects.filter(language=self.language, page=self.cleaned_data["page"]).exclude(pk=self.instance.pk)
        if rules.filter(queries="").exists():
            self.add_error("page", ValidationError(_("This page is hidden from every search in this language already.")))
        elif query := self.shared_with(rules):
            sentence = _("Another rule hides this page for “%(query)s” already.")
            self.add_error("queries", ValidationError(sentence, params={"query": query}))
        return self.cleaned_data


FORMS: dict[type[LanguageRule], type[RuleForm]] = {
    SynonymSet: SynonymForm,
    StopWordList: StopWordForm,
    PromotedResult: PromotedForm,
    HiddenResult: HiddenForm,
}
