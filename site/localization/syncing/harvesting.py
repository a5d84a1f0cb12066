"""What was written in the editor of the translated page itself becomes words of the translation, before anything is merged.

Three states are compared: what the page said when its units were last written into it (the base), what its newest draft says,
and what the units say. Only what the draft says other than the base was written in the page. Whoever wrote last wins, and what
the other wrote is kept as a version. Texts that belong to no segment are never guessed at: they go to the bin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from localization.merging import WAS, leaf
from localization.models import Kind, Origin, Translation, Unit, UnitState, UnitVersion
from localization.segments import Segment, segments_of
from localization.syncing.links import link_of, links_named, links_written_out
from localization.targets import latest_id, latest_of
from localization.units import source_digest, version_of

_ID = re.compile(r'\s+id="[^"]*"')

Leaves = dict[str, list[Segment]]


@dataclass
class Harvest:
    """What is to be written: units whose text or value changed in hand, what they said before, and new rows of the bin."""

    changed: list[Unit] = field(default_factory=list)
    versions: list[UnitVersion] = field(default_factory=list)
    found: list[Unit] = field(default_factory=list)
    revision: int = 0

    @property
    def number(self) -> int:
        """How many texts and values were taken over."""
        return len(self.changed) + len(self.found)


def harvest(
    translation: Translation, units: list[Unit], target: Any, *, origin: str = Origin.HUMAN, is_linked: bool = False
) -> Harvest:
    """Compare the newest draft of a target with the units in hand and write what it says otherwise into them.

    `is_linked`: the page was not made of these units, so that nothing it says was written by them. One query where nobody wrote
    in the page's editor since. Nothing is saved here.
    """
    revision = latest_id(target)
    if revision and revision == translation.harvested and not is_linked:
        return Harvest(revision=revision)
    base = None if is_linked else _base(translation, target, revision)
    if base is not None and base.pk == revision:
        return Harvest(revision=revision)
    harvesting = _Harvesting(translation, units, origin)
    if base is not None:
        harvesting.base, harvesting.since = by_leaf(segments_of(base.as_object())), base.created_at
    if revision:
        harvesting.written = target.latest_revision.created_at
        harvesting.writers = _Writers(target, base)
    harvesting.run(segments_of(latest_of(target)))
    harvesting.result.revision = revision
    return harvesting.result


def comparable(text: str) -> str:
    """Return a text for comparing: without the names of its tags, entities and blanks that mean nothing."""
    return " ".join(unescape(_ID.sub("", text)).split())


def _base(translation: Translation, target: Any, revision: int) -> Any:
    """Return the revision that said what the units said, None where nobody knows any more (old ones are purged)."""
    if not revision:
        return None
    rows = Revision.objects.for_instance(target).order_by("created_at", "pk")
    return rows.filter(pk=translation.harvested).first() if translation.harvested else rows.first()


def by_leaf(segments: Iterable[Segment]) -> Leaves:
    """Return segments by the block they belong to, in their order."""
    found: Leaves = defaultdict(list)
    for each in sorted(segments, key=lambda segment: segment.order):
        found[f"{each.kind} {leaf(each.path)}"].append(each)
    return found


class _Writers:
    """Whose words these are: of the first version since the base that says them, and not of whoever saved the page last."""

    def __init__(self, target: Any, base: Any) -> None:
        self.last = target.latest_revision.user_id
        # Without a base nobody knows which versions were written since.
        rows = Revision.objects.for_instance(target).filter(pk__lt=target.latest_revision_id)
        self.between = rows.filter(pk__gt=base.pk).order_by("created_at", "pk") if base is not None else rows.none()

    @cached_property
    def said(self) -> list[tuple[Any, set[tuple[str, str]]]]:
        """What each version says, by leaf. Read where somebody wrote in the page, and not before."""
        return [(each.user_id, _sayings(segments_of(each.as_object()))) for each in self.between]

    def of(self, path: str, saying: Any) -> Any:
        """Return the id of whoever said something there first."""
        wanted = leaf(path), saying if isinstance(saying, str) else repr(saying)
        return next((user_id for user_id, sayings in self.said if wanted in sayings), self.last)


def _sayings(segments: Iterable[Segment]) -> set[tuple[str, str]]:
    """Return the texts, links and values of segments, each with its leaf."""
    found = set()
    for each in segments:
        values = [each.source_value, *(link_of(tag) for tag in each.attributes.values() if isinstance(tag, dict))]
        found |= {(leaf(each.path), value if isinstance(value, str) else repr(value)) for value in values}
        found.add((leaf(each.path), comparable(each.source)))
    return found


class _Harvesting:
    def __init__(self, translation: Translation, units: list[Unit], origin: str) -> None:
        self.translation, self.origin = translation, origin
        self.base: Leaves | None = None
        self.since: Any = None
        self.written: Any = timezone.now()
        self.writers: _Writers | None = None
        self.living = [each for each in units if each.state != UnitState.BIN]
        self.result = Harvest()
        self.binned = {
            (leaf(each.path), comparable(each.text), repr(each.value)) for each in units if each.state == UnitState.BIN
        }
        # A draft shows the source where nobody has translated yet: that is nobody's word. Asked where there is no base.
        self.sources = {comparable(text) for each in units for text in (each.source, each.new_source) if text}
        self.own = {_hashable(each.source_value): each.value for each in self.living if each.value is not None}
        self.candidates: list[tuple[Unit, Segment]] = []

    def run(self, now: Iterable[Segment]) -> None:
        units: dict[str, list[Unit]] = defaultdict(list)
        for unit in sorted(self.living, key=lambda unit: unit.order):
            units[f"{unit.kind} {leaf(unit.path)}"].append(unit)
        for name, segments in by_leaf(now).items():
            before = self.base.get(name, []) if self.base is not None else None
            if segments[0].kind == Kind.TEXT:
                self._texts(units.get(name, []), segments, before)
            else:
                self._values(units.get(name, []), segments, before)
        self._take(self.candidates)

    def _texts(self, units: list[Unit], segments: list[Segment], before: list[Segment] | None) -> None:
        known = self.sources if before is None else {comparable(each.source) for each in before}
        pairs, alone = _aligned(units, segments)
        for unit, segment in pairs:
            text = comparable(segment.source)
            if text not in known and text != comparable(unit.text):
                self.candidates.append((unit, segment))
        for segment in alone:
            if comparable(segment.source) not in known:
                self._bin(segment, links_written_out(segment.source, segment.attributes))
        if before is not None and len(before) == len(segments) == len(units):
            for unit, was, segment in zip(units, before, segments, strict=True):
                self._links(unit, was, segment)

    def _links(self, unit: Unit, was: Segment, now: Segment) -> None:
        """A link that leads elsewhere than it did, in a text with the same links, is this language's own now."""
        if was.attributes.keys() != now.attributes.keys():
            return
        for name, tag in now.attributes.items():
            link, source = link_of(tag), link_of(unit.attributes.get(name, {}))
            if link is None or source is None or link == link_of(was.attributes[name]):
                continue
            for each in self.living:
                is_it = each.kind == Kind.VALUE and leaf(each.path) == leaf(unit.path) and each.source_value == source
                if is_it and each.value != link and type(link) is type(source):
                    self._value(each, link)

    def _values(self, units: list[Unit], segments: list[Segment], before: list[Segment] | None) -> None:
        """Pictures, documents, pages: one in a leaf. Links of rich text are taken with their texts."""
        segment = segments[0]
        if len(segments) != 1 or ".'" in segment.path:
            return
        if not units:
            if before is not None and not before:
                self._bin(segment, "")
        elif len(units) == 1:
            unit = units[0]
            if before:
                is_known = before[0].source_value == segment.source_value
            else:
                is_known = segment.source_value in (unit.source_value, unit.attributes.get(WAS))
            own = unit.value if unit.value is not None else unit.source_value
            if not is_known and segment.source_value != own:
                self.candidates.append((unit, segment))

    def _take(self, candidates: list[tuple[Unit, Segment]]) -> None:
        """Write what the page says into its units, but for what a unit said itself since the base."""
        if not candidates:
            return
        versions = UnitVersion.objects.filter(unit__in=[unit.pk for unit, _segment in candidates])
        if self.since is not None:
            versions = versions.filter(replaced__gt=self.since)
        said = {(pk, comparable(text), repr(value)) for pk, text, value in versions.values_list("unit", "text", "value")}
        texts, values = {each[:2] for each in said}, {(pk, value) for pk, _text, value in said}
        for unit, segment in candidates:
            if unit.kind == Kind.VALUE and (unit.pk, repr(segment.source_value)) not in values:
                self._value(unit, segment.source_value)
            elif unit.kind == Kind.TEXT and (unit.pk, comparable(segment.source)) not in texts:
                self._text(unit, segment)

    def _text(self, unit: Unit, segment: Segment) -> None:
        text, is_whole = links_named(segment.source, segment.attributes, unit.attributes, self.own)
        user_id = self._writer(segment.path, comparable(segment.source))
        if not is_whole:
            self._bin(segment, links_written_out(segment.source, segment.attributes))
        is_later = unit.written is not None and unit.text.strip() and unit.written > self.written
        if is_later:
            self.result.versions.append(self._version(unit, text, user_id))
            return
        if unit.text.strip():
            self.result.versions.append(version_of(unit))
        unit.text, unit.engine, unit.match, unit.needs_edit = text, "", 0, False
        unit.state = UnitState.OUTDATED if unit.state == UnitState.OUTDATED else UnitState.DONE
        self._written(unit, user_id)

    def _value(self, unit: Unit, value: Any) -> None:
        if unit.value is not None:
            self.result.versions.append(version_of(unit))
        unit.value = None if value == unit.source_value else value
        unit.state = UnitState.TO_DO if unit.value is None else UnitState.DONE
        unit.attributes = {name: each for name, each in unit.attributes.items() if name != WAS}
        self._written(unit, self._writer(unit.path, value))

    def _writer(self, path: str, saying: Any) -> Any:
        return self.writers.of(path, saying) if self.writers is not None else None

    def _written(self, unit: Unit, user_id: Any) -> None:
        unit.origin, unit.user_id, unit.written, unit.version = self.origin, user_id, self.written, unit.version + 1
        if all(unit is not each for each in self.result.changed):
            self.result.changed.append(unit)

    def _version(self, unit: Unit, text: str, user_id: Any) -> UnitVersion:
        return UnitVersion(unit=unit, source=unit.source, text=text, origin=self.origin, user_id=user_id, written=self.written)

    def _bin(self, segment: Segment, text: str) -> None:
        """Keep a text (or value) that belongs to no segment of the source."""
        key = leaf(segment.path), comparable(text), repr(segment.source_value)
        if key in self.binned:
            return
        self.binned.add(key)
        self.result.found.append(
            Unit(
                translation=self.translation,
                path=segment.path,
                order=segment.order,
                kind=segment.kind,
                source_digest=source_digest(""),
                text=text,
                value=segment.source_value,
                state=UnitState.BIN,
                origin=self.origin,
                user_id=self._writer(segment.path, comparable(text) if segment.kind == Kind.TEXT else segment.source_value),
                written=self.written,
                version=1,
            )
        )


def _aligned(units: list[Unit], segments: list[Segment]) -> tuple[list[tuple[Unit, Segment]], list[Segment]]:
    """Pair the texts of a leaf with its units: all in order where there are as many, else those beside equal ones."""
    if len(units) == len(segments):
        return list(zip(units, segments, strict=True)), []
    said = [comparable(each.text if each.text.strip() else each.source) for each in units]
    pairs: list[tuple[Unit, Segment]] = []
    alone: list[Segment] = []
    for _what, a, b, c, d in SequenceMatcher(
        None, said, [comparable(each.source) for each in segments], autojunk=False
    ).get_opcodes():
        if b - a == d - c:
            pairs += zip(units[a:b], segments[c:d], strict=True)
        else:
            alone += segments[c:d]
    return pairs, alone


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str | int) else repr(value)
