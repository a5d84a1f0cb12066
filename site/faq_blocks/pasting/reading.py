"""From a paste to what the editor takes over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from faq_blocks.blocks.parts import FaqEntryBlock
from faq_blocks.models.question import LONGEST_QUESTION
from faq_blocks.pasting.answers import answer_html
from faq_blocks.pasting.lines import lines_of
from faq_blocks.pasting.splitting import Found, split
from faq_blocks.texts import LONGEST_ANSWER

LONGEST_PASTE = 400_000
MOST_QUESTIONS = 200

_ENTRY = FaqEntryBlock()


def read_paste(text: str, markup: str = "") -> dict[str, Any]:
    """Return what a paste holds, for the editor's script.

    `entries` have question, answer (clean HTML), topic, notes for the editor, and `state`, which the editor's form takes.
    `before` is what stood before the first question; `problem` a sentence when nothing can be taken over.
    """
    if len(text) > LONGEST_PASTE or len(markup) > LONGEST_PASTE * 10:
        return _nothing(gettext("This is too much text at once. Paste it in parts."))
    made = split(lines_of(text, markup=markup))
    if not made.found and markup:
        made = split(lines_of(text))
    if not made.found:
        return _nothing(
            gettext('No questions were found. End each question with a question mark, make it a heading, or begin it with "Q:".')
        )
    before = "\n".join(line.text for line in made.before)
    note = ""
    if len(made.found) > MOST_QUESTIONS:
        note = gettext("Only the first %(count)d questions were read. Paste the others after these.") % {"count": MOST_QUESTIONS}
    return {
        "entries": [_entry(each) for each in made.found[:MOST_QUESTIONS]],
        "before": before[:2000],
        "problem": "",
        "note": note,
    }


def _nothing(problem: str) -> dict[str, Any]:
    return {"entries": [], "before": "", "problem": problem, "note": ""}


def _entry(found: Found) -> dict[str, Any]:
    answer = answer_html(found.answer, inside=found.inside)
    raw = {"question": found.question, "answer": answer, "topic": found.topic}
    return {**raw, "notes": _notes(found), "state": _ENTRY.get_form_state(_ENTRY.to_python(raw))}


def _notes(found: Found) -> list[str]:
    notes = []
    if not found.answer:
        notes.append(gettext("There is no answer."))
    if len(found.question) > LONGEST_QUESTION:
        notes.append(gettext("The question is longer than %(count)d characters.") % {"count": LONGEST_QUESTION})
    if sum(len(line.text) for line in found.answer) > LONGEST_ANSWER:
        notes.append(gettext("The answer is longer than %(count)d characters.") % {"count": LONGEST_ANSWER})
    return notes
