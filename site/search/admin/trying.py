"""What a search would find if a rule were saved. Nothing is saved, and nothing is logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.forms.models import modelform_factory

from content.audiences import Reader
from content.models import HelpPage
from search.admin.comparing import ASKED, Comparison, compared
from search.admin.explaining import visible_hits
from search.admin.forms import FORMS, RuleForm
from search.models import HiddenResult, PromotedResult, StopWordList, SynonymSet
from search.models.rules import LanguageRule
from search.queries import SearchQuery
from search.rules import Rules
from search.rules.compiled import PageRow, RuleRows, SynonymRow, compile_rules, lines_of
from search.rules.store import rule_rows, rules_for
from search.selectors import PageHit, SearchPage, search_pages

MODELS: dict[str, type[LanguageRule]] = {str(model._meta.model_name): model for model in FORMS}
_FIELDS: dict[type[LanguageRule], tuple[str, ...]] = {
    SynonymSet: ("language", "direction", "terms", "targets", "is_active"),
    StopWordList: ("language", "words"),
    PromotedResult: ("language", "queries", "page", "starts", "ends"),
    HiddenResult: ("language", "queries", "page"),
}


@dataclass(frozen=True)
class Trial:
    """The results as they are and as they would be; `comparison` holds those that this editor may see."""

    before: SearchPage
    after: SearchPage
    comparison: Comparison
    rules: Rules


def trial(text: str, language: str, reader: Reader, editor: Any, change: LanguageRule | None) -> Trial:
    """Search for a reader with the rules in force and with `change` besides them, or in the place of its stored self."""
    query = SearchQuery(text, language, size=ASKED)
    before = search_pages(query, reader, rules=rules_for(language))
    if change is None:
        return Trial(before, before, compared(own := _visible([before], editor)[0], own), rules_for(language))
    rules = compile_rules(rows_with(rule_rows(language), change))
    after = search_pages(query, reader, rules=rules)
    return Trial(before, after, compared(*_visible([before, after], editor)), rules)


def is_shown_to(reader: Reader, change: LanguageRule) -> bool:
    """Tell whether a reader may find the page that a rule is about; a rule without a page is about what everybody types.

    Editors name pages that they work on, drafts and pages for others among them: the rule is right, and moves nothing yet.
    """
    page = getattr(change, "page_id", None)
    return page is None or HelpPage.objects.listable_to(reader).filter(pk=page).exists()


def rule_form(model: type[LanguageRule], data: Any, user: Any, instance: LanguageRule | None = None) -> RuleForm:
    """Return the form that checks a rule of this kind, bound to data that may come from its page in the admin."""
    form_class: Any = modelform_factory(model, form=FORMS[model], fields=_FIELDS[model])
    form: RuleForm = form_class(data, instance=instance or model(), for_user=user)
    return form


def rows_with(rows: RuleRows, rule: LanguageRule) -> RuleRows:
    """Return the rows with this rule, saved or not, in the place of the row with its id."""
    if isinstance(rule, SynonymSet):
        one_way = rule.direction == SynonymSet.Direction.ONE_WAY
        row = SynonymRow(rule.pk, lines_of(rule.terms), lines_of(rule.targets), one_way)
        return replace(rows, synonyms=_replaced(rows.synonyms, rule.pk, row if rule.is_active else None))
    if isinstance(rule, StopWordList):
        return replace(rows, stop_words=tuple(rule.words.split("\n")))
    if isinstance(rule, PromotedResult):
        promoted = PageRow(rule.pk, lines_of(rule.queries), rule.page_id, rule.starts, rule.ends)
        return replace(rows, promoted=_replaced(rows.promoted, rule.pk, promoted))
    if isinstance(rule, HiddenResult):
        return replace(rows, hidden=_replaced(rows.hidden, rule.pk, PageRow(rule.pk, lines_of(rule.queries), rule.page_id)))
    raise TypeError(type(rule).__name__)


def _replaced(rows: Iterable[Any], pk: int | None, row: Any) -> tuple[Any, ...]:
    """Return the rows with `row` where the one of this id stood, at the end when there was none, without it for None."""
    found = [row if pk is not None and each.pk == pk else each for each in rows]
    if row is not None and row not in found:
        found.append(row)
    return tuple(each for each in found if each is not None)


def _visible(results: Iterable[SearchPage], editor: Any) -> list[list[PageHit]]:
    return [visible_hits(result.hits, editor) for result in results]
