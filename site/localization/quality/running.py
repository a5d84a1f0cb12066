"""Runs the checks on units, and keeps on each what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wagtail.models import Locale

from localization.models import Kind, Translation, Unit, UnitState
from localization.quality.findings import ORDER, Finding
from localization.quality.languages import product_names
from localization.quality.leading import links_elsewhere
from localization.quality.registry import Given, Limit, checks
from localization.quality.room import limit_of
from localization.quality.waiving import waived_by

if TYPE_CHECKING:
    from localization.editor.registry import TermHit

LONGEST = 20_000
"""Characters of a text that is looked at as a whole; of a longer one only what must be kept and its length."""


@dataclass(frozen=True)
class Blocking:
    """An error that stands in the way of a review, and the unit on which it is."""

    unit: Unit
    finding: Finding

    @property
    def message(self) -> str:
        """The sentence of the finding."""
        return self.finding.message


def checks_of(
    unit: Unit,
    *,
    locale: Locale,
    source_locale: Locale,
    terms: Sequence[TermHit] = (),
    limit: Limit | None = None,
    elsewhere: frozenset[str] | None = None,
) -> list[Finding]:
    """Return what is wrong with the text of a unit, the worst first. Nothing is written.

    Units without a text, in the bin, and links or files have no findings: that something is to do is no mistake. `limit` and
    `elsewhere` are looked up where they are not given, in at most three queries.
    """
    if unit.kind != Kind.TEXT or unit.state == UnitState.BIN or not unit.text.strip():
        return []
    if elsewhere is None:
        elsewhere = links_elsewhere([unit], locale)[unit.pk]
    given = Given(
        source=unit.source_now,
        text=unit.text,
        code=locale.language_code,
        source_code=source_locale.language_code,
        names=product_names() | {term.source for term in terms if term.source and term.source == term.target},
        terms=terms,
        limit=limit_of(unit.translation, unit.path) if limit is None else limit,
        attributes=unit.attributes or {},
        elsewhere=elsewhere,
    )
    found = [finding for check in _checks_for(unit) for finding in check(given)]
    waived = [replace(finding, waived=waived_by(unit, finding)) for finding in found]
    return sorted(waived, key=lambda finding: (ORDER[finding.severity], finding.start))


def findings_of(unit: Unit) -> list[Finding]:
    """Return what was found on a unit when it was looked at last."""
    return [Finding.read(each) for each in unit.checks]


def unit_check(unit: Unit) -> list[Finding]:
    """Look at one unit, write what was found on it and return it. Its translation should have been selected along."""
    translation = unit.translation
    locale, source_locale = translation.locale, translation.source_locale
    terms = _reader(source_locale, locale)(unit.source_now)
    found = checks_of(unit, locale=locale, source_locale=source_locale, terms=terms)
    unit.checks = [finding.stored() for finding in found]
    Unit.objects.filter(pk=unit.pk).update(checks=unit.checks)
    return found


def quality_refresh(translation: Translation) -> int:
    """Look at all units of a translation anew and write what was found; return how many errors stand in the way.

    The number of queries is that of a few units, whatever their number.
    """
    return len(_looked_at(translation))


def blocking_findings(translation: Translation) -> list[Blocking]:
    """Return the errors of a translation that nobody has accepted, as it is now, in the order of the page."""
    return _looked_at(translation)


def _looked_at(translation: Translation) -> list[Blocking]:
    units = list(translation.units.exclude(state=UnitState.BIN).order_by("order", "pk"))
    locale, source_locale = translation.locale, translation.source_locale
    leading = links_elsewhere(units, locale)
    changed, blocking = [], []
    terms_in = _reader(source_locale, locale)
    for unit in units:
        unit.translation = translation
        terms = terms_in(unit.source_now) if unit.text else ()
        found = checks_of(unit, locale=locale, source_locale=source_locale, terms=terms, elsewhere=leading[unit.pk])
        stored = [finding.stored() for finding in found]
        if stored != unit.checks:
            unit.checks = stored
            changed.append(unit)
        blocking += [Blocking(unit, finding) for finding in found if finding.is_blocking]
    Unit.objects.bulk_update(changed, ["checks"], batch_size=200)
    return blocking


def _reader(source_locale: Locale, locale: Locale) -> Callable[[str], list[TermHit]]:
    from localization.editor.registry import term_reader

    return term_reader(source_locale, locale)


def _checks_for(unit: Unit) -> Iterable[Callable[[Given], Any]]:
    if len(unit.text) + len(unit.source) <= LONGEST:
        return checks()
    from localization.quality.checks import kept, limits

    return [check for module in (kept, limits) for check, _sentences in module.CHECKS]
