"""What readers type: mixed queries and beginnings of queries, made from the very texts that can be found."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from benchmarks.search.documents import ARTICLE, FAQ, PUBLIC, Planned, Text, text_write
from benchmarks.search.material import Material

WORD = re.compile(r"[^\W_]+(?:\u200c[^\W_]+)*")
SAMPLE = 400
"""Pages whose words are typed."""
SIGNIFICANT = 4
"""Letters of a word that somebody might search for."""
LANGUAGES_OF_LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
}


class Typist:
    """Types queries of one language about its public pages. Seeded."""

    def __init__(self, plan: Sequence[Planned], material: Material, language: str, seed: int = 1) -> None:
        self.chance = random.Random(f"queries/{seed}/{language}")
        pages = [page for page in plan if page.audience == PUBLIC and page.kind in (ARTICLE, FAQ)]
        some = self.chance.sample(pages, min(len(pages), SAMPLE))
        self.texts = [text_write(page, material, language, seed) for page in some]
        self.letters = LANGUAGES_OF_LETTERS.get(language, string.ascii_lowercase)
        self.tags = material.tags

    def queries(self, count: int) -> list[str]:
        """Return query strings such as "q=password&kind=faq", mixed by KINDS, in no order."""
        kinds = [kind for kind, share in KINDS for _each in range(share)]
        return [urlencode(kinds[at % len(kinds)](self)) for at in self.chance.sample(range(count), count)]

    def beginnings(self, count: int) -> list[str]:
        """Return query strings of unfinished words: two letters to two words and a half of a title."""
        return [urlencode({"q": self._beginning(at)}) for at in range(count)]

    def _beginning(self, at: int) -> str:
        words = [word for word in self._title_words(3) if len(word) > 1] or ["how"]
        if at % 4 < 3 or len(words) == 1:
            return words[0][: (2, 3, 5, 4)[at % 4]]
        return " ".join([*words[:-1], words[-1][:3]])

    def title(self) -> dict[str, str]:
        return {"q": " ".join(self._title_words(self.chance.randint(2, 4)))}

    def body(self) -> dict[str, str]:
        return {"q": " ".join(self._words(self._sentence())[: self.chance.randint(2, 3)])}

    def one_word(self) -> dict[str, str]:
        return {"q": self._words(self._sentence())[0]}

    def question(self) -> dict[str, str]:
        return {"q": " ".join(WORD.findall(self._sentence())[: self.chance.randint(5, 10)])}

    def misspelled(self) -> dict[str, str]:
        words = self._title_words(2)
        longest = max(range(len(words)), key=lambda at: len(words[at]))
        words[longest] = self._slip(words[longest])
        return {"q": " ".join(words)}

    def nothing(self) -> dict[str, str]:
        return {"q": " ".join("".join(self.chance.choices(self.letters, k=9)) for _each in range(self.chance.randint(1, 2)))}

    def filtered(self) -> dict[str, str]:
        narrowed = [{"kind": FAQ}, {"kind": ARTICLE}, {"updated": "year"}, {"tag": self.tags[0]}]
        return self.chance.choice([self.title, self.body, self.one_word])() | self.chance.choice(narrowed)

    def grammar(self) -> dict[str, str]:
        words = self._title_words(3)
        return {"q": self.chance.choice([f'"{" ".join(words)}"', f"{' '.join(words[:-1])} -{words[-1]}", f"kind:faq {words[0]}"])}

    def leafed(self) -> dict[str, str]:
        return self.one_word() | {"page": str(self.chance.randint(2, 5))}

    def _text(self) -> Text:
        return self.chance.choice(self.texts)

    def _title_words(self, count: int) -> list[str]:
        words = WORD.findall(self._text().title) or ["page"]
        start = self.chance.randrange(max(1, len(words) - count + 1))
        return words[start : start + count]

    def _sentence(self) -> str:
        blocks = [block["value"] for block in self._text().body if block["type"] == "rich_text"]
        text = re.sub(r"<[^>]*>|&\w+;", " . ", self.chance.choice(blocks)) if blocks else self._text().title
        sentences = [each for each in text.split(".") if len(WORD.findall(each)) >= 2]
        return self.chance.choice(sentences) if sentences else self._text().title

    def _words(self, sentence: str) -> list[str]:
        words = WORD.findall(sentence)
        long = [word for word in words if len(word) >= SIGNIFICANT] or words
        return self.chance.sample(long, len(long))

    def _slip(self, word: str) -> str:
        at = self.chance.randrange(len(word))
        other = self.chance.choice(self.letters)
        return self.chance.choice(
            [word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :], _swapped(word, at)]
        ) or other  # fmt: skip


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


KINDS: tuple[tuple[Callable[[Typist], dict[str, str]], int], ...] = (
    (Typist.title, 25),
    (Typist.body, 27),
    (Typist.one_word, 12),
    (Typist.misspelled, 10),
    (Typist.filtered, 10),
    (Typist.question, 5),
    (Typist.nothing, 5),
    (Typist.grammar, 4),
    (Typist.leafed, 2),
)
"""Of a hundred queries, how many are of which kind."""
