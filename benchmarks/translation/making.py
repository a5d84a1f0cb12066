"""Articles as help centers have them: headings, lists, links, a callout and steps; some thirty texts on each."""

from __future__ import annotations

import json
import random
from typing import Any

from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage

WORDS = (
    *("return", "order", "parcel", "label", "refund", "piece", "customer", "account", "address"),
    *("payment", "card", "delivery", "day", "form", "reason", "warranty"),
)
ON_A_SHELF = 100


def pages_make(number: int) -> list[CategoryPage]:
    """Publish so many articles on shelves of a hundred below the English home page; return the shelves."""
    home, chance = homes_ensure()["en"], random.Random(8)
    shelves: list[CategoryPage] = []
    for count in range(number):
        if count % ON_A_SHELF == 0:
            shelf = CategoryPage(title=f"Shelf {len(shelves) + 1}", slug=f"shelf-{len(shelves) + 1}", locale=home.locale)
            home.add_child(instance=shelf)
            shelf.save_revision().publish()
            shelves.append(CategoryPage.objects.get(pk=shelf.pk))
        title = f"{_words(chance, 4).capitalize()} {count}"
        page = ArticlePage(
            title=title, slug=f"article-{count}", summary=_words(chance, 14), body=_body(chance), locale=home.locale
        )
        shelves[-1].add_child(instance=page)
        page.save_revision().publish()
        shelves[-1].refresh_from_db()
    return shelves


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number))


def _body(chance: random.Random) -> str:
    def words(number: int) -> str:
        return _words(chance, number)

    def rich() -> str:
        items = "".join(f"<li>{words(8)}</li>" for _number in range(3))
        link = f'<a href="https://example.org/{chance.randrange(1000)}">{words(2)}</a>'
        return f"<h2>{words(3)}</h2><p>{words(20)} <b>{words(2)}</b> {words(9)} {link}.</p><p>{words(25)}</p><ul>{items}</ul>"

    steps = [{"type": "item", "id": _id(chance), "value": {"title": words(4), "text": f"<p>{words(15)}</p>"}} for _n in range(3)]
    blocks: list[dict[str, Any]] = [
        {"type": "rich_text", "value": rich()},
        {"type": "callout", "value": {"kind": "tip", "title": words(3), "text": f"<p>{words(12)}</p>"}},
        {"type": "steps", "value": {"steps": steps}},
        {"type": "rich_text", "value": rich()},
        {"type": "rich_text", "value": rich()},
    ]
    return json.dumps([{**block, "id": _id(chance)} for block in blocks])


def _id(chance: random.Random) -> str:
    text = f"{chance.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
