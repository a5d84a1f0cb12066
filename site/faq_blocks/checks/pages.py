"""What there is to say about the FAQ blocks of a page: what is typed in place, and what they take from the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from content.audiences import EVERYTHING
from content.checks import Finding, Severity, register_content_check
from content.locales import code_of
from content.models import HelpPage
from content.plain import plain_text
from content.writing.texts import raw_of
from faq_blocks.checks.questions import LABEL, length, library_questions, short, twins, wording
from faq_blocks.models import FaqPage, Question, Topic
from faq_blocks.raw import faq_values, picked_ids, topic_of, typed_entries
from faq_blocks.topics import subtree_ids


@dataclass(slots=True)
class Asked:
    """What the FAQ blocks of a page hold and name."""

    typed: list[tuple[str, str]] = field(default_factory=list)
    picked: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    empty: int = 0


def questions_of_page(page: HelpPage) -> Iterator[Finding]:
    """Look at the FAQ blocks; no query where there is none, six at most otherwise. The links in what was typed are checked
    with those of the page."""
    asked = _asked(raw_of(page))
    if asked.empty:
        text = ngettext(
            "%(count)d FAQ block has no question and no topic: readers do not see it.",
            "%(count)d FAQ blocks have no question and no topic: readers do not see them.",
            asked.empty,
        )
        yield Finding(text % {"count": asked.empty})
    if isinstance(page, FaqPage) and page.lists_library and page.lists_topics and not page.shown_topics.all():
        yield Finding(_("The topics of this page's list are gone: it lists no question. Choose others, or the whole library."))
    yield from _picked(asked.picked, page)
    yield from _topics(asked.topics, page)
    yield from _typed(asked.typed, page)


def _asked(raw: Any) -> Asked:
    asked = Asked()
    for value in faq_values(raw):
        typed = [(str(each["question"]), str(each.get("answer") or "")) for each in typed_entries(value)]
        picked, topic = list(picked_ids(value)), topic_of(value)
        asked.typed += typed
        asked.picked += picked
        asked.topics += [topic] if topic else []
        asked.empty += not (typed or picked or topic)
    return asked


def _picked(ids: list[int], page: HelpPage) -> Iterator[Finding]:
    if not ids:
        return
    rows = {row[0]: row[1:] for row in Question.objects.filter(pk__in=ids).values_list("pk", "question", "locale_id", "live")}
    if gone := len(set(ids) - set(rows)):
        text = ngettext(
            "%(count)d question that is picked here was deleted: readers do not see it.",
            "%(count)d questions that are picked here were deleted: readers do not see them.",
            gone,
        )
        yield Finding(text % {"count": gone})
    for question, locale_id, live in rows.values():
        if locale_id != page.locale_id:
            foreign = _("“%(question)s” is picked here and in another language. Pick its translation instead.")
            yield Finding(foreign % {"question": short(question)})
        if not live:
            unseen = _("“%(question)s” is picked here and not published: readers do not see it.")
            yield Finding(unseen % {"question": short(question)})


def _topics(ids: list[int], page: HelpPage) -> Iterator[Finding]:
    if not ids:
        return
    rows = {row[0]: row[1:] for row in Topic.objects.filter(pk__in=ids).values_list("pk", "title", "locale_id")}
    below = subtree_ids(ids)
    every = {pk for tree in below.values() for pk in tree}
    filled = set(Question.objects.listable_to(EVERYTHING).filter(placements__topic__in=every).values_list("topics", flat=True))
    for pk in dict.fromkeys(ids):
        if pk not in rows:
            yield Finding(_("The topic of a FAQ block was deleted: it shows none of its questions."))
            continue
        title, locale_id = rows[pk]
        if locale_id != page.locale_id:
            text = _("The topic “%(topic)s” of a FAQ block is in another language. Choose its translation instead.")
            yield Finding(text % {"topic": short(title)})
        if filled.isdisjoint(below[pk]):
            text = _("The topic “%(topic)s” of a FAQ block has no published question: readers see nothing of it.")
            yield Finding(text % {"topic": short(title)})


def _typed(entries: list[tuple[str, str]], page: HelpPage) -> Iterator[Finding]:
    if not entries:
        return
    language = code_of(page.locale_id)
    before: list[str] = []
    library = library_questions(page.locale_id)
    for question, answer in entries:
        yield from wording(question, language)
        yield from length(question, plain_text(answer))
        yield from twins(question, before, language)
        for finding in twins(question, library, language):
            text = _("%(finding)s The other one is in the library: pick it instead of typing it.")
            yield Finding(text % {"finding": finding.text}, Severity.HINT)
        before.append(question)


def register_own() -> None:
    """Register the check; called once when the room is ready."""
    register_content_check("questions", LABEL, questions_of_page)
