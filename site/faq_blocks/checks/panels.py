"""The warnings above the form of a question."""

from __future__ import annotations

from django.utils.functional import cached_property

from content.checks import Found
from content.panels import ContentChecksPanel


class QuestionChecksPanel(ContentChecksPanel):
    """What the checks find in the question as it was saved last. It is not there when they find nothing."""

    class BoundPanel(ContentChecksPanel.BoundPanel):
        """The panel of one question."""

        @cached_property
        def findings(self) -> list[Found]:
            """What was found."""
            from faq_blocks.checks.questions import question_findings

            return question_findings(self.instance) if self.instance.pk else []
