"""Makes questions and topics for tests."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from faq_blocks.models import Placement, Question, Topic


def add_topic(title: str = "Returns", *, locale: Any = None, **fields: Any) -> Topic:
    """Add a topic, in English unless told otherwise."""
    topic = Topic(title=title, locale=locale or Locale.objects.get(language_code="en"), **fields)
    topic.full_clean(exclude=["slug"])
    topic.save()
    return topic


def add_question(text: str = "May I return it?", answer: str = "<p>Yes.</p>", *, topic: Any = None, **fields: Any) -> Question:
    """Add a published question with one paragraph, at the end of a topic when one is given."""
    locale = fields.pop("locale", None) or (topic.locale if topic else Locale.objects.get(language_code="en"))
    blocks = fields.pop("blocks", None) or [{"type": "rich_text", "value": answer}]
    question = Question(question=text, answer=blocks, locale=locale, **fields)
    question.save()
    question.save_revision().publish() if fields.get("live", True) else None
    if topic:
        Placement.objects.create(topic=topic, question=question, sort_order=topic.placements.count())
    return question


def faq_block(kind: str = "faq_accordion", **value: Any) -> dict[str, Any]:
    """Return the raw block."""
    return {"type": kind, "value": {"heading": "", "entries": [], **value}}


def picked(*questions: Question) -> list[dict[str, Any]]:
    """Return the raw value of questions picked by hand."""
    return [{"type": "item", "value": each.pk, "id": f"pick-{each.pk}"} for each in questions]
