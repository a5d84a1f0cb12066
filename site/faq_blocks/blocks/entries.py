"""What a FAQ style shows: entries, and the topics they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from content.anchors import unique_anchor
from content.rich_text import clean_rich_text
from content.stream_block import HelpStreamBlock
from faq_blocks.readers.kind import KIND
from feedback.answers import answer_foot
from localization.languages import direction_of

_ANSWER = HelpStreamBlock()
NOTHING = SafeString("")
TEXT = "rich_text"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its answer as a reader sees them.

    `anchor` is the id of the answer and the fragment that opens it. `pk` is the question of the library, 0 for one that was
    typed in place. `language` and `direction` are "" for those of the page. `foot` stands below the answer: readers are asked
    there whether it helped, and who opens it is counted by it.
    """

    anchor: str
    question: str
    answer: SafeString
    topic: str = ""
    pk: int = 0
    is_featured: bool = False
    language: str = ""
    direction: str = ""
    foot: SafeString = NOTHING
    topic_id: int = 0


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The entries of one topic, in their order; `title` is "" for those without any."""

    anchor: str
    title: str
    entries: list[Entry] = field(default_factory=list)


def library_entries(found: Iterable[Any], context: dict[str, Any]) -> Iterator[Entry]:
    """Yield the entries of questions that faq_blocks.filling has put into a block, cut for the reader before."""
    page_language = getattr(context.get("page"), "language", "")
    foot = answer_foot(KIND if not getattr(context.get("request"), "is_preview", False) else "")
    for raw in found:
        value = raw["value"]
        language = value["language"] if value["language"] != page_language else ""
        yield Entry(
            anchor=unique_anchor(value["slug"], context["anchors"], otherwise="question"),
            question=value["question"],
            answer=answer_html(value["answer"], context),
            topic=value.get("topic", ""),
            pk=value["pk"],
            is_featured=bool(value["is_featured"]),
            language=language,
            direction=direction_of(language) if language else "",
            foot=foot(value["pk"], value["revision"]),
            topic_id=value.get("topic_id", 0),
        )


def answer_html(raw: list[Any], context: dict[str, Any]) -> SafeString:
    """Return the HTML of a raw answer that was cut for its reader before.

    Most answers are running text alone: a template for each would be half of the time that a page of 300 takes.
    """
    texts = [each.get("value") for each in raw if isinstance(each, dict) and each.get("type") == TEXT]
    if len(texts) == len(raw) and all(isinstance(text, str) for text in texts):
        shown = (clean_rich_text(expand_db_html(text)) for text in texts)  # as the template of all rich text does
        return mark_safe("\n".join(shown))  # noqa: S308  # nosec B308 # that is what cleaning is for
    return SafeString(StreamValue(_ANSWER, raw, is_lazy=True).render_as_block(context))


def typed_entries(entries: Iterable[Any], context: dict[str, Any]) -> Iterator[Entry]:
    """Yield the entries of questions that were typed in place."""
    for each in entries:
        if not each["question"]:
            continue  # written by a program: the form has none without words
        answer: RichText = each["answer"]
        yield Entry(
            anchor=unique_anchor(each["question"], context["anchors"], otherwise="question"),
            question=each["question"],
            answer=SafeString(answer.__html__()),
            topic=each.get("topic") or "",
        )


def grouped(entries: Iterable[Entry], taken: set[str]) -> list[TopicGroup]:
    """Return the entries by topic, in the order in which topics come first."""
    names = TopicNames()
    groups: dict[int, TopicGroup] = {}
    for each in entries:
        number = names.number(each.topic_id, each.topic)
        if number not in groups:
            groups[number] = TopicGroup(unique_anchor(f"topic {each.topic}", taken), each.topic)
        groups[number].entries.append(each)
    return list(groups.values())


class TopicNames:
    """Tells the topics of one list apart: those of the library by their ids, for two may have one title.

    A title that was typed means the first topic that has it.
    """

    def __init__(self) -> None:
        self.titles: list[str] = []
        self._by_id: dict[int, int] = {}

    def number(self, topic_id: int, title: str) -> int:
        """Return the number of a topic in the list, the next one where it is new."""
        if topic_id in self._by_id:
            return self._by_id[topic_id]
        if not topic_id and title in self.titles:
            return self.titles.index(title)
        self.titles.append(title)
        if topic_id:
            self._by_id[topic_id] = len(self.titles) - 1
        return len(self.titles) - 1
