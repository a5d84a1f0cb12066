"""A question as the admin shows it while it is written."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from content.previews import AudiencePreview


class QuestionPreview(AudiencePreview):
    """Views of a question, one for each audience: an answer has passages that are for some readers only."""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "faq_blocks/admin/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Cut the answer for the audience; whoever may not see the question at all is told so."""
        from content.streams import stream_for

        question: Any = self
        context = super().get_preview_context(request, mode_name)
        level = context["level"]
        return {
            **context,
            "hidden_from": "" if question.audience <= level else level.label,
            "answer": stream_for(question.answer, level).render_as_block({"anchors": set()}),
        }
