"""How many rows a list has, in the forms that each language has for numbers: Wagtail knows one and many."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import ngettext_lazy
from wagtail.admin.paginator import WagtailPaginator

_COUNTED: dict[str, Any] = {
    "synonymset": ngettext_lazy("%(count)d set of synonyms", "%(count)d sets of synonyms", "count"),
    "stopwordlist": ngettext_lazy("%(count)d list of stop words", "%(count)d lists of stop words", "count"),
    "promotedresult": ngettext_lazy("%(count)d promoted result", "%(count)d promoted results", "count"),
    "hiddenresult": ngettext_lazy("%(count)d hidden result", "%(count)d hidden results", "count"),
    "failedquery": ngettext_lazy("%(count)d failed search", "%(count)d failed searches", "count"),
}


class CountingPaginator(WagtailPaginator):
    """Pages of a list of search."""

    @cached_property
    def items_count_label(self) -> str:
        """The number of all rows with what they are."""
        counted = _COUNTED.get(getattr(getattr(self.model, "_meta", None), "model_name", ""))
        return str(counted % {"count": self.count}) if counted else str(super().items_count_label)
