"""What an uploaded file would do: worked out in full before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale

from localization.exchange.documents import BrokenFile, Document, Entry
from localization.exchange.inline import UnusableText, checked, normal
from localization.languages import direction_of
from localization.locking import translations_lock
from localization.models import Kind, Origin, Translation, Unit, UnitState
from localization.quality.room import is_plain
from localization.rights import may_translate, writing_refused
from localization.units import Text
from localization.visible import translations_for

CHUNK = 400


@dataclass(frozen=True)
class Problem:
    """Something that keeps the whole file out. `line` counts from 1, 0 where there is none."""

    line: int
    reason: str


@dataclass(frozen=True)
class Conflict:
    """A text that somebody has written since the file was exported, and what the file says instead."""

    line: int
    title: str
    ours: str
    theirs: str
    unit: int
    code: str

    @property
    def dir(self) -> str:
        """The direction of both texts."""
        return direction_of(self.code)


@dataclass
class Plan:
    """What an import would do. Where there are problems, nothing is written. `empty`: texts that the file leaves out."""

    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    code: str = ""
    titles: Counter[str] = field(default_factory=Counter)

    @property
    def writes(self) -> bool:
        """Whether an import would change anything."""
        return not self.problems and bool(self.texts)


def plan_make(
    document: Document, *, user: Any, page: Translation | None = None, overwrite: bool = False, lock: bool = False
) -> Plan:
    """Work out what a file would do for a person; a few queries for each 400 texts.

    `page` is the only translation that the file may write, None where that is any the person may know of. `overwrite` takes
    texts also where somebody has written another since the export. No user: a command, which may do all.
    `lock` keeps others from writing the texts until the transaction ends.
    """
    plan = Plan(code=document.code)
    locale = Locale.objects.filter(language_code=document.code).first()
    if locale is None:
        plan.problems.append(Problem(0, _("This site has no language “%(code)s”.") % {"code": document.code[:20]}))
    elif user is not None and not may_translate(user, locale):
        plan.problems.append(
            Problem(0, _("You are not among the translators of this language: %(code)s.") % {"code": document.code})
        )
    elif page is not None and page.locale_id != locale.pk:
        codes = {"file": document.code, "page": page.locale.language_code}
        plan.problems.append(Problem(0, _("The file is for another language: %(file)s, and this page is in %(page)s.") % codes))
    if not document.entries:
        plan.problems.append(Problem(0, _("The file holds no text.")))
    if plan.problems or locale is None:
        return plan
    entries = _single(document.entries, plan)
    asked = _Asked(user, locale, document, page, overwrite)
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    if lock:
        translations_lock(chain.from_iterable(_units_of(chunk, user).values_list("translation", flat=True) for chunk in chunks))
    for chunk in chunks:
        units = _units(chunk, user, lock)
        for entry in chunk:
            _weigh(entry, units.get(entry.unit), asked, plan)
    return plan


def _single(entries: Iterable[Entry], plan: Plan) -> list[Entry]:
    """Return each text's entry once; two that say different things for one text are a problem."""
    found: dict[int, Entry] = {}
    for entry in entries:
        first = found.setdefault(entry.unit, entry)
        if first.text != entry.text and first.text and entry.text:
            reason = _("Two different translations for one text: the other one is in line %(line)d.") % {"line": first.line}
            plan.problems.append(Problem(entry.line, reason))
        elif not first.text and entry.text:
            found[entry.unit] = entry
    return list(found.values())


def _units_of(entries: list[Entry], user: Any) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=[entry.unit for entry in entries], translation__in=translations_for(user))


def _units(entries: list[Entry], user: Any, lock: bool) -> dict[int, Unit]:
    units = _units_of(entries, user)
    if lock:
        units = units.select_for_update(of=("self",))
    return {unit.pk: unit for unit in units.select_related("translation", "translation__source_locale")}


@dataclass(frozen=True)
class _Asked:
    """What a plan is made for."""

    user: Any
    locale: Locale
    document: Document
    page: Translation | None
    overwrite: bool


def _weigh(entry: Entry, unit: Unit | None, asked: _Asked, plan: Plan) -> None:
    """Put an entry where it belongs in the plan."""
    reason = _refusal(entry, unit, asked)
    if reason or unit is None:
        plan.problems.append(Problem(entry.line, reason))
    elif not entry.text.strip():
        plan.empty += 1
    elif _says_nothing_new(entry, unit):
        plan.unchanged += 1
    elif unit.version != entry.version and unit.text and normal(unit.text) != normal(entry.text) and not asked.overwrite:
        plan.conflicts.append(Conflict(entry.line, unit.translation.title, unit.text, entry.text, unit.pk, plan.code))
    else:
        try:
            same = bool(unit.text) and normal(unit.text) == normal(entry.text)
            text = unit.text if same else checked(entry.text, unit.attributes, is_plain=is_plain(unit.translation, unit.path))
        except UnusableText as error:
            plan.problems.append(Problem(entry.line, str(error)))
            return
        plan.texts.append(_text(unit, text, is_same=same, needs_edit=entry.is_fuzzy))
        plan.titles[unit.translation.title] += 1


def _text(unit: Unit, text: str, *, is_same: bool, needs_edit: bool) -> Text:
    """A text as it is written: one that was only looked at keeps whom it is from."""
    if is_same:
        return Text(unit, text, origin=unit.origin, engine=unit.engine, match=unit.match, needs_edit=needs_edit)
    return Text(unit, text, origin=Origin.HUMAN, needs_edit=needs_edit)


def _says_nothing_new(entry: Entry, unit: Unit) -> bool:
    """Whether a text is as it is here; a text that the file calls finished, and we do not, is new."""
    if normal(entry.text) != normal(unit.text):
        return False
    return entry.is_fuzzy or (unit.state == UnitState.DONE and not unit.needs_edit)


def _refusal(entry: Entry, unit: Unit | None, asked: _Asked) -> str:
    """Say why an entry cannot be taken; "" where it can."""
    if unit is None or str(unit.translation.translation_key) != entry.key or unit.kind != Kind.TEXT:
        return _("This text is not known here, or is none that you may see. Is the file from another site?")
    locale, document, page, user = asked.locale, asked.document, asked.page, asked.user
    if page is not None and unit.translation_id != page.pk:
        return _("This text belongs to another page: “%(title)s”.") % {"title": unit.translation.title}
    if unit.translation.locale_id != locale.pk or unit.translation.source_locale.language_code != document.source_code:
        return _("The file names other languages than those of this page.")
    if unit.state == UnitState.BIN:
        return _("This text is no longer on the page. Export the page again.")
    if normal(entry.source) != normal(unit.source_now):
        return _("The source of this text has changed since the export. Export the page again.")
    if entry.text.strip() and not _says_nothing_new(entry, unit):
        return "" if user is None else writing_refused(user, unit.translation)
    return ""


def problem_of(error: BrokenFile) -> Problem:
    """Return what keeps a file from being read, as a plan says it."""
    return Problem(error.line, error.reason)
