"""What the result page needs to know of its own address: which filters are chosen, and how it reads without one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.templatetags.date_tags import local_digits
from localization.languages import language_info
from search.addresses import Pair, address_of, pairs_of
from search.documents import CATEGORY, KIND, kind_label
from search.facets import FacetOption, FacetView
from search.grammar import without_operators
from search.kinds import kinds_for
from search.queries import PAGE_SIZE
from search.selectors import SearchPage
from theme.links import Link

register = template.Library()

_CHECKED = mark_safe(" checked")  # nosec B308 # our own word
SHOWN = 6
"""Values of a filter that are seen at once."""


@dataclass(frozen=True)
class Chip:
    """A chosen filter, and the address of the page without it."""

    group: Any
    label: Any
    address: str


@dataclass(frozen=True)
class Folded:
    """The values of a filter: those that are seen, and those behind a fold that is open when one of them is chosen."""

    type: str
    shown: list[FacetOption]
    more: list[FacetOption]

    @property
    def is_open(self) -> bool:
        """Whether something chosen would be out of sight."""
        return any(each.is_chosen for each in self.more)

    @property
    def is_unchosen(self) -> bool:
        """Whether nothing is chosen."""
        return not any(each.is_chosen for each in (*self.shown, *self.more))


@dataclass(frozen=True)
class LanguageChoice:
    """A language in which results can be read. `value` is "" for the language of the page itself."""

    value: str
    name: str
    count: int
    is_chosen: bool


@register.simple_tag(takes_context=True)
def chosen_filters(context: dict[str, Any], found: SearchPage) -> list[Chip]:
    """Return what the results are narrowed to, in the order of the filters, by the address or by `kind:` in the field."""
    pairs = _said_by_parameters(pairs_of(context["request"].GET), found)
    chips = [
        Chip(facet.label, option.label, _without(pairs, (facet.parameter, option.value)))
        for facet in found.facets
        for option in facet.options
        if option.is_chosen
    ]
    language = found.query.language
    if ("language", language) in pairs and language != get_language():
        chips.append(Chip(_("Language"), language_name(language), _without(pairs, ("language", language))))
    return chips


@register.simple_tag
def unknown_kinds(found: SearchPage) -> list[str]:
    """Return what was typed as a kind, and is none that this reader may know of."""
    return [value for facet, value in found.query.unknown if facet == KIND]


@register.simple_tag
def unknown_categories(found: SearchPage) -> list[str]:
    """Return what was typed as a category, and is none that this reader may know of."""
    return [value for facet, value in found.query.unknown if facet == CATEGORY]


@register.simple_tag(takes_context=True)
def known_kinds(context: dict[str, Any], found: SearchPage) -> list[Link]:
    """Return every kind that the reader may have, each with the address of the same search within it."""
    typed = without_operators(context["query"], [each for each in found.query.unknown if each[0] != KIND])
    query = [("q", typed)] if typed else []
    kinds = sorted((kind_label(kind, many=True), kind) for kind in kinds_for(found.query.level))
    return [Link(label, address_of([*query, (KIND, kind)])) for label, kind in kinds]


@register.simple_tag(takes_context=True)
def text_beside_filters(context: dict[str, Any], found: SearchPage) -> str:
    """Return what was typed, without the operators: the boxes beside the results say them."""
    return without_operators(context["query"], found.query.unknown)


@register.simple_tag(takes_context=True)
def search_again(context: dict[str, Any], text: str) -> str:
    """Return the address of the same page with another text; filters stay."""
    return address_of([("q", text), *(pair for pair in pairs_of(context["request"].GET) if pair[0] != "q")])


@register.simple_tag
def without_filters(text: str) -> str:
    """Return the address of the results for a text, everywhere."""
    return address_of([("q", text)])


@register.filter
def folded(facet: FacetView) -> Folded:
    """Return the values in an order that does not jump when one is chosen: the most frequent first."""
    if facet.is_single:
        return Folded("radio", list(facet.options), [])
    options = sorted(facet.options, key=lambda each: (-each.count, str(each.label)))
    # A fold for a single value would be as high as the value.
    seen = SHOWN if len(options) > SHOWN + 1 else len(options)
    return Folded("checkbox", options[:seen], options[seen:])


@register.simple_tag
def choice(kind: str, name: str, value: str, label: Any, count: int | None, is_chosen: bool) -> SafeString:
    """Return a box (`checkbox`) or circle (`radio`) with its label and count.

    A page of results has up to seventy: as a template of its own each took as long as ten of these.
    """
    number = format_html('<span class="count">{}</span>', local_digits(count)) if count is not None else ""
    return format_html(
        '<label class="choice"><input type="{}" name="{}" value="{}"{}> <span><bdi>{}</bdi></span> {}</label>',
        kind,
        name,
        value,
        _CHECKED if is_chosen else "",
        label,
        number,
    )


@register.simple_tag
def language_choices(found: SearchPage) -> list[LanguageChoice]:
    """Return the languages with results, the chosen one first; none where there is no choice."""
    own, chosen = get_language() or found.query.language, found.query.language
    counts = {chosen: found.total} | {each.code: each.count for each in found.languages if each.code != chosen}
    counts.setdefault(own, 0)  # the way back
    if len(counts) == 1:
        return []
    return [
        LanguageChoice("" if code == own else code, language_name(code), count, code == chosen) for code, count in counts.items()
    ]


@register.filter
def language_name(code: str) -> str:
    """Return what the speakers of a language call it."""
    return language_info(code).name


@register.filter
def place_on(number: int, page: int) -> int:
    """Return the place of the `number`th result of a page among all results, from 1."""
    return (page - 1) * PAGE_SIZE + number


def _said_by_parameters(pairs: list[Pair], found: SearchPage) -> list[Pair]:
    """Return the address that says the same without operators, so that each of them can be taken away."""
    typed = without_operators(dict(pairs).get("q", ""), found.query.unknown)
    filters = [(name, value) for name, values in found.query.filters for value in values]
    others = [pair for pair in pairs if pair[0] in ("updated", "language")]
    return [*([("q", typed)] if typed else []), *filters, *others]


def _without(pairs: list[Pair], pair: Pair) -> str:
    return address_of(each for each in pairs if each != pair)
