"""A machine's texts: one as a suggestion, or all that are to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache

from localization.machine.engines import LONGEST, Engine, EngineError, engine_now
from localization.machine.protecting import Lost, Protected, protect, restored
from localization.machine.sending import is_withheld, sendable_among
from localization.models import Kind, Origin, Term, Translation, Unit, UnitState
from localization.problems import Problem, problem
from localization.units import Text, units_write
from localization.visible import title_for_all

logger = logging.getLogger(__name__)
KEPT_FOR = 30 * 24 * 3600
"""Seconds for which a suggestion is kept, so that opening a page again costs nothing."""
SILENT_FOR = 60
"""Seconds for which an engine that failed is asked for no suggestion: each would keep somebody waiting as long."""


@dataclass
class Filled:
    """What a machine did for a translation. `problems` are those of `localization.problems`, `failed` the code of an engine's."""

    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    failed: str = ""


def translation_fill(translation: Translation, *, user: Any, on_asked: Callable[[], None] | None = None) -> Filled:
    """Let the machine write what nobody has written yet; return how much that was, and what it could not do.

    The texts are marked as the machine's and, unless SANAD_MACHINE_NEEDS_EDIT says otherwise, cannot be published before a
    person has looked at them. A text that somebody writes meanwhile is left alone. `on_asked` is called after each request.
    """
    filled = Filled()
    hidden = sendable_among([translation]).get(translation.pk)
    if hidden is None:
        filled.problems.append(problem("machine_closed", title=title_for_all(translation)))
        return filled
    units = Unit.objects.filter(translation=translation, kind=Kind.TEXT, state=UnitState.TO_DO, text="").exclude(source="")
    those = [unit for unit in units if not is_withheld(unit.path, hidden)]
    if withheld := len(units) - len(those):
        filled.problems.append(problem("machine_withheld", title=title_for_all(translation), number=withheld))
    if not those:
        return filled
    try:
        texts = _translated(those, translation, filled, on_asked)
    except EngineError as error:
        filled.failed = error.code
        filled.problems.append(problem(error.code, engine=error.engine))
        return filled
    filled.written = units_write(texts=texts, user=user, only_empty=True)
    return filled


def _translated(
    units: Sequence[Unit], translation: Translation, filled: Filled, on_asked: Callable[[], None] | None
) -> list[Text]:
    """Ask the engine; what comes back damaged is left out, and said."""
    engine = engine_now()
    if engine is None:
        raise EngineError("machine_none")
    short = [unit for unit in units if len(unit.source) <= LONGEST]
    protected = {unit.pk: protect(unit.source, _names(translation)) for unit in short}
    sources = [each.html for each in protected.values()]
    answers = engine.translations(sources, translation.source_locale, translation.locale, on_asked=on_asked)
    texts = []
    bad = len(units) - len(short)
    for unit in short:
        try:
            text = restored(answers[protected[unit.pk].html], protected[unit.pk], unit.source, unit.attributes)
        except Lost:
            bad += 1
            continue
        look = settings.SANAD_MACHINE_NEEDS_EDIT
        texts.append(Text(unit, text, origin=Origin.MACHINE, engine=engine.name, needs_edit=look))
    if bad:
        filled.problems.append(problem("machine_damaged", title=title_for_all(translation), number=bad))
    return texts


def suggestion_for(unit: Unit) -> str:
    """Return a machine's text for a unit as it is now; "" where none may be asked or it fails.

    Kept for KEPT_FOR seconds: the same source in the same languages is asked once. After a failure nothing is asked for a while.
    """
    source = unit.source_now
    try:
        engine = engine_now()
    except EngineError:
        return ""
    if engine is None or not source.strip() or len(source) > LONGEST or unit.kind != Kind.TEXT:
        return ""
    translation = unit.translation
    if not engine.may(translation.source_locale, translation.locale):
        return ""
    hidden = sendable_among([translation]).get(translation.pk)
    if hidden is None or is_withheld(unit.path, hidden):
        return ""
    protected = protect(source, _names(translation))
    try:
        answer = _cached(engine, protected, translation)
        return restored(answer, protected, source, unit.attributes)
    except (EngineError, Lost):
        return ""


def _cached(engine: Engine, protected: Protected, translation: Translation) -> str:
    languages = f"{translation.source_locale_id}>{translation.locale_id}"
    key, failed = _cache_key(engine.name, languages, protected.html), _cache_key(engine.name, languages)
    known: str | None = cache.get(key)
    if known is None:
        if code := cache.get(failed):
            raise EngineError(code, engine.name)
        try:
            answers = engine.translations([protected.html], translation.source_locale, translation.locale)
        except EngineError as error:
            cache.set(failed, error.code, SILENT_FOR)
            raise
        known = answers[protected.html]
        cache.set(key, known, KEPT_FOR)
    return known


def _cache_key(*parts: str) -> str:
    return f"localization.machine.{sha256('|'.join(parts).encode()).hexdigest()}"


def suggestions(unit: Unit) -> list[Any]:
    """Return what the editor offers for a unit: the machine's text, below all of the memory's."""
    from localization.editor.registry import Suggestion

    text = suggestion_for(unit)
    engine = engine_now() if text else None
    return [Suggestion(text=text, match=0, origin=Origin.MACHINE, note=engine.name, engine=engine.name)] if engine else []


def _names(translation: Translation) -> list[str]:
    """Return the names of the glossary that are not translated."""
    terms = Term.objects.filter(
        source_locale=translation.source_locale_id, locale=translation.locale_id, is_kept=True, status=Term.Status.APPROVED
    )
    return list(terms.values_list("source", flat=True))
