"""The block in which a problem is described: what readers see, and for each cause what helps."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from content.blocks.text import TEXT_FEATURES

PROBLEM = "problem"


class CauseBlock(blocks.StructBlock):
    """Why it happens, and what to do then."""

    cause = blocks.CharBlock(label=_("Cause"), max_length=250)
    solution = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Solution"))

    class Meta:
        label = _("Cause and solution")


class ProblemBlock(blocks.StructBlock):
    """A symptom with its causes."""

    # Called so because search and tables of contents take titles for headings.
    title = blocks.CharBlock(label=_("Symptom"), max_length=250, help_text=_("What readers see, in their own words."))
    causes = blocks.ListBlock(CauseBlock(), min_num=1, label=_("Causes"))

    class Meta:
        icon = "warning"
        label = _("Problem")
        template = "kb/blocks/problem.html"


class ProblemsField(StreamField):
    """A stream of problems. Migrations stay the same when the block changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        kwargs.setdefault("blank", True)
        super().__init__([(PROBLEM, ProblemBlock())], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = models.Field.deconstruct(self)
        return name, "kb.problems.ProblemsField", [], kwargs
