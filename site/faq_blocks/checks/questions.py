"""What there is to say about one question of the library, or one that was typed in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.audiences import Audience
from content.checks import Finding, Found, Severity
from content.locales import code_of
from content.streams import raw_text
from content.writing.links import Place, link_findings
from faq_blocks.asking import asks
from faq_blocks.checks.twins import twins_of
from faq_blocks.models import Question, QuestionPlace
from faq_blocks.texts import LONGEST_ANSWER

SHOWN_TWINS = 3
SHORT = 80

LABEL = _("Questions")


def question_findings(question: Question) -> list[Found]:
    """Return what editors are told about a question of the library, warnings first; four queries at most."""
    language = code_of(question.locale_id)
    raw = list(question.answer.raw_data)
    place = Place(locale_id=question.locale_id, language=language.partition("-")[0], audience=question.audience)
    found = [
        *wording(question.question, language),
        *length(question.question, raw_text(raw)),
        *twins(question.question, library_questions(question.locale_id, without=question.pk), language),
        *_typed_twins(question, language),
        *link_findings(raw, place),
    ]
    made = [Found("questions", str(LABEL), str(each.text), each.severity) for each in found]
    return sorted(made, key=lambda each: each.severity != Severity.WARNING)


def wording(text: str, language: str) -> Iterator[Finding]:
    """A question asks."""
    if text.strip() and not asks(text, language):
        found = _("“%(question)s” has no question mark: write what a reader would ask.")
        yield Finding(found % {"question": short(text)}, Severity.HINT)


def length(text: str, answer: str) -> Iterator[Finding]:
    """An answer is short; plain text, as readers see it."""
    if not answer.strip():
        yield Finding(_("“%(question)s” has no answer.") % {"question": short(text)})
    elif len(answer) > LONGEST_ANSWER:
        found = _("The answer to “%(question)s” has %(count)d characters; above %(most)d an article serves better.")
        words = {"question": short(text), "count": len(answer), "most": LONGEST_ANSWER}
        yield Finding(found % words, Severity.HINT)


def twins(text: str, others: Iterable[str], language: str) -> Iterator[Finding]:
    """The same question twice gives two answers that drift apart."""
    for other, is_same in islice(twins_of(text, others, language), SHOWN_TWINS):
        words = {"question": short(text), "other": short(other)}
        if is_same:
            yield Finding(_("“%(question)s” is there twice. Keep one of them.") % words)
        else:
            yield Finding(_("“%(question)s” asks nearly the same as “%(other)s”.") % words, Severity.HINT)


def _typed_twins(question: Question, language: str) -> Iterator[Finding]:
    """Those that were typed on pages everybody may see: editors are not told what stands on others."""
    public = {"page__effective_audience": Audience.PUBLIC, "page__required_groups": "", "page__unlisted": False}
    typed = QuestionPlace.objects.filter(question=None, level=Audience.PUBLIC, page__locale_id=question.locale_id, **public)
    for finding in twins(question.question, dict.fromkeys(typed.values_list("text", flat=True)), language):
        text = _("%(finding)s The other one was typed on a page: pick this one there instead.")
        yield Finding(text % {"finding": finding.text}, Severity.HINT)


def library_questions(locale_id: int, *, without: int | None = None) -> list[str]:
    """Return the questions of the library in a language, drafts included. One query."""
    found: Any = Question.objects.filter(locale_id=locale_id).exclude(pk=without)
    return list(found.values_list("question", flat=True))


def short(text: str) -> str:
    """Return the beginning of a question, for a sentence about it."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
