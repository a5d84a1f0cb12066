"""Comparing what an engine has with what the pages are now, and having the outbox mend what differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from search.documents import INTERNAL_LEVEL
from search.engines.base import EngineError, SearchEngine
from search.engines.choice import engines
from search.engines.stored import Inventory, Stored
from search.leftovers import leftovers, leftovers_remove
from search.outbox import outbox_add, outbox_process, waiting
from search.rebuilding import rebuild_engine
from search.sources import documents_of, key_batches, keys_existing

EXAMPLES = 10
AT_ONCE = 100_000
"""Waiting documents that are written before the second look."""
MOST_REPAIRS = 5000
"""Differing documents that are mended one by one. What waits is hidden from readers; for more of them a rebuild is better."""

EXPOSED, AUDIENCE, MISPLACED, GHOST, MISSING, VERSION = KINDS = (
    "internal in a public index",
    "other audience",
    "in another language's or side's index",
    "no such page",
    "missing",
    "other version",
)
"""How a document can differ, the gravest first."""


@dataclass
class Report:
    """What a check of one engine has found.

    `outdated`: why it should be rebuilt; `leftovers`: half-made indexes of killed rebuilds; `error`: why it could not be
    checked. After mending, `left` is a second look (None: nothing had been wrong), and `refused` counts what the engine does
    not take.
    """

    engine: str
    documents: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    outdated: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    repaired: int = 0
    is_rebuilt: bool = False
    error: str = ""
    left: Report | None = None
    refused: int = 0

    @property
    def is_same(self) -> bool:
        """Whether the engine had what the pages are, and nothing else."""
        return not (self.counts or self.outdated or self.leftovers or self.error)

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong now: there was nothing, or it is mended."""
        return (self.left or self).is_same and not self.refused

    @property
    def compared(self) -> int:
        """Documents of the last look. The first has none when a rebuild came before it."""
        return (self.left or self).documents

    def as_json(self) -> dict[str, Any]:
        """Return the report for programs."""
        differences = {kind: {"count": self.counts[kind], "examples": self.examples[kind]} for kind in KINDS if self.counts[kind]}
        return {
            "engine": self.engine,
            "same": self.is_right,
            "documents": self.compared,
            "differences": differences,
            "outdated": self.outdated,
            "leftovers": self.leftovers,
            "repaired": self.repaired,
            "rebuilt": self.is_rebuilt,
            "refused": self.refused,
            "left": self.left and self.left.as_json(),
            "error": self.error,
        }


def all_check(*, repair: bool = False, engine_name: str = "") -> list[Report]:
    """Check every engine, or the named one."""
    return [engine_check(engine, repair=repair) for engine in engines() if engine_name in ("", engine.name)]


def all_mend(*, engine_name: str = "") -> list[Report]:
    """Check and mend every engine, or the named one, and look again at what was wrong."""
    return [_mend(engine) for engine in engines() if engine_name in ("", engine.name)]


def _mend(engine: SearchEngine) -> Report:
    report = engine_check(engine, repair=True)
    outbox_process(AT_ONCE, by_hand=True, engine_name=engine.name)
    if not report.is_same:
        report.left = engine_check(engine)
    report.refused = waiting(engine.name).exclude(last_error="").count()
    return report


def engine_check(engine: SearchEngine, *, repair: bool = False) -> Report:
    """Compare an engine with the database, in batches. What waits in the outbox is no difference.

    With `repair` the outbox is asked to write what differs; an engine that is outdated, or differs in very many
    documents, is rebuilt; what killed rebuilds have left is removed.
    """
    report = Report(engine.name)
    try:
        report.outdated = engine.outdated()
        report.leftovers = leftovers(engine)
        if not (repair and report.outdated):
            _compare_all(engine, report, repair)
        if repair and (report.outdated or sum(report.counts.values()) > MOST_REPAIRS):
            rebuild_engine(engine)
            report.is_rebuilt = True
        elif repair and report.leftovers:
            leftovers_remove(engine)
    except EngineError as error:  # another rebuild may be under way
        report.error = error.reason
    return report


def _compare_all(engine: SearchEngine, report: Report, repair: bool) -> None:
    inventory = engine.inventory()
    for batch in key_batches():
        report.documents += _compare(engine, inventory, batch, report, repair)
    for keys in inventory.all_keys():
        if unknown := keys - keys_existing(keys):
            _compare(engine, inventory, sorted(unknown), report, repair)


def _compare(engine: SearchEngine, inventory: Inventory, keys: Collection[str], report: Report, repair: bool) -> int:
    """Compare one batch; return how many documents its pages have."""
    count, found = _look(inventory, keys)
    if found:
        # Pages change while this runs: only what differs again, and does not wait, is a difference.
        suspects = set(found) - _waiting(engine, found)
        _count, found = _look(inventory, suspects)
        late = _waiting(engine, found)
        found = {key: differences for key, differences in found.items() if key not in late}
    for key, differences in found.items():
        for kind, stored in differences:
            report.counts[kind] += 1
            if len(report.examples[kind]) < EXAMPLES:
                report.examples[kind].append(stored.id if stored.key == key else key)
    if repair and found and sum(report.counts.values()) <= MOST_REPAIRS:
        extra = [stored for differences in found.values() for kind, stored in differences if kind not in (MISSING, VERSION)]
        inventory.discard(extra)
        outbox_add(keys=found, engine_name=engine.name)
        report.repaired += len(found)
    return count


def _waiting(engine: SearchEngine, keys: Collection[str]) -> set[str]:
    return set(waiting(engine.name).filter(key__in=list(keys)).values_list("key", flat=True))


def _look(inventory: Inventory, keys: Collection[str]) -> tuple[int, dict[str, list[tuple[str, Stored]]]]:
    """Return how many documents these keys have, and what differs: keys to kinds and documents."""
    if not keys:
        return 0, {}
    there: defaultdict[str, list[Stored]] = defaultdict(list)
    for each in inventory.of(keys):
        there[each.key].append(each)
    wanted: defaultdict[str, list[Stored]] = defaultdict(list)
    for document in documents_of(keys):
        wanted[document.key].append(inventory.expected(document))
    found = {key: differences for key in keys if (differences := list(_differences(wanted[key], there[key])))}
    return sum(map(len, wanted.values())), found


def _differences(wanted: list[Stored], there: list[Stored]) -> Iterator[tuple[str, Stored]]:
    """Yield how what is there of one key differs from what should be, each document once."""
    places = {each.place: each for each in there}
    for each in wanted:
        stored = places.pop(each.place, None)
        if stored is None:
            yield MISSING, each
        elif (stored.min_level, stored.max_level, stored.required_groups) != (
            each.min_level,
            each.max_level,
            each.required_groups,
        ):
            yield AUDIENCE, stored
        elif stored.version != each.version:
            yield VERSION, stored
    for stored in places.values():
        same = [each for each in wanted if each.id == stored.id]
        lowest = min([stored.min_level, *(each.min_level for each in same)])
        if stored.side == "public" and lowest >= INTERNAL_LEVEL:
            yield EXPOSED, stored
        elif same:
            yield MISPLACED, stored
        else:
            yield (AUDIENCE if wanted else GHOST), stored
