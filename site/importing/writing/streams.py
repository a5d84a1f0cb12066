"""Puts converted blocks into the streams of a page."""

from __future__ import annotations

from typing import Any

from importing.markdown.context import Raw
from kb.models import ArticlePage
from kb.problems import PROBLEM


def streams_fill(page: Any, blocks: list[Raw]) -> None:
    """Give a page its text; an article keeps its problems apart from it. Pages without a text are left as they are."""
    if isinstance(page, ArticlePage):
        _fill(page, "problems", [each for each in blocks if each["type"] == PROBLEM])
        blocks = [each for each in blocks if each["type"] != PROBLEM]
    if hasattr(page, "body"):
        _fill(page, "body", blocks)


def _fill(page: Any, name: str, blocks: list[Raw]) -> None:
    setattr(page, name, page._meta.get_field(name).to_python(blocks))
