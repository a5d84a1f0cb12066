"""Questions in the terms of schema.org, for search engines: https://schema.org/FAQPage and https://schema.org/QAPage."""

from __future__ import annotations

from typing import Any

from content.plain import plain_text
from faq_blocks.blocks.entries import Entry
from theme.reader_pages import ReaderPage


def faq_page(entries: list[Entry], page: ReaderPage) -> list[dict[str, Any]]:
    """Return one FAQPage of all entries on a page, each once; nothing when none of them has an answer in words."""
    questions: dict[tuple[str, str], dict[str, Any]] = {}
    for each in entries:
        text = _text(each.answer)
        if text and each.question.strip():
            questions.setdefault((each.question, text), _question(each.question, text))
    if not questions:
        return []
    return [{"@type": "FAQPage", "inLanguage": page.language, "mainEntity": list(questions.values())}]


def qa_page(*, question: str, answer: str, url: str, language: str, published: Any, updated: Any) -> list[dict[str, Any]]:
    """Return the QAPage of a question at its own, whole address; nothing without an answer in words. `answer` is HTML."""
    text = _text(answer)
    if not text:
        return []
    thing = _question(question, text)
    thing |= {"text": question, "answerCount": 1, "url": url}
    dates = {"datePublished": published, "dateModified": updated}
    thing |= {name: moment.isoformat() for name, moment in dates.items() if moment}
    thing["acceptedAnswer"] |= {"url": url}
    return [{"@type": "QAPage", "inLanguage": language, "mainEntity": thing}]


def _question(question: str, text: str) -> dict[str, Any]:
    return {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": text}}


def _text(answer: str) -> str:
    return plain_text(str(answer))
