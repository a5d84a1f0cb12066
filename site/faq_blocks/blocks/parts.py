"""The parts of a FAQ block's form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.text import TEXT_FEATURES
from faq_blocks.blocks.sources import PickedQuestionsBlock
from faq_blocks.models.question import LONGEST_QUESTION
from faq_blocks.styles.fields import StyleField


class FaqEntryBlock(blocks.StructBlock):
    """A question typed in place: it stands on this page only."""

    question = blocks.CharBlock(max_length=LONGEST_QUESTION, label=_("Question"))
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))
    topic = blocks.CharBlock(
        required=False, max_length=120, label=_("Topic"), help_text=_("For styles that show questions by topic.")
    )

    class Meta:
        label = _("Question and answer")
        label_format = "{question}"


class StyleBlock(blocks.FieldBlock):
    """The name of a FAQ style; empty: that of the block."""

    def __init__(self, *, own_style: str = "", own_label: Any = "", **kwargs: Any) -> None:
        self.field = StyleField(empty_label=own_label or _("As the page"), own_style=own_style)
        super().__init__(**kwargs)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    class Meta:
        default = ""


class LookBlock(blocks.StructBlock):
    """How a list of questions is shown. A style uses those settings that make sense in it."""

    level = blocks.ChoiceBlock(
        choices=[("2", _("Second level")), ("3", _("Third level")), ("4", _("Fourth level"))],
        default="2",
        label=_("Heading level"),
    )
    density = blocks.ChoiceBlock(
        choices=[("compact", _("Compact")), ("normal", _("Normal")), ("roomy", _("Roomy"))], default="normal", label=_("Density")
    )
    columns = blocks.ChoiceBlock(choices=[("1", "1"), ("2", "2"), ("3", "3")], default="2", label=_("Columns"))
    icon_position = blocks.ChoiceBlock(
        choices=[("end", _("After the question")), ("start", _("Before the question"))], default="end", label=_("Sign")
    )
    numbered = blocks.BooleanBlock(required=False, label=_("Number the questions"))
    by_topic = blocks.BooleanBlock(required=False, label=_("Show the topics as headings"))
    toggles_all = blocks.BooleanBlock(required=False, label=_("Offer to open and close all"))

    class Meta:
        label = _("Look")
        collapsed = True


def questions_block() -> PickedQuestionsBlock:
    """Return the block for questions picked from the library."""
    return PickedQuestionsBlock(
        SnippetChooserBlock("faq_blocks.Question", label=_("Question")), min_num=0, default=[], label=_("From the library")
    )


def topic_block() -> SnippetChooserBlock:
    """Return the block for a topic whose questions are shown, with those of the topics below it."""
    return SnippetChooserBlock("faq_blocks.Topic", required=False, label=_("Topic of the library"))
