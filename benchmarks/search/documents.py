"""Help centres of any size, made by recombining the sentences of real handbooks. Seeded; no Django in here.

Every sentence was written by somebody, so words are as frequent, as long and as inflected as in life, and pages have the
lengths of real pages. What grows with a real help centre, and would not with a fixed stock of sentences, is the number of
different words: some pages carry a product or error code of their own.
"""

from __future__ import annotations

import html
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.search.material import HEADING, ITEM, Material, Topic

PUBLIC, CUSTOMER, AGENT = 0, 1, 2
AUDIENCES = ((PUBLIC, 85), (CUSTOMER, 10), (AGENT, 5))
"""Of a hundred pages, how many are for whom."""
CATEGORY, ARTICLE, FAQ, SPACE, WIKI = "category", "article", "faq", "space", "wiki"
BASES = 8
"""Knowledge bases: categories right below the home page."""
PAGES_OF_CATEGORY = 40
FAQS = 0.08
"""Share of pages that are questions and answers."""
IN_WIKI = 0.6
"""Share of agents' pages that stand in the wiki; the rest are articles among the public ones."""
FROM_TOPIC = 0.8
"""Share of sentences and headings that come from the page's own topic."""
WITH_CODE = 0.1
OLDEST_DAYS = 1200


@dataclass(frozen=True)
class Planned:
    """A page of the help centre, the same in every language; `parent` is the number of another page, None the home page."""

    number: int
    kind: str
    parent: int | None
    topic: int
    audience: int = PUBLIC
    age_days: float = 0.0


@dataclass(frozen=True)
class Text:
    """What a page says in one language. `body` is the raw stream of its blocks."""

    title: str
    summary: str
    keywords: str
    tags: tuple[str, ...]
    body: tuple[dict[str, Any], ...]


def plan_make(count: int, seed: int = 1) -> list[Planned]:
    """Return `count` pages of all languages' common tree, parents before their children."""
    chance = random.Random(f"plan/{seed}/{count}")
    pages = [Planned(number, CATEGORY, None, number) for number in range(min(BASES, max(1, count // 4)))]
    bases = len(pages)
    pages.append(Planned(len(pages), SPACE, None, 0, AGENT))
    space = pages[-1].number
    for number in range(len(pages), len(pages) + (count - len(pages)) // PAGES_OF_CATEGORY):
        base = chance.randrange(bases)
        pages.append(Planned(number, CATEGORY, base, base))
    shelves = [page for page in pages if page.kind == CATEGORY]
    levels = [level for level, share in AUDIENCES for _each in range(share)] * (count // 100 + 1)
    chance.shuffle(levels)
    for number in range(len(pages), count):
        audience, shelf = levels.pop(), chance.choice(shelves)
        # Young pages are more frequent than old ones.
        age = OLDEST_DAYS * chance.random() ** 2
        if audience == AGENT and chance.random() < IN_WIKI:
            pages.append(Planned(number, WIKI, space, shelf.topic, audience, age))
        else:
            kind = FAQ if chance.random() < FAQS else ARTICLE
            pages.append(Planned(number, kind, shelf.number, shelf.topic, audience, age))
    return pages


def text_write(page: Planned, material: Material, language: str, seed: int = 1) -> Text:
    """Return what a page says. The same page has the same text in every run, whatever is written before it."""
    writer = _Writer(page, material, random.Random(f"text/{seed}/{language}/{page.number}"))
    if page.kind in (CATEGORY, SPACE):
        title = writer.topic.title if page.parent is None else writer.heading()
        return Text(title, writer.sentence()[:200], "", (), ())
    return Text(
        title=writer.title(),
        summary=writer.sentence()[:250] if writer.chance.random() < 0.7 else "",
        keywords=", ".join(writer.some(writer.topic.keywords, 4)),
        tags=writer.tags(),
        body=tuple(writer.faq_body() if page.kind == FAQ else writer.body()),
    )


class _Writer:
    """Chooses the parts of one page."""

    def __init__(self, page: Planned, material: Material, chance: random.Random) -> None:
        self.page, self.material, self.chance = page, material, chance
        self.topic = material.topics[page.topic % len(material.topics)]

    def title(self) -> str:
        named = self.chance.choice(self.topic.titles or self.topic.headings)
        if self.chance.random() < 0.75:
            named = f"{self.heading()} – {named}"
        if self.chance.random() < WITH_CODE:
            named = f"{named[:70]} {self.code()}"
        return named[:120]

    def heading(self) -> str:
        return self.chance.choice(self._topic().headings)

    def sentence(self) -> str:
        own = self.chance.random() < FROM_TOPIC
        return self.chance.choice(self.topic.sentences if own else self.material.sentences)

    def some(self, values: Sequence[str], most: int) -> list[str]:
        return self.chance.sample(values, min(len(values), self.chance.randrange(most + 1)))

    def code(self) -> str:
        return f"{self.chance.choice('ABDEKMNPRSTX')}{self.chance.choice('ABDEKMNPRSTX')}-{self.chance.randrange(100_000):05}"

    def tags(self) -> tuple[str, ...]:
        # The first tags are on many pages, the last on few.
        known = self.material.tags
        return tuple(sorted({known[int(len(known) * self.chance.random() ** 2)] for _each in range(self.chance.randrange(4))}))

    def body(self) -> list[dict[str, Any]]:
        """Return blocks in the shape of a real page: a block for each section, sometimes a callout or steps."""
        blocks: list[dict[str, Any]] = []
        section = ""
        for kind, sentences in self.chance.choice(self.topic.shapes):
            if kind == HEADING and section:
                blocks.append(self._block("rich_text", section.replace("</ul><ul>", "")))
                section = ""
            section += self._part(kind, sentences)
        blocks.append(self._block("rich_text", section.replace("</ul><ul>", "")))
        if self.chance.random() < 0.15:
            blocks.append(self._block("callout", {"kind": "tip", "title": self.heading(), "text": self._part("text", 1)}))
        if self.chance.random() < 0.1:
            steps = [{"title": self.heading(), "text": self._part("text", 1)} for _each in range(3)]
            blocks.append(self._block("steps", {"steps": steps}))
        if self.chance.random() < WITH_CODE:
            blocks.append(self._block("rich_text", f"<p>{html.escape(self.sentence())} ({self.code()})</p>"))
        return blocks

    def faq_body(self) -> list[dict[str, Any]]:
        entries = [
            {"question": f"{self.heading()}?", "answer": self._part("text", 2)} for _each in range(self.chance.randint(4, 8))
        ]
        return [self._block("faq_accordion", {"heading": self.heading(), "entries": entries})]

    def _part(self, kind: str, sentences: int) -> str:
        if kind == HEADING:
            return f"<h2>{html.escape(self.heading())}</h2>"
        text = html.escape(" ".join(self.sentence() for _each in range(sentences)))
        return f"<ul><li>{text}</li></ul>" if kind == ITEM else f"<p>{text}</p>"

    def _block(self, kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(uuid.UUID(int=self.chance.getrandbits(128)))}

    def _topic(self) -> Topic:
        return self.topic if self.chance.random() < FROM_TOPIC else self.chance.choice(self.material.topics)
