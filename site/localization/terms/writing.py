"""Writing terms: by hand, and from a CSV file as a whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from content.locales import code_of
from content.spreadsheets import guarded, unguarded
from localization.exchange.documents import BrokenFile, size_check
from localization.exchange.planning import Problem
from localization.models import Term
from localization.rights import may_lead
from localization.terms.words import folded

COLUMNS = ("source_language", "term", "language", "translations", "forbidden", "kept", "case_sensitive", "status", "note")
NEEDED = ("source_language", "term", "language")
MOST_ROWS = 20_000
_YES, _NO = {"yes", "1", "true", "x"}, {"no", "0", "false", ""}


def term_save(*, term: Term, user: Any) -> Term:
    """Store a term as somebody wrote it."""
    term.source = " ".join(term.source.split())
    term.source_folded = folded(term.source)[:200]
    term.user = user
    term.save()
    return term


@dataclass
class TermPlan:
    """What a file of terms would do. Where there are problems, nothing is written."""

    problems: list[Problem] = field(default_factory=list)
    new: list[Term] = field(default_factory=list)
    changed: list[Term] = field(default_factory=list)
    unchanged: int = 0

    @property
    def writes(self) -> bool:
        """Whether an import would change anything."""
        return not self.problems and bool(self.new or self.changed)


def exported(terms: Iterable[Term]) -> Iterator[str]:
    """Yield a CSV file of terms, line by line, that an import takes and a spreadsheet opens."""
    yield "\ufeff" + _line(COLUMNS)
    for term in terms:
        yield _line(_cells(term))


def _cells(term: Term) -> tuple[str, ...]:
    wordings = [line.strip() for line in term.targets.splitlines() if line.strip()]
    kept, exact = ("yes" if flag else "no" for flag in (term.is_kept, term.is_case_sensitive))
    source_code, code = code_of(term.source_locale_id), code_of(term.locale_id)
    forbidden = "|".join(term.forbidden_wordings)
    return (source_code, term.source, code, "|".join(wordings), forbidden, kept, exact, term.status, term.note)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()


def terms_plan(content: bytes, *, user: Any) -> TermPlan:
    """Read a CSV file of terms and tell what it would do. A row names a term by its languages and word. Three queries."""
    plan = TermPlan()
    try:
        rows = list(_rows(content))
    except BrokenFile as error:
        plan.problems.append(Problem(error.line, error.reason))
        return plan
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    may = {code for code, locale in locales.items() if user is None or may_lead(user, locale)}
    known = {(term.source_locale_id, term.source, term.locale_id): term for term in Term.objects.all()}
    seen: dict[tuple[int, str, int], int] = {}
    for line, row in rows:
        reason = _refusal(row, locales, may)
        if reason:
            plan.problems.append(Problem(line, reason))
            continue
        wanted = _term(row, locales)
        key = (wanted.source_locale_id, wanted.source, wanted.locale_id)
        if key in seen:
            reason = _("The same term stands in line %(line)d already.") % {"line": seen[key]}
            plan.problems.append(Problem(line, reason))
            continue
        seen[key] = line
        _weigh(wanted, known.get(key), plan)
    return plan


@transaction.atomic
def terms_import(plan: TermPlan, *, user: Any) -> int:
    """Write what a file of terms brings; return how many terms were added or changed."""
    for term in (*plan.new, *plan.changed):
        term_save(term=term, user=user)
    return len(plan.new) + len(plan.changed)


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file with the lines that they begin in."""
    size_check(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BrokenFile(_("The file's encoding cannot be read. Save it as UTF-8."), line) from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    begun = 1
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in NEEDED if name not in names]:
            raise BrokenFile(_("The first line must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}, 1)
        begun = reader.line_num + 1
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise BrokenFile(_("The file has more than %(most)d texts.") % {"most": MOST_ROWS}, begun)
            if any(cell.strip() for cell in cells):
                yield begun, {name: unguarded(cell).strip() for name, cell in zip(names, cells, strict=False)}
            begun = reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(_("A cell's quotation marks do not end, or the file is no CSV."), begun) from error


def _refusal(row: dict[str, str], locales: dict[str, Locale], may: set[str]) -> str:
    source_code, code = row.get("source_language", ""), row.get("language", "")
    unknown = next((each for each in (source_code, code) if each not in locales), None)
    status = row.get("status", "") or Term.Status.APPROVED
    flags = (row.get("kept", "").lower(), row.get("case_sensitive", "").lower())
    if any("\x00" in cell for cell in row.values()):
        return _("A cell holds a character that cannot be stored. Type its text anew.")
    if unknown is not None:
        return _("This site has no language “%(code)s”.") % {"code": unknown[:20]}
    if code not in may:
        return _("You do not decide for this language: %(code)s.") % {"code": code}
    if source_code == code:
        return _("A term needs two different languages.")
    if not row.get("term") or len(row["term"]) > 200:
        return _("A term needs a word of at most 200 letters.")
    if status not in Term.Status.values:
        return _("The status is “approved” or “proposed”.")
    if any(flag not in _YES | _NO for flag in flags):
        return _("Write yes or no into the columns kept and case_sensitive.")
    if not any(row.get(name) for name in ("translations", "forbidden")) and flags[0] not in _YES:
        return _("The term has no translation, no forbidden word, and does not stay as it is.")
    if max(len(row.get(name, "")) for name in ("translations", "forbidden", "note")) > 2000:
        return _("A cell is longer than 2,000 letters.")
    return ""


def _term(row: dict[str, str], locales: dict[str, Locale]) -> Term:
    source = " ".join(row["term"].split())
    return Term(
        source_locale=locales[row["source_language"]],
        source=source,
        locale=locales[row["language"]],
        targets=_lines(row.get("translations", "")),
        forbidden=_lines(row.get("forbidden", "")),
        is_kept=row.get("kept", "").lower() in _YES,
        is_case_sensitive=row.get("case_sensitive", "").lower() in _YES,
        note=row.get("note", ""),
        status=row.get("status", "") or Term.Status.APPROVED,
    )


def _lines(cell: str) -> str:
    return "\n".join(part.strip() for part in cell.replace("\n", "|").split("|") if part.strip())


_WRITTEN = ("targets", "forbidden", "is_kept", "is_case_sensitive", "note", "status")


def _weigh(wanted: Term, known: Term | None, plan: TermPlan) -> None:
    if known is None:
        plan.new.append(wanted)
    elif all(getattr(known, name) == getattr(wanted, name) for name in _WRITTEN):
        plan.unchanged += 1
    else:
        for name in _WRITTEN:
            setattr(known, name, getattr(wanted, name))
        plan.changed.append(known)
