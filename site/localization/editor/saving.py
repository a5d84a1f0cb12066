"""Writes what translators send, and looks at it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from localization.editor.registry import suggestions_for
from localization.editor.values import ValueRefused, value_from
from localization.models import Kind, Translation, Unit, UnitState, UnitVersion
from localization.placeholders import cleaned
from localization.quality.running import unit_check
from localization.units import PERSON, UnitChanged, Wrote, unit_confirm, unit_draft, unit_value_write, unit_write

LONGEST = 200_000
"""Characters of a text that are taken: the longest segment of the measures has 50,000."""


class NotSaved(Exception):
    """It cannot be saved like this; the sentence says what to do."""


def text_save(*, unit: Unit, text: str, user: Any, seen: int, is_done: bool, wrote: Wrote = PERSON) -> Unit:
    """Save a text as done, or as what is being typed; return the unit with what the checks find. `wrote`: see `text_from`.

    Raises UnitChanged when somebody else was faster, NotSaved for a text that is no text.
    """
    if unit.kind != Kind.TEXT or unit.state == UnitState.BIN:
        raise NotSaved(gettext("This is no text of the page any more. Reload the page."))
    if len(text) > LONGEST:
        raise NotSaved(gettext("This text is too long to be saved. Shorten it."))
    write = unit_write if is_done else unit_draft
    return _checked(write(unit=unit, text=_stored(text), user=user, seen=seen, wrote=wrote), unit.translation)


def text_from(unit: Unit, text: str, user: Any) -> Wrote:
    """Tell whose a suggestion is that somebody took word for word: the memory's or the machine's, if one of them does say so.

    To be called before a transaction begins: where the memory does not know the text, a machine is asked, which may take long.
    """
    for slow in (False, True):
        for found in suggestions_for(unit, user, slow=slow):
            if found.origin and _stored(found.text) == _stored(text):
                return Wrote(found.origin, found.engine, found.match)
    return PERSON


def _stored(text: str) -> str:
    return cleaned(text).replace("\x00", "")


def value_save(*, unit: Unit, raw: Any, user: Any, seen: int) -> Unit:
    """Save a language's own link or file, None for that of the source. Raises UnitChanged, ValueRefused, NotSaved."""
    if unit.kind != Kind.VALUE or unit.state == UnitState.BIN:
        raise NotSaved(gettext("This is no link of the page any more. Reload the page."))
    return unit_value_write(unit=unit, value=value_from(unit, raw, user), user=user, seen=seen)


def value_confirm(*, unit: Unit, user: Any, seen: int) -> Unit:
    """Say that a language's own link or file fits what the source has now. Raises UnitChanged, NotSaved."""
    if unit.kind != Kind.VALUE or unit.state != UnitState.OUTDATED:
        raise NotSaved(gettext("There is nothing to confirm. Reload the page."))
    return unit_confirm(unit=unit, user=user, seen=seen)


def version_restore(*, unit: Unit, version: UnitVersion, user: Any, seen: int) -> Unit:
    """Write again what a unit said before; what it says now goes to its versions. Raises UnitChanged.

    A text that was made for another source than that of today is there again, and to be looked at.
    """
    if unit.kind == Kind.VALUE:
        return unit_value_write(unit=unit, value=version.value, user=user, seen=seen)
    wrote = Wrote(version.origin or PERSON.origin, version.engine)
    fits = unit.state != UnitState.OUTDATED and version.source == unit.source
    write = unit_write if fits else unit_draft
    return _checked(write(unit=unit, text=version.text, user=user, seen=seen, wrote=wrote), unit.translation)


@transaction.atomic
def bin_restore(*, unit: Unit, user: Any) -> Unit:
    """Put a text of the bin where it came from; return the unit that has it now. It stays in the bin as well.

    That is a unit of the same source, or of the same place, in which nothing is written yet. Raises NotSaved.
    """
    living = unit.translation.units.filter(kind=unit.kind).exclude(state=UnitState.BIN).order_by("order", "pk")
    free = [each for each in living if not each.text and each.value is None]
    same = [each for each in free if each.source_digest == unit.source_digest] or [
        each for each in free if each.path == unit.path
    ]
    if not same:
        raise NotSaved(gettext("Its place is gone or taken. Copy the text to where it belongs."))
    if unit.kind == Kind.VALUE:
        return unit_value_write(unit=same[0], value=unit.value, user=user, seen=same[0].version)
    # Whether it still fits is for a person to say: it is there, and to do.
    return _checked(unit_draft(unit=same[0], text=unit.text, user=user, seen=same[0].version), unit.translation)


@dataclass
class FormSaved:
    """What became of a form without scripts: how many units were saved, and by unit what was not."""

    number: int = 0
    conflicts: dict[int, tuple[str, Unit]] = field(default_factory=dict)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)


def form_save(*, translation: Translation, data: Any, user: Any) -> FormSaved:
    """Save the units of a form that differ from what is stored: `text-<id>`, `done-<id>`, `value-<id>`, `version-<id>`.

    Each is saved by itself: where somebody was faster, both texts are returned and nothing is written over.
    """
    saved = FormSaved()
    for unit in translation.units.exclude(state=UnitState.BIN).order_by("order", "pk"):
        unit.translation = translation
        typed = data.get(f"text-{unit.pk}" if unit.kind == Kind.TEXT else f"value-{unit.pk}")
        if typed is None:
            continue
        try:
            saved.number += _form_unit(unit, typed, data, user)
        except UnitChanged as changed:
            saved.conflicts[unit.pk] = (typed, changed.unit)
        except (NotSaved, ValueRefused) as refused:
            saved.refused[unit.pk] = (typed, str(refused))
    return saved


def form_kept(*, translation: Translation, data: Any, sentence: str) -> FormSaved:
    """Return what a form has that is not stored, where nothing may be written: whoever typed it shall see it again."""
    kept = FormSaved()
    for unit in translation.units.filter(kind=Kind.TEXT).exclude(state=UnitState.BIN):
        typed = data.get(f"text-{unit.pk}")
        if typed is not None and cleaned(typed) != unit.text:
            kept.refused[unit.pk] = (typed, sentence)
    return kept


def _form_unit(unit: Unit, typed: str, data: Any, user: Any) -> bool:
    number = data.get(f"version-{unit.pk}", "")
    seen = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
    if unit.kind == Kind.VALUE:
        raw = typed if data.get(f"own-{unit.pk}") else None
        if str(raw or "") == str(unit.value if unit.value is not None else ""):
            if is_said := bool(data.get(f"done-{unit.pk}")):
                value_confirm(unit=unit, user=user, seen=seen)
            return is_said
        value_save(unit=unit, raw=raw, user=user, seen=seen)
        return True
    is_said = bool(data.get(f"done-{unit.pk}")) and bool(unit.text)
    if cleaned(typed) == unit.text and not is_said:
        return False
    # A form is sent when somebody has finished; an outdated text is done when they say so.
    is_done = is_said or unit.state != UnitState.OUTDATED
    text_save(unit=unit, text=typed, user=user, seen=seen, is_done=is_done)
    return True


def _checked(unit: Unit, translation: Translation) -> Unit:
    unit.translation = translation
    unit_check(unit)
    return unit
