"""The lists of rules: what each is about, word by word."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import IndexView

from content.spreadsheets import guarded
from search.admin.counting import CountingPaginator
from search.admin.visible import rules_visible_to
from search.models import SynonymSet
from search.rules.compiled import lines_of

SHOWN_LINES = 8


class RuleTitleColumn(TitleColumn):
    """What a rule is about, word by word, each read in its own direction."""

    def get_value(self, instance: Any) -> SafeString:
        """The words as HTML; those of one direction before and behind an arrow."""
        if isinstance(instance, SynonymSet) and instance.targets:
            return format_html(
                '<span class="search-lines">{}<span>{}</span>{}</span>', _chips(instance.terms), ARROW, _chips(instance.targets)
            )
        text = next((getattr(instance, name) for name in ("terms", "words", "queries") if hasattr(instance, name)), "")
        return format_html('<span class="search-lines">{}</span>', _chips(text) if text else str(instance))


ARROW = SafeString(
    '<svg class="icon icon-arrow-right search-lines__arrow" aria-hidden="true"><use href="#icon-arrow-right"></use></svg>'
)


def _chips(text: str) -> SafeString:
    found = list(lines_of(text))
    more = [("…",)] if len(found) > SHOWN_LINES else []
    return format_html_join("", '<bdi class="search-lines__one">{}</bdi>', [(line,) for line in found[:SHOWN_LINES]] + more)


class RuleIndexView(IndexView):
    """A list, with the style of lines."""

    paginator_class = CountingPaginator
    template_name = "search/admin/rules.html"
    results_template_name = "search/admin/rules_results.html"
    custom_field_preprocess = {
        name: {"csv": guarded, "xlsx": guarded} for name in ("terms", "targets", "words", "queries", "note")
    }

    def get_base_queryset(self) -> Any:
        """Rules about pages that this person may know."""
        return rules_visible_to(self.request.user, super().get_base_queryset())

    @cached_property
    def columns(self) -> list[Any]:
        """The model's, beginning with the words of a rule."""
        return [self._get_title_column("__str__", RuleTitleColumn), *super().columns[1:]]
