"""Panels of the form in which pages are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.forms import Media
from django.templatetags.static import static
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

if TYPE_CHECKING:
    from content.checks import Found


def closing_panel_register(panel: Panel) -> None:
    """Let a room put a panel at the end of the first tab of every type of page. Called when the room is ready: Wagtail keeps
    the form of a type for good once it was shown.
    """
    from content.models import HelpPage

    for model in apps.get_models():
        # A type that takes the panels of the one it stands on has it from there.
        if issubclass(model, HelpPage) and panel not in model.content_panels:
            model.content_panels = [*model.content_panels, panel]


class ContentChecksPanel(Panel):
    """What the content checks find in the page, above its fields. It is not there when they find nothing.

    Wagtail keeps the form of a page type for good: which checks there are is asked anew each time the form is shown.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "content/admin/checks_panel.html"

        @cached_property
        def findings(self) -> list[Found]:
            """What was found in the page as it was saved last."""
            from content.checks import findings_of

            return findings_of(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            """Not without findings, and not for a page that is not there yet."""
            return bool(super().is_shown() and self.findings)

        @property
        def media(self) -> Media:
            """How the list looks."""
            return Media(css={"all": [static("content/css/admin-checks.css")]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The findings for the template."""
            return {**super().get_context_data(parent_context), "findings": self.findings}
