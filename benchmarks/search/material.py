"""What pages are made of: titles, headings and sentences of real handbooks, by topic. No Django in here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEADING, TEXT, ITEM = "heading", "text", "item"
Shape = tuple[tuple[str, int], ...]
"""The parts of a page in order: what each is, and how many sentences it has."""

LEAST_PAGES = 5
"""Pages below which a folder is no topic of its own: too few to choose sentences from."""
SHORTEST_SENTENCE = 15
TAGS = 60
SHORTEST_TAG = 5
LONGEST_SENTENCE = 500

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\s?\([^)]*\)")
_ADDRESS = re.compile(r"\b[a-z]+://\S+")
_MARKS = re.compile(r"[*_`>|#]+|<[^>]*>|:::.*")
_SENTENCE_END = re.compile(r"(?<=[.!?؟۔])\s+")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}")


@dataclass
class Topic:
    """The texts of one folder of a handbook."""

    title: str
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


@dataclass
class Material:
    """The texts of one language; `sentences` are those of all topics, `tags` frequent words of headings."""

    topics: list[Topic]
    sentences: list[str]
    tags: list[str]


def material_read(folders: Sequence[Path], language: str) -> Material:
    """Read the Markdown files below `folder/<language>/` of each handbook. Raises ValueError when there are none."""
    topics = [_topic(folder) for book in folders for folder in sorted((book / language).glob("*/")) if folder.is_dir()]
    whole = [topic for topic in topics if len(topic.shapes) >= LEAST_PAGES and topic.headings and topic.sentences]
    if not whole:
        raise ValueError(f"no handbook in {language} below {', '.join(map(str, folders))}")
    words = Counter(word for topic in whole for heading in topic.headings for word in re.findall(r"[^\W\d_]+", heading.lower()))
    tags = [word for word, _count in words.most_common() if len(word) >= SHORTEST_TAG][:TAGS]
    return Material(whole, [sentence for topic in whole for sentence in topic.sentences], tags)


def _topic(folder: Path) -> Topic:
    index = folder / ".category.yml"
    named = _value("title", index.read_text("utf-8")) if index.is_file() else ""
    topic = Topic(named or folder.name.replace("-", " ").capitalize())
    for file in sorted(folder.rglob("*.md")):
        _add(topic, file.read_text("utf-8"))
    return topic


def _add(topic: Topic, text: str) -> None:
    front = _FRONT.match(text)
    if title := _value("title", front[1]) if front else "":
        topic.titles.append(title)
    topic.keywords += re.findall(r"^- (.+)$", front[1], re.MULTILINE) if front else []
    shape = []
    for kind, parts in _parts(text[front.end() :] if front else text):
        (topic.headings if kind == HEADING else topic.sentences).extend(parts)
        shape.append((kind, len(parts)))
    if any(kind != HEADING for kind, _count in shape):
        topic.shapes.append(tuple(shape))


def _value(name: str, front: str) -> str:
    found = re.search(rf"^{name}: *(.+)$", front, re.MULTILINE)
    return found[1].strip().strip("\"'") if found else ""


def _parts(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what a text consists of: a heading, or the sentences of a paragraph, a list item or a row of a table."""
    for line in _FENCE.sub("", body).splitlines():
        kind = HEADING if line.startswith("#") else ITEM if re.match(r"\s*([-*+]|\d+\.)\s", line) else TEXT
        plain = clean(line)
        if kind == HEADING:
            if 3 <= len(plain) <= 80:
                yield kind, [plain.rstrip(":.")]
        elif sentences := [each for each in _SENTENCE_END.split(plain) if _is_sentence(each)]:
            yield kind, sentences


def _is_sentence(text: str) -> bool:
    return SHORTEST_SENTENCE <= len(text) <= LONGEST_SENTENCE and _TWO_WORDS.search(text) is not None


def clean(line: str) -> str:
    """Return a line of Markdown as plain text."""
    line = re.sub(r"^\s*([-*+]|\d+\.)\s", "", line)
    return " ".join(_MARKS.sub(" ", _ADDRESS.sub(" ", _LINK.sub(r"\1", line))).split())
