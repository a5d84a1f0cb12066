"""Writing help for articles: the title, the topic, and where the answer stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.checks import Finding, Severity, register_content_check
from content.streams import raw_headings
from content.writing.texts import language_of_page, paragraphs, raw_of, words
from kb.models import ArticlePage
from search.analysis.terms import analyse

LONGEST_TITLE = 70
"""Characters: search engines cut what is longer."""
MOST_SECTIONS = 8
MOST_WORDS = 1_500
FIRST_WORDS = 60

# Titles that begin so name a drawer, and no question.
_VAGUE = {
    "en": r"(about|all about|information|info|general|overview|introduction|faq|help|issues?|problems?|misc\w*)\b",
    "id": r"(tentang|informasi|info|umum|ikhtisar|pengantar|pendahuluan|faq|bantuan|masalah)\b",
    "ar": r"(حول|عن|معلومات|مقدمة|نظرة عامة|عام|متفرقات|مشاكل|مشكلات)\b",
    "fa": r"(درباره|دربارهٔ|اطلاعات|مقدمه|معرفی|کلیات|متفرقه|مشکلات)\b",
}
# "Changing your address" is the name of a process; "Change your address" is what the reader wants to do.
_PROCESS = re.compile(r"[a-z]+ing (your|the|a|an|my|our|this) ", re.IGNORECASE)

_AND = {"en": r"\band\b|&", "id": r"\bdan\b|&", "ar": r"\bو\s|\bوال|&", "fa": r"\bو\s|&"}

# First sentences about the article, where its answer belongs.
_ABOUT_ITSELF = {
    "en": r"(in )?(this|the following) (article|guide)|welcome|thank you for|we are (happy|pleased|glad)",
    "id": r"(dalam |pada |di )?(artikel|panduan) (ini|berikut)|selamat datang|terima kasih",
    "ar": r"(في |يشرح |يوضح )?(هذا|هذه) (المقال|المقالة|الدليل)|مرحب|أهل[اًا]+ |شكر",
    "fa": r"(در )?این (مقاله|راهنما|نوشته)|خوش آمدید|سپاس|با تشکر",
}

# The questions of these kinds are not those of readers; a term or a release note is named for what it is.
_NAMED_KINDS = {"term", "release_note", "reference", "policy"}


def title_is_a_question_or_task(page: Any) -> Iterator[Finding]:
    """Readers look for their own words: a question, a task, or what has happened to them."""
    if not isinstance(page, ArticlePage):
        return
    title, language = page.title.strip(), language_of_page(page)
    if len(title) > LONGEST_TITLE:
        text = _("The title has %(count)d characters; search engines show about %(most)d. Say it in fewer words.")
        yield Finding(text % {"count": len(title), "most": LONGEST_TITLE}, Severity.HINT)
    if getattr(page, "kind", "") in _NAMED_KINDS:
        return
    is_vague = language in _VAGUE and re.match(_VAGUE[language], title, re.IGNORECASE)
    if len(words(title)) == 1 or is_vague:
        text = _("The title names a subject. Write the question or the task of the reader, such as “Return a gift”.")
        yield Finding(text, Severity.HINT)
    elif language == "en" and _PROCESS.match(title):
        yield Finding(_("Begin the title with what the reader does: “Change your address”, not “Changing …”."), Severity.HINT)


def one_topic(page: Any) -> Iterator[Finding]:
    """An article that answers two questions is found by neither."""
    if not isinstance(page, ArticlePage):
        return
    raw = raw_of(page)
    joined = len(re.findall(_AND.get(language_of_page(page), r"&"), page.title, re.IGNORECASE))
    if joined > 1:
        yield Finding(_("The title joins several things by “and”. Write an article for each of them."), Severity.HINT)
    sections = sum(1 for block in raw if block["type"] == "rich_text" for _each in raw_headings([_level_two(block)]))
    if sections > MOST_SECTIONS:
        text = _("The article has %(count)d sections. Perhaps it answers several questions: make an article of each.")
        yield Finding(text % {"count": sections}, Severity.HINT)
    count = sum(len(words(line)) for line in paragraphs(raw))
    if count > MOST_WORDS:
        text = _("The article has %(count)d words; few readers go on for so long. Make several articles of it, and link them.")
        yield Finding(text % {"count": count}, Severity.HINT)


def answer_comes_first(page: Any) -> Iterator[Finding]:
    """The summary, which stands above the text, or else the first 60 words decide whether somebody reads on.

    Whether a summary answers no program can tell. Without one, the beginning should at least speak of what the title asks.
    """
    if not isinstance(page, ArticlePage):
        return
    language = language_of_page(page)
    lines = list(islice(paragraphs(raw_of(page)), 30))
    if not lines:
        return
    if language in _ABOUT_ITSELF and re.match(_ABOUT_ITSELF[language], lines[0], re.IGNORECASE):
        yield Finding(_("The text begins by speaking of itself. Begin with the answer."), Severity.HINT)
        return
    beginning = " ".join(words(" ".join(lines))[:FIRST_WORDS])
    wanted = set(analyse(page.title, language))
    if wanted and not page.summary.strip() and not wanted & set(analyse(beginning, language)):
        text = _(
            "The first %(count)d words speak of nothing in the title. Answer there what it asks, or write a summary that does."
        )
        yield Finding(text % {"count": FIRST_WORDS}, Severity.HINT)


def _level_two(block: dict[str, Any]) -> dict[str, Any]:
    found = re.findall(r"<h2\b[^>]*>.*?</h2>", str(block["value"]), re.IGNORECASE | re.DOTALL)
    return {**block, "value": {"text": "".join(found)}}


def register_own() -> None:
    """Register the checks of this room; called once when it is ready."""
    register_content_check("title", _("Title"), title_is_a_question_or_task)
    register_content_check("topic", _("One topic"), one_topic)
    register_content_check("opening", _("Answer first"), answer_comes_first)
