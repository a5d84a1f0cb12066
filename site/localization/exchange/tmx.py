"""TMX 1.4: the translation memory on its way out, and those of others in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from content.locales import code_of
from localization.exchange.documents import BrokenFile, number_check
from localization.exchange.inline import Piece, Side, Tag, UnusableText, html_of, names_of, pieces_of, plain, tag_named
from localization.exchange.planning import Problem
from localization.exchange.xml import Node, escaped, quoted, sign_named, split_unwritable, xml_read
from localization.memory.remembering import Pair, pairs_remember
from localization.models import MemoryEntry
from localization.rights import may_lead

DOCUMENT_TYPE = "tmx"


def write(entries: Iterable[MemoryEntry], *, source_code: str) -> Iterator[str]:
    """Yield a TMX file piece by piece; the entries are of one source language."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield (
        '<header creationtool="Sanad" creationtoolversion="1" segtype="paragraph" o-tmf="sanad" adminlang="en" '
        f'srclang={quoted(source_code)} datatype="html" creationdate="{timezone.now():%Y%m%dT%H%M%SZ}"/>\n<body>\n'
    )
    for entry in entries:
        context = f'<prop type="x-context">{escaped(entry.context)}</prop>' if entry.context else ""
        yield (
            f'<tu tuid="{entry.pk}">{context}\n'
            f"<tuv xml:lang={quoted(source_code)}><seg>{content(entry.source)}</seg></tuv>\n"
            f"<tuv xml:lang={quoted(code_of(entry.locale_id))}><seg>{content(entry.text)}</seg></tuv>\n</tu>\n"
        )
    yield "</body>\n</tmx>\n"


def content(html: str) -> str:
    """Return inline HTML as TMX writes it: the two tags of a pair as `<bpt>` and `<ept>`, the rest as `<ph>`."""
    out: list[str] = []
    open_pairs: list[int] = []
    number = 0
    for piece, name in names_of(pieces_of(html)):
        if isinstance(piece, str):
            for text, sign in split_unwritable(piece):
                out.append(escaped(text) + (f'<ph type="x-sign-{ord(sign):04x}"/>' if sign else ""))
        elif piece.side is Side.CLOSE:
            out.append(f'<ept i="{open_pairs.pop()}">&lt;/{piece.name}&gt;</ept>')
        elif piece.side is Side.EMPTY:
            out.append(f"<ph type={quoted(name)}>&lt;{piece.name}/&gt;</ph>")
        else:
            number += 1
            open_pairs.append(number)
            out.append(f'<bpt i="{number}" type={quoted(name)}>&lt;{piece.name}&gt;</bpt>')
    return "".join(out)


@dataclass
class MemoryPlan:
    """What a TMX file would bring: its pairs by the ids of their languages; where there are problems, nothing."""

    problems: list[Problem] = field(default_factory=list)
    pairs: dict[tuple[int, int], list[Pair]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        """How many pairs there are."""
        return sum(len(pairs) for pairs in self.pairs.values())

    @property
    def writes(self) -> bool:
        """Whether there is anything to import."""
        return not self.problems and bool(self.pairs)

    @property
    def others(self) -> list[tuple[str, int]]:
        """The codes of languages that are left out, and how many texts those are."""
        return sorted(self.left_out.items())

    @property
    def languages(self) -> list[tuple[str, str, int]]:
        """The codes of each pair of languages, and how many texts it has."""
        return [(code_of(source), code_of(target), len(pairs)) for (source, target), pairs in self.pairs.items()]


def memory_plan(data: bytes, *, user: Any) -> MemoryPlan:
    """Tell what a TMX file would bring; languages that the site has not, or the person does not lead, are left out."""
    plan = MemoryPlan()
    try:
        root = xml_read(data, known_type=DOCUMENT_TYPE)
        body = root.first("body") if root.name == "tmx" else None
        if body is None:
            raise BrokenFile(_("The file is no TMX."), root.line)
        header = root.first("header")
        srclang = header.attributes.get("srclang", "") if header else ""
        locales = {locale.language_code.lower(): locale.pk for locale in Locale.objects.all()}
        may = {locale.pk for locale in Locale.objects.all() if user is None or may_lead(user, locale)}
        for number, unit in enumerate(body.elements("tu"), 1):
            number_check(number, unit.line)
            _unit_read(unit, unit.attributes.get("srclang", srclang), locales, may, plan)
    except BrokenFile as error:
        plan.problems.append(Problem(error.line, error.reason))
    if not plan.problems and not plan.pairs:
        plan.problems.append(Problem(0, _("The file holds no pair of languages that this site has and you decide for.")))
    return plan


@transaction.atomic
def memory_import(plan: MemoryPlan) -> int:
    """Write what a TMX file brings into the memory, for all translators; return how many pairs that are."""
    for languages, pairs in plan.pairs.items():
        pairs_remember(pairs=pairs, languages=languages, origin=MemoryEntry.Origin.FILE, is_shared=True)
    return plan.number


def _unit_read(unit: Node, source_code: str, locales: dict[str, int], may: set[int], plan: MemoryPlan) -> None:
    texts: dict[int, str] = {}
    for variant in unit.elements("tuv"):
        code = variant.attributes.get("lang", "")
        locale = _locale_of(code, locales)
        segment = variant.first("seg")
        if locale is None:
            plan.left_out[code[:20]] += 1
        elif segment is not None:
            texts.setdefault(locale, html(segment))
    source = _locale_of(source_code if source_code.lower() != "*all*" else settings.LANGUAGE_CODE, locales)
    if source is None or source not in texts or not plain(texts[source]).strip():
        return
    context = next((prop.text()[:255] for prop in unit.elements("prop") if prop.attributes.get("type") == "x-context"), "")
    for target, text in texts.items():
        if target != source and plain(text).strip():
            if target in may:
                plan.pairs.setdefault((source, target), []).append(Pair(texts[source], text, context))
            else:
                plan.left_out[code_of(target)] += 1


def _locale_of(code: str, locales: dict[str, int]) -> int | None:
    """The site's language for a code of the file: `en-US` is `en` where there is no such one."""
    code = code.lower().replace("_", "-")
    return locales.get(code) or locales.get(code.partition("-")[0])


def html(segment: Node) -> str:
    """Return a segment as inline HTML. What other programs meant by their tags is not known: their words stay, their tags go."""
    pieces = list(_pieces(segment, {}))
    open_names: list[str] = []
    for piece in pieces:
        if isinstance(piece, Tag) and piece.side is Side.OPEN:
            open_names.append(piece.name)
        elif isinstance(piece, Tag) and piece.side is Side.CLOSE and (not open_names or open_names.pop() != piece.name):
            open_names = ["?"]
            break
    return html_of([piece for piece in pieces if isinstance(piece, str)] if open_names else pieces)


def _pieces(node: Node, known: dict[str, str]) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, str):
            yield child
            continue
        kind, pair = child.attributes.get("type", ""), child.attributes.get("i", "")
        try:
            if child.name == "hi":
                yield from _pieces(child, known)
            elif child.name == "ph" and kind.startswith("x-sign-") and len(kind) == 11:
                yield sign_named(kind[7:], child.line)
            elif child.name == "ph":
                yield tag_named(kind, Side.EMPTY)
            elif child.name == "bpt":
                tag = tag_named(kind, Side.OPEN)
                known[pair] = kind
                yield tag
            elif child.name == "ept" and pair in known:
                yield tag_named(known.pop(pair), Side.CLOSE)
        except (UnusableText, ValueError):
            continue
