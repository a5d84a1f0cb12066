"""Pages, drafts and rows together: random edits of source, translation and page; no word goes, no half text is done."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from localization.models import UnitState
from localization.rendering import is_publishable, translation_publish
from localization.syncing import sync_start, sync_stop, translation_sync
from localization.units import unit_draft, unit_write
from tests.localization.syncing.site import all_texts, draft_of, living, page_of, rich, saved

pytestmark = pytest.mark.django_db

WORDS = ["pay", "card", "post", "day", "wait", "send", "open", "close", "order", "refund", "bank", "code", "key", "door"]
STEPS = 30


class Story:
    """What editors, translators and the clock do; every text of a person is remembered."""

    def __init__(self, seed: int, source, row, user) -> None:
        self.random = Random(seed)
        self.source, self.row, self.user = source, row, user
        self.number = 0
        self.human: set[str] = set()
        self.halves: set[str] = set()
        self.states = [(source.title, deepcopy(source.body.get_prep_value()))]

    def word(self) -> str:
        self.number += 1
        text = f"متن {self.number}"
        self.human.add(text)
        return text

    def id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128)))

    def text(self) -> str:
        return " ".join(self.random.choice(WORDS) for _number in range(self.random.randint(2, 6)))

    def step(self) -> None:
        ways = [self.source_edited, self.source_edited, self.translated, self.typed, self.page_edited, self.published]
        self.random.choice([*ways, self.restarted, self.reverted, self.synced])()

    def source_edited(self) -> None:
        title, body = self.source.title, [dict(each) for each in self.source.body.get_prep_value()]
        what = self.random.randrange(7)
        if what == 0:
            title = self.text()
        elif what == 1 or not body:
            new = rich(
                str(UUID(int=self.random.getrandbits(128))), *(self.text() for _number in range(self.random.randint(1, 3)))
            )
            body.insert(self.random.randint(0, len(body)), new)
        elif what == 2:
            body.remove(self.random.choice(body))
        elif what == 3:
            self.random.shuffle(body)
        elif what == 4:
            body.append({**self.random.choice(body), "id": self.id()})
        else:
            block = self.random.choice(body)
            paragraphs = re.findall("<p[^>]*>(.*?)</p>", block["value"])
            self._paragraph(paragraphs)
            block["value"] = "".join(f"<p>{each}</p>" for each in paragraphs)
        self._source(title, body)

    def _paragraph(self, paragraphs: list[str]) -> None:
        what = self.random.randrange(3)
        if what == 0 or not paragraphs:
            paragraphs.insert(self.random.randint(0, len(paragraphs)), self.text())
        elif what == 1:
            del paragraphs[self.random.randrange(len(paragraphs))]
        else:
            words = paragraphs[at := self.random.randrange(len(paragraphs))].split()
            words[self.random.randrange(len(words))] = self.random.choice(WORDS)
            paragraphs[at] = " ".join(words)

    def _source(self, title, body) -> None:
        self.source = saved(self.source, title=title, body=body)
        self.states.append((title, deepcopy(body)))

    def reverted(self) -> None:
        self._source(*deepcopy(self.random.choice(self.states)))

    def translated(self) -> None:
        if units := [unit for unit in living(self.row) if unit.kind == "text"]:
            unit_write(unit=self.random.choice(units), text=self.word(), user=self.user)

    def typed(self) -> None:
        if units := [unit for unit in living(self.row) if unit.kind == "text"]:
            half = self.word()
            self.halves.add(half)
            unit_draft(unit=self.random.choice(units), text=half, user=self.user)

    def page_edited(self) -> None:
        draft = draft_of(self.row)
        body = [dict(each) for each in draft.body.get_prep_value()]
        if self.random.random() < 0.3 or not body:
            saved(page_of(self.row), publish=False, title=self.word())
            translation_sync(self.row)
            return
        if self.random.random() < 0.3:
            body.insert(self.random.randint(0, len(body)), rich(self.id(), self.word()))
        else:
            block = self.random.choice(body)
            paragraphs = re.findall("<p[^>]*>(.*?)</p>", block["value"]) or [""]
            # Whoever writes over a text of a person in the editor means it: it is in the units or their versions already.
            paragraphs[self.random.randrange(len(paragraphs))] = self.word()
            block["value"] = "".join(f"<p>{each}</p>" for each in paragraphs)
        saved(page_of(self.row), publish=False, body=body)
        # What was written there and written over before anybody merged is a version of the page, nothing of ours.
        translation_sync(self.row)

    def restarted(self) -> None:
        sync_stop(self.row, user=self.user)
        self.random.choice([self.page_edited, self.source_edited])()
        sync_start(self.row, user=self.user)

    def published(self) -> None:
        self.synced()
        for unit in living(self.row):
            if unit.kind == "text" and unit.state != UnitState.DONE:
                unit_write(unit=unit, text=self.word(), user=self.user)
        self.row.refresh_from_db()
        assert is_publishable(self.row) == []
        translation_publish(self.row, user=None)

    def synced(self) -> None:
        translation_sync(self.row)
        self.row.refresh_from_db()
        assert not {unit.text for unit in living(self.row) if unit.state == UnitState.DONE} & self.halves


@pytest.mark.parametrize("seed", range(4))
def test_no_human_word_is_ever_lost(source, live, superuser, seed, monkeypatch):
    monkeypatch.setattr("localization.units.SITTING", timedelta(0))  # else the steps of one sentence are one version
    story = Story(seed, source, live, superuser)
    story.human |= all_texts(live) - {""}
    for number in range(STEPS):
        story.step()
        if number % 3 == 0:
            story.synced()
    story.synced()
    said = all_texts(live)
    plain = {re.sub("<[^>]*>", "", text) for text in said}
    assert {text for text in story.human if text not in said and text not in plain} == set()
