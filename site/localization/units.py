"""Writing the words of translations. Whoever changes a unit does it here: what it said before is kept, and counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from localization.counting import counts_refresh
from localization.locking import translations_lock
from localization.models import Kind, Origin, Unit, UnitState, UnitVersion

SITTING = timedelta(minutes=10)
"""While one person types on, what they typed before is no version of its own."""
WAS = "was"
"""Among a value's attributes while it is outdated: the value of the source that its own was chosen for."""
TYPED = "typed"
"""Among a text's attributes while it is outdated or in the bin: it is not the one that was done; that is among its versions."""


class UnitChanged(Exception):
    """Somebody else wrote this unit since it was read; `unit` is as it stands now."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(f"Unit {unit.pk} was changed meanwhile.")
        self.unit = unit


@dataclass(frozen=True)
class Wrote:
    """Where a text comes from: a person, or the memory or machine whose words a person takes as they are."""

    origin: str = Origin.HUMAN
    engine: str = ""
    match: int = 0


PERSON = Wrote()


@dataclass(frozen=True)
class Text:
    """A text for a unit, and where it comes from. `needs_edit`: a person must look at it before it is published."""

    unit: Unit
    text: str
    origin: str = Origin.HUMAN
    engine: str = ""
    match: int = 0
    needs_edit: bool = False


def is_half(unit: Unit) -> bool:
    """Whether a text is one that somebody was typing: nobody has said of it that it is done."""
    is_typed = unit.state == UnitState.TO_DO or TYPED in unit.attributes
    return unit.kind == Kind.TEXT and bool(unit.text.strip()) and is_typed


def version_of(unit: Unit) -> UnitVersion:
    """Return what a unit says, to be kept. Half a text has no source there: it translates nothing yet."""
    return UnitVersion(
        unit=unit,
        source="" if is_half(unit) else unit.source,
        text=unit.text,
        value=unit.value,
        origin=unit.origin,
        engine=unit.engine,
        needs_edit=unit.needs_edit,
        user_id=unit.user_id,
        written=unit.written,
    )


def source_digest(source: str, value: Any = None) -> str:
    """Return the name by which equal sources are found: hexadecimal SHA-256 of the text, or of the value's own notation."""
    return hashlib.sha256((source if value is None else f"\0{value!r}").encode()).hexdigest()


@transaction.atomic
def unit_write(*, unit: Unit, text: str, user: Any, seen: int | None = None, wrote: Wrote = PERSON) -> Unit:
    """Save what a person wrote for a unit, or took, and return it as it stands now. An empty text makes it "to do" again.

    `seen` is the version that the writer saw. Raises UnitChanged when there is a newer one, and saves nothing.
    """
    current = _locked(unit, seen)
    # Who only says that a machine's text is right did not write it: it stays the machine's.
    _write([_as_it_is(current) if text == current.text else Text(current, text, wrote.origin, wrote.engine, wrote.match)], user)
    counts_refresh([current.translation_id])
    return current


@transaction.atomic
def unit_draft(*, unit: Unit, text: str, user: Any, seen: int | None = None, wrote: Wrote = PERSON) -> Unit:
    """Save what a person is typing. The unit is "to do" (or stays outdated) until they say that it is done: `unit_write`.

    A half sentence is kept like this, and never published for a whole one. What the unit said before goes to its versions;
    steps of one person within SITTING do not, unless most of the text is gone. Raises UnitChanged as `unit_write` does.
    """
    current = _locked(unit, seen)
    if text == current.text:
        return current
    now = timezone.now()
    is_outdated = current.state == UnitState.OUTDATED
    is_a_step = (
        (current.state == UnitState.TO_DO or (is_outdated and TYPED in current.attributes))
        and current.user_id == user.pk
        and current.origin == Origin.HUMAN
        and current.written is not None
        and now - current.written < SITTING
        and len(text) * 2 >= len(current.text)
    )
    if not is_a_step:
        _keep([current])
    current.text, current.origin = text, wrote.origin if text else ""
    current.engine, current.match = wrote.engine, wrote.match
    current.needs_edit, current.user, current.written, current.version = False, user, now, current.version + 1
    was_done = current.state == UnitState.DONE
    if is_outdated:
        current.attributes = {**current.attributes, TYPED: True}
    else:
        current.state = UnitState.TO_DO
    current.save()
    if was_done:  # else nothing that is counted has changed, and people type on
        counts_refresh([current.translation_id])
    return current


@transaction.atomic
def unit_value_write(*, unit: Unit, value: Any, user: Any, seen: int | None = None) -> Unit:
    """Save a language's own link, picture, document or page for a unit; None goes back to the source's. Raises UnitChanged."""
    current = _locked(unit, seen)
    if value != current.value:
        _keep([current])
    _write_value(current, value, user)
    return current


@transaction.atomic
def units_write(*, texts: Iterable[Text], user: Any, only_empty: bool = False) -> int:
    """Save many texts at once, as an import, the memory or a machine gives them; return how many units changed.

    `only_empty` is for texts that nobody asked for one by one: they are left out where somebody has written since the unit
    was read, or where it says something.
    """
    wanted = {each.unit.pk: each for each in texts}
    translations_lock(each.unit.translation_id for each in wanted.values())
    rows = Unit.objects.select_for_update().filter(pk__in=wanted)
    if only_empty:
        rows = rows.filter(state=UnitState.TO_DO, text="")
    current = {unit.pk: unit for unit in rows if not only_empty or unit.version == wanted[unit.pk].unit.version}
    changed = [Text(**{**wanted[pk].__dict__, "unit": unit}) for pk, unit in current.items()]
    changed = [each for each in changed if _changes(each)]
    _write(changed, user)
    counts_refresh({each.unit.translation_id for each in changed})
    return len(changed)


@transaction.atomic
def unit_confirm(*, unit: Unit, user: Any, seen: int | None = None) -> Unit:
    """Say that the text, link or file fits what the source says now: nothing of it changes but its state.

    Raises UnitChanged as `unit_write` does.
    """
    current = _locked(unit, seen)
    if current.kind == Kind.VALUE:
        _write_value(current, current.value, user)
        return current
    _write([_as_it_is(current)], user)
    counts_refresh([current.translation_id])
    return current


def _locked(unit: Unit, seen: int | None) -> Unit:
    """Read a unit as it stands now and keep others from writing it. Raises UnitChanged, also where it has left the page."""
    translations_lock([unit.translation_id])
    current = Unit.objects.select_for_update().get(pk=unit.pk)
    if current.state == UnitState.BIN or (seen is not None and seen != current.version):
        raise UnitChanged(current)
    return current


def _as_it_is(unit: Unit) -> Text:
    return Text(unit, unit.text, origin=unit.origin, engine=unit.engine, match=unit.match)


def _write_value(unit: Unit, value: Any, user: Any) -> None:
    """Write a link or file into a unit that is locked. From now on it was chosen for what the source has now."""
    unit.value, unit.origin, unit.user, unit.written = value, Origin.HUMAN, user, timezone.now()
    unit.state, unit.version = UnitState.DONE if value is not None else UnitState.TO_DO, unit.version + 1
    unit.attributes = {name: each for name, each in unit.attributes.items() if name != WAS}
    unit.save()


def _changes(each: Text) -> bool:
    """Whether writing it makes a difference: other words, or the same that count as done, or as looked at, from now on."""
    unit = each.unit
    if not unit.text or each.text != unit.text:
        return each.text != unit.text or unit.state == UnitState.OUTDATED
    return unit.state in (UnitState.OUTDATED, UnitState.TO_DO) or each.needs_edit != unit.needs_edit


def _write(texts: list[Text], user: Any) -> None:
    """Write texts into units that are locked; what they said and who said it goes to their versions."""
    _keep([each.unit for each in texts if each.text != each.unit.text])
    now = timezone.now()
    for each in texts:
        unit = each.unit
        if unit.state == UnitState.OUTDATED:
            unit.source, unit.new_source, unit.source_digest = unit.new_source, "", source_digest(unit.new_source)
            unit.attributes = {name: each for name, each in unit.attributes.items() if name != TYPED}
        # Whoever confirms somebody's words has not written them: four eyes ask whose they are.
        is_anothers = each.text == unit.text and unit.origin == each.origin == Origin.HUMAN and unit.user_id is not None
        unit.text, unit.origin, unit.engine, unit.match = each.text, each.origin if each.text else "", each.engine, each.match
        unit.needs_edit, unit.version = each.needs_edit, unit.version + 1
        if not is_anothers:
            unit.user, unit.written = user, now
        unit.state = UnitState.DONE if each.text.strip() else UnitState.TO_DO
    fields = [
        "source",
        "new_source",
        "source_digest",
        "attributes",
        "text",
        "origin",
        "engine",
        "match",
        "needs_edit",
        "user",
        "written",
    ]
    Unit.objects.bulk_update([each.unit for each in texts], [*fields, "version", "state"], batch_size=200)


def _keep(units: list[Unit]) -> None:
    UnitVersion.objects.bulk_create(version_of(unit) for unit in units if unit.text or unit.value is not None)
