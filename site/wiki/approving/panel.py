from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class ApprovalPanel(Panel):
    """Says whether the page is approved, by whom, and where it is approved. Nothing is typed here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wiki/admin/approval_panel.html"

        def is_shown(self) -> bool:
            """Not while the page is being made."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the page as readers have it: the form shows a draft."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            live = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
            return {**context, "approved_page": live, "is_policy": hasattr(self.instance, "rule")}
