"""The editor's side of a FAQ block: many questions are pasted at once, and typed ones moved to the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from faq_blocks.blocks.listing import FaqBlock


class FaqBlockAdapter(StructBlockAdapter):
    """For the blocks of all styles; faq_blocks/admin/block.js does it."""

    js_constructor = "sanad.FaqBlock"

    def js_args(self, block: FaqBlock) -> list[Any]:
        name, children, meta = super().js_args(block)
        urls = {each: reverse(f"faq_{each}") for each in ("paste", "promote", "unpromote")}
        return [name, children, {**meta, "sanad": {"urls": urls, "words": _words()}}]

    @cached_property
    def media(self) -> forms.Media:
        inherited = super().media
        return inherited + forms.Media(js=["faq_blocks/admin/block.js"], css={"all": ["faq_blocks/admin/block.css"]})


def _words() -> dict[str, str]:
    return {
        "paste": gettext("Paste questions and answers"),
        "paste_hint": gettext(
            "Paste a text from a document, an e-mail or a web page. Questions are found by their question marks, headings,"
            ' numbers, or by "Q:" and "A:".'
        ),
        "text": gettext("Text with questions and answers"),
        "read": gettext("Find the questions"),
        "found": gettext("Found: %(count)s. Untick what you do not want, and correct the questions."),
        "before": gettext("Left out, for it stands before the first question:"),
        "take": gettext("Take over %(count)s"),
        "took": gettext("Taken over: %(count)s."),
        "promote": gettext("Move to the library"),
        "promote_hint": gettext("Questions of the library can stand on many pages, and search finds each by itself."),
        "promote_chosen": gettext("Move %(count)s to the library"),
        "no_typed": gettext("There are no typed questions with a text here."),
        "undo": gettext("Undo"),
        "undone": gettext("Undone."),
        "cancel": gettext("Cancel"),
        "failed": gettext("That did not work. Try again."),
        "question": gettext("Question"),
        "include": gettext("Take this question over"),
    }


register(FaqBlockAdapter(), FaqBlock)
