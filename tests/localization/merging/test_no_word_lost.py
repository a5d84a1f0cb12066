"""Random edits of a source, random work of translators, merges in between: whatever a person ever wrote is somewhere.

The document is made of blocks with ids, some within lists, some with several texts; every kind of edit that editors have is among
the steps. What the rows say afterwards is compared with what was written, and with what the source says.
"""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from localization.merging import leaf
from localization.models import UnitState
from localization.segments import Segment
from tests.localization.merging.rows import living, merged_into, segment

WORDS = ["pay", "card", "post", "day", "wait", "send", "open", "close", "order", "refund", "bank", "code", "key", "door"]


class Source:
    """A page: a title, and blocks of several texts, each at the top or in the list."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.title = self.text()
        self.blocks = [self.block() for _number in range(3)]

    def text(self) -> str:
        return " ".join(self.random.choice(WORDS) for _number in range(self.random.randint(2, 7)))

    def block(self) -> dict:
        texts = [self.text() for _number in range(self.random.randint(1, 3))]
        return {"id": str(UUID(int=self.random.getrandbits(128))), "in_list": False, "texts": texts}

    def segments(self) -> list[Segment]:
        found = [("title", self.title)] if self.title else []
        for block in self.blocks:
            path = f"body.{UUID(int=1)}.items.{block['id']}.text" if block["in_list"] else f"body.{block['id']}.text"
            found += [(path, text) for text in block["texts"]]
        return [segment(path, text, order) for order, (path, text) in enumerate(found, 1)]

    def edit(self) -> None:
        self.random.choice([self._word, self._word, self._rewrite, self._add, self._remove, self._swap, self._block])()

    def _any(self) -> list[str]:
        return self.random.choice(self.blocks)["texts"] if self.blocks else []

    def _word(self) -> None:
        if texts := self._any():
            at = self.random.randrange(len(texts))
            words = texts[at].split()
            words[self.random.randrange(len(words))] = self.random.choice(WORDS)
            texts[at] = " ".join(words)

    def _rewrite(self) -> None:
        if self.random.random() < 0.3:
            self.title = self.random.choice([self.text(), self.text(), ""])
        elif texts := self._any():
            texts[self.random.randrange(len(texts))] = self.text()

    def _add(self) -> None:
        if self.blocks:
            texts = self._any()
            texts.insert(self.random.randint(0, len(texts)), self.text())

    def _remove(self) -> None:
        if texts := self._any():
            del texts[self.random.randrange(len(texts))]

    def _swap(self) -> None:
        self.random.shuffle(self.random.choice([self.blocks, self._any()]))

    def _block(self) -> None:
        what = self.random.randrange(5)
        if what == 0 or not self.blocks:
            self.blocks.append(self.block())
            return
        block = self.random.choice(self.blocks)
        if what == 1:
            self.blocks.remove(block)
        elif what == 2:
            self.blocks.append({**self.block(), "texts": list(block["texts"])})
        elif what == 3:  # cut out and put in again: new ids
            block["id"] = self.block()["id"]
        else:
            block["in_list"] = not block["in_list"]


class Translator:
    """Writes into living units as `localization.units` does, and remembers every word."""

    def __init__(self, random: Random) -> None:
        self.random, self.number = random, 0
        self.versions: list[Any] = []
        self.written: set[str] = set()

    def write(self, units) -> None:
        if not (rows := living(units)):
            return
        row = self.random.choice(rows)
        if row.text:
            self.versions.append(row.text)
        self.number += 1
        row.text = "" if self.random.random() < 0.1 else f"fa {self.number}"
        if row.state == UnitState.OUTDATED:
            row.source, row.new_source = row.new_source, ""
        row.state = UnitState.DONE if row.text else UnitState.TO_DO
        row.version += 1
        if row.text:
            self.written.add(row.text)


def unique(rows) -> dict[tuple[str, str], str]:
    """What is translated, by block and source, where a source stands once on the page."""
    sources = [row.source for row in rows]
    return {
        (leaf(row.path), row.source): row.text
        for row in rows
        if row.state == UnitState.DONE and row.text and sources.count(row.source) == 1
    }


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(5, 40))
def test_no_human_word_is_ever_lost(random, steps):
    source, translator = Source(random), Translator(random)
    units: list[Any] = []
    states: list[Any] = []
    merged_into(units, source.segments())
    for _step in range(steps):
        for _time in range(random.randint(0, 3)):
            translator.write(units)
        states.append(deepcopy((source.title, source.blocks)))
        if random.random() < 0.15:
            source.title, source.blocks = deepcopy(random.choice(states))
        else:
            for _time in range(random.randint(1, 3)):
                source.edit()
        before = unique(living(units))
        segments = source.segments()
        rows = merged_into(units, segments)
        # One unit for each segment, saying what the source says.
        said = [(row.path, row.order, row.new_source if row.state == UnitState.OUTDATED else row.source) for row in rows]
        assert said == [(each.path, each.order, each.source) for each in segments]
        # No word is lost.
        assert translator.written <= {row.text for row in units} | set(translator.versions)
        # What did not change keeps its translation.
        after = {(leaf(row.path), row.source): row.text for row in rows if row.state == UnitState.DONE}
        sources = [each.source for each in segments]
        still = {(leaf(each.path), each.source) for each in segments if sources.count(each.source) == 1}
        assert {key: before[key] for key in before.keys() & still} == {key: after.get(key) for key in before.keys() & still}


def test_the_bin_does_not_grow_where_nothing_happens():
    random = Random(7)
    source, translator = Source(random), Translator(random)
    units: list[Any] = []
    merged_into(units, source.segments())
    for _time in range(30):
        translator.write(units)
        source.edit()
        merged_into(units, source.segments())
    number = len(units)
    for _time in range(10):
        merged_into(units, source.segments())
    assert len(units) == number
