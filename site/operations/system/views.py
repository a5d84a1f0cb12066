"""The page "System"."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from operations.health import State, health_report, overall
from operations.system.panels import panels
from operations.work.troubles import troubles
from operations.work.views import OperatorsView

WORDS = {
    State.OK: _("All is well."),
    State.DEGRADED: _("The site works, but not all of it."),
    State.DOWN: _("The database does not answer as it should."),
}


@method_decorator(never_cache, name="dispatch")
class SystemView(OperatorsView):
    """State, queue, processes, search, storage, versions, and what others add."""

    page_title = _("System")
    template_name = "operations/system/system.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the panels, and what is not well in a sentence each."""
        parts = health_report()
        found, state = troubles(parts), overall(parts)
        state = State.DEGRADED if found and state == State.OK else state
        return {
            **super().get_context_data(**kwargs),
            "panels": panels(),
            "troubles": found,
            "state": state,
            "state_words": WORDS[state],
        }
