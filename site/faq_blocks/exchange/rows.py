"""What a record says, checked as far as that can be done without the library."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.utils.translation import gettext as _

from content.anchors import unique_anchor
from content.audiences import Audience
from faq_blocks.exchange.answers import AnswerError, read_answer
from faq_blocks.exchange.reading import Record
from faq_blocks.models.question import LONGEST_QUESTION
from faq_blocks.models.topic import DEEPEST
from faq_blocks.texts import one_line

PUBLISHED, DRAFT = "published", "draft"
STATES = {PUBLISHED: PUBLISHED, "live": PUBLISHED, DRAFT: DRAFT}
AUDIENCES = {"public": Audience.PUBLIC, "customer": Audience.CUSTOMER, "agent": Audience.AGENT}
AUDIENCE_NAMES = {value.value: name for name, value in AUDIENCES.items()}
_YES = {"1", "yes", "true", "on", "x", "نعم", "بله", "آری", "ya"}
_NO = {"", "0", "no", "false", "off", "لا", "خیر", "نه", "tidak"}

LONGEST_TOPIC = 120
LONGEST_TAG = 100
LONGEST_TEXT = 10_000
"""Characters of keywords and of a note."""
ABOVE, BESIDE = ">", "|"

Path = tuple[str, ...]


class RowError(ValueError):
    """Why a row cannot be taken."""


@dataclass(slots=True)
class Row:
    """A question as a file has it. `fields` holds what the file says; what it does not name stays as it is."""

    line: int
    language: str = ""
    slug: str = ""
    question: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    topics: list[Path] | None = None
    tags: list[str] | None = None
    state: str = ""
    key: uuid.UUID | None = None
    reasons: list[str] = field(default_factory=list)


def row_of(record: Record, languages: Mapping[str, Any], language: str = "") -> Row:
    """Return what the record says; `reasons` tells what is wrong with it. `language` is that of records that name none."""
    row, values = Row(record.line), record.values
    readers: list[Callable[[Row, Mapping[str, Any]], None]] = [
        partial(_language, languages=languages, otherwise=language),
        *(_names, _answer, _topics, _tags, _choices, _texts, _key),
    ]
    for read in readers:
        try:
            read(row, values)
        except (RowError, AnswerError) as error:
            row.reasons.append(str(error))
    return row


def own_slug(question: str) -> str:
    """Return the slug of a question that names none: always the same one, so that a file can come twice."""
    longest = LONGEST_QUESTION - 5
    return unique_anchor(question[:longest], set(), otherwise="question")[:longest]


def topic_path(titles: Path) -> str:
    """Return the way to a topic as files say it: `Orders > Returns`."""
    return f" {ABOVE} ".join(map(escaped, titles))


def escaped(text: str) -> str:
    """Return a name whose own signs `>` and `|` part nothing."""
    return re.sub(r"([\\>|])", r"\\\1", text)


def _language(row: Row, values: Mapping[str, Any], *, languages: Mapping[str, Any], otherwise: str) -> None:
    row.language = one_line(_text(values, "language")) or otherwise
    if not row.language:
        raise RowError(_("The language is missing."))
    if row.language not in languages:
        raise RowError(
            _("There is no language “%(code)s” here. Languages are: %(all)s.")
            % {"code": row.language[:20], "all": ", ".join(languages)}
        )


def _names(row: Row, values: Mapping[str, Any]) -> None:
    row.question = one_line(_text(values, "question"))
    if not row.question:
        raise RowError(_("The question is missing."))
    if len(row.question) > LONGEST_QUESTION:
        raise RowError(
            _("The question has %(count)d characters; at most %(most)d fit. Say it shorter, and the rest in the answer.")
            % {"count": len(row.question), "most": LONGEST_QUESTION}
        )
    row.slug = one_line(_text(values, "slug")) or own_slug(row.question)
    try:
        validate_unicode_slug(row.slug)
    except ValidationError as error:
        raise RowError(_("The slug “%(slug)s” may hold only letters, digits, _ and -.") % {"slug": row.slug[:60]}) from error
    if len(row.slug) > LONGEST_QUESTION:
        raise RowError(_("The slug is longer than %(most)d characters.") % {"most": LONGEST_QUESTION})


def _answer(row: Row, values: Mapping[str, Any]) -> None:
    if "answer" in values:
        row.fields["answer"] = read_answer(values["answer"])


def _topics(row: Row, values: Mapping[str, Any]) -> None:
    if "topics" not in values:
        return
    paths = (tuple(_split(path, ABOVE)) for path in _list(values, "topics"))
    row.topics = list(dict.fromkeys(path for path in paths if path))
    for path in row.topics:
        if len(path) > DEEPEST:
            raise RowError(
                _("“%(topic)s” is too deep: topics go %(most)d levels deep at most.")
                % {"topic": topic_path(path)[:120], "most": DEEPEST}
            )
        if any(len(title) > LONGEST_TOPIC for title in path):
            raise RowError(_("The title of a topic is longer than %(most)d characters.") % {"most": LONGEST_TOPIC})


def _tags(row: Row, values: Mapping[str, Any]) -> None:
    if "tags" in values:
        row.tags = list(dict.fromkeys(each for cell in _list(values, "tags") for each in _split(cell, None) if each))
        if any(len(each) > LONGEST_TAG for each in row.tags):
            raise RowError(_("A tag is longer than %(most)d characters.") % {"most": LONGEST_TAG})


def _choices(row: Row, values: Mapping[str, Any]) -> None:
    if audience := _text(values, "audience").strip().lower():
        if audience not in AUDIENCES:
            raise RowError(
                _("There is no audience “%(name)s”. Audiences are: %(all)s.")
                % {"name": audience[:40], "all": ", ".join(AUDIENCES)}
            )
        row.fields["audience"] = AUDIENCES[audience].value
    if "featured" in values:
        featured = _text(values, "featured").strip().lower()
        if featured not in _YES | _NO:
            raise RowError(_("“featured” is yes or no, not “%(word)s”.") % {"word": featured[:40]})
        row.fields["is_featured"] = featured in _YES
    if state := _text(values, "state").strip().lower():
        if state not in STATES:
            raise RowError(_("“state” is published or draft, not “%(word)s”.") % {"word": state[:40]})
        row.state = STATES[state]


def _texts(row: Row, values: Mapping[str, Any]) -> None:
    for column, name in (("keywords", "search_keywords"), ("note", "note")):
        if column in values:
            text = _text(values, column).replace("\r\n", "\n").strip()
            if len(text) > LONGEST_TEXT:
                raise RowError(_("“%(column)s” is longer than %(most)d characters.") % {"column": column, "most": LONGEST_TEXT})
            row.fields[name] = text


def _key(row: Row, values: Mapping[str, Any]) -> None:
    if text := _text(values, "key").strip():
        try:
            row.key = uuid.UUID(text)
        except ValueError as error:
            raise RowError(_("“%(key)s” is no key of translations.") % {"key": text[:60]}) from error


def _text(values: Mapping[str, Any], name: str) -> str:
    """A value as a text; JSON may hold others."""
    value = values.get(name)
    if value is None or value is False:
        return ""
    if isinstance(value, (str, int)):
        return str(value).lower() if value is True else str(value)
    raise RowError(_("“%(column)s” must be a text.") % {"column": name})


def _list(values: Mapping[str, Any], name: str) -> list[str]:
    """The parts of a cell with | or line breaks between them, or a list of texts in JSON; escapes stay."""
    value = values.get(name) or ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    if not isinstance(value, str):
        raise RowError(_("“%(column)s” must be a text or a list of texts.") % {"column": name})
    return re.findall(r"(?:\\.|[^|\n\\])+", value)


def _split(text: str, sign: str | None) -> list[str]:
    """The parts of a text between unescaped signs, without escapes, each as one line."""
    parts = re.findall(rf"(?:\\.|[^{sign}\\])+", text) if sign else [text]
    return [each for part in parts if (each := one_line(re.sub(r"\\(.)", r"\1", part)))]
