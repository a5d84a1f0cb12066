"""What the editor shows of a translation: its units in sections, each ready to be drawn, in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.safestring import SafeString

from localization.editor.changes import changes_of
from localization.editor.marked import label, marked, pieces_marked
from localization.editor.places import NOWHERE, Place, Places
from localization.editor.registry import TermHit, term_reader
from localization.editor.values import names_of_values, what_of, widget_for
from localization.models import Kind, Translation, Unit, UnitState
from localization.placeholders import Part, parts_of
from localization.quality import Finding, findings_of
from localization.quality.languages import product_names
from localization.quality.registry import Limit
from localization.quality.room import limit_of


@dataclass(frozen=True)
class Insert:
    """A protected part that can be put in: one piece, or a pair around words. `title` says more, such as where a link leads."""

    opening: str
    closing: str
    label: str
    title: str


@dataclass
class ShownUnit:
    """A unit with all that is drawn of it; `source` is safe HTML.

    `conflict` is the text of somebody who was faster, `refusal` why `typed` was not saved.
    """

    unit: Unit
    place: Place
    source: SafeString
    writer: str = ""
    limit: Limit = field(default_factory=Limit)
    inserts: list[Insert] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    terms: list[TermHit] = field(default_factory=list)
    what: str = ""
    value_name: str = ""
    value_was: str = ""
    widget: str = ""
    typed: str = ""
    conflict: str | None = None
    refusal: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it is a link or a file."""
        return bool(self.unit.kind == Kind.VALUE)

    @property
    def is_begun(self) -> bool:
        """Whether there is a text, link or file, and nobody has said yet that it is done."""
        if self.is_value:
            return bool(self.unit.state == UnitState.OUTDATED)
        return bool(self.unit.text) and (self.unit.state != UnitState.DONE or self.unit.needs_edit)

    @property
    def may_confirm(self) -> bool:
        """Whether there may be something to confirm while the page is open: always for a text."""
        return not self.is_value or self.is_begun

    @property
    def errors(self) -> int:
        """How many findings stand in the way of a review."""
        return sum(finding.is_blocking for finding in self.findings)


@dataclass
class Section:
    """Units that stand together in the page."""

    key: str
    heading: str
    units: list[ShownUnit]


def sections_of(translation: Translation, user: Any) -> list[Section]:
    """Return the units that belong to the page, in its order, by field and block."""
    units = list(translation.units.exclude(state=UnitState.BIN).order_by("order", "pk"))
    sections: list[Section] = []
    for shown in shown_units(translation, units, user):
        if not sections or sections[-1].key != shown.place.key:
            sections.append(Section(shown.place.key, shown.place.section, []))
        sections[-1].units.append(shown)
    return sections


def bin_of(translation: Translation, user: Any) -> list[ShownUnit]:
    """Return what was translated and is no part of the source any more, the newest first."""
    units = translation.units.filter(state=UnitState.BIN).exclude(text="", value__isnull=True).order_by("-written", "-pk")
    return shown_units(translation, list(units), user)


def shown_units(translation: Translation, units: Iterable[Unit], user: Any, *, with_places: bool = True) -> list[ShownUnit]:
    """Return these units of one translation, ready to be drawn.

    Their places cost the reading of the whole source: what is answered on each save does without.
    """
    units = list(units)
    places = Places(translation) if with_places else None
    names = product_names()
    values = names_of_values([unit for unit in units if unit.kind == Kind.VALUE], user)
    writers = _writers(units)
    terms = term_reader(translation.source_locale, translation.locale)
    return [
        _value(unit, places, values, writers)
        if unit.kind == Kind.VALUE
        else _text(unit, translation, places, names, terms(unit.source_now), writers)
        for unit in units
    ]


def _text(
    unit: Unit,
    translation: Translation,
    places: Places | None,
    names: frozenset[str],
    terms: list[TermHit],
    writers: dict[int, str],
) -> ShownUnit:
    unit.translation = translation
    now = unit.source_now
    changes = changes_of(unit)
    return ShownUnit(
        unit=unit,
        place=places.of(unit.path) if places else NOWHERE,
        source=pieces_marked(changes) if changes else marked(now, names=names, terms=terms),
        writer=writers.get(unit.user_id or 0, ""),
        limit=limit_of(translation, unit.path),
        inserts=inserts_of(now, unit.attributes or {}),
        findings=[_with_name(finding, writers) for finding in findings_of(unit)],
        terms=terms,
    )


def _value(unit: Unit, places: Places | None, values: dict[int, tuple[str, str]], writers: dict[int, str]) -> ShownUnit:
    widget = widget_for(unit)
    name = f"value-{unit.pk}"
    value_name, value_was = values.get(unit.pk, ("", ""))
    return ShownUnit(
        unit=unit,
        place=places.of(unit.path) if places else NOWHERE,
        source=marked(""),
        writer=writers.get(unit.user_id or 0, ""),
        what=what_of(unit),
        value_name=value_name,
        value_was=value_was,
        widget=widget.render(name, unit.value, {"id": name}) if widget else "",
    )


def inserts_of(source: str, attributes: dict[str, Any]) -> list[Insert]:
    """Return what a translator puts in as it is, in the order of the source: each placeholder once, tags in pairs."""
    inserts: list[Insert] = []
    opened: list[int] = []
    for part in parts_of(source):
        if part.kind == "tag" and part.text.startswith("</"):
            if opened:
                at = opened.pop()
                inserts[at] = Insert(inserts[at].opening, part.text, inserts[at].label, inserts[at].title)
            continue
        if part.kind != "tag" and any(each.opening == part.text for each in inserts):
            continue
        if part.kind == "tag" and part.text != "<br/>":
            opened.append(len(inserts))
        inserts.append(Insert(part.text, "", label(part), _leads_to(part, attributes)))
    return inserts


def _leads_to(part: Part, attributes: dict[str, Any]) -> str:
    identity = part.text.partition('id="')[2].partition('"')[0]
    found = attributes.get(identity)
    return str(found.get("href") or "") if isinstance(found, dict) else ""


def _with_name(finding: Finding, writers: dict[int, str]) -> Finding:
    """Who accepted a finding is stored as a number: nobody's name stays behind when they go."""
    if not finding.waived:
        return finding
    return replace(finding, waived={**finding.waived, "by": writers.get(finding.waived["user"], "")})


def _writers(units: Iterable[Unit]) -> dict[int, str]:
    ids = {unit.user_id for unit in units if unit.user_id}
    ids |= {each["waived"]["user"] for unit in units for each in unit.checks if each.get("waived")}
    if not ids:
        return {}
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}
