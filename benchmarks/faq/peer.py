"""The usual way to a FAQ in Wagtail, for comparison: a StreamField of questions and answers, all typed into the page."""

from __future__ import annotations

import json
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks

from faq_blocks.models import Question

# As the blocks of most sites are written: a template for each entry, and one for the page around them.
_ENGINE = Engine(libraries={"wagtailcore_tags": "wagtail.templatetags.wagtailcore_tags"})
_ENTRY = _ENGINE.from_string("<details><summary>{{ value.question }}</summary><div>{{ value.answer }}</div></details>")
_PAGE = _ENGINE.from_string(
    "{% load wagtailcore_tags %}<!DOCTYPE html><html><head><title>FAQ</title></head><body><h1>FAQ</h1>"
    "{% for block in body %}{% include_block block %}{% endfor %}</body></html>"
)


class Entry(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock()
    answer = blocks.RichTextBlock()

    def render(self, value: Any, context: Any = None) -> SafeString:
        return mark_safe(_ENTRY.render(Context({"value": value})))  # noqa: S308  # nosec B308 # the template escapes


_STREAM = blocks.StreamBlock([("entry", Entry())])


def stored(questions: list[Question]) -> str:
    """Return the questions as the JSON that a page would have in its column."""
    entries = [{"question": each.question, "answer": each.answer.raw_data[0]["value"]} for each in questions]
    return json.dumps([{"type": "entry", "value": each} for each in entries])


def rendered(column: str) -> bytes:
    """Return the page, made from its column as a request would: no menus, no search, nothing but the entries."""
    body = _STREAM.to_python(json.loads(column))
    return _PAGE.render(Context({"body": body})).encode()
