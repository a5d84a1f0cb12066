"""The state of translations as a column of the admin's lists of pages and snippets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import TranslatableMixin

from localization.dashboards.cells import OUTDATED, SOURCE, Cells, cells_of
from localization.dashboards.sources import site_locales


class TranslationsColumn(Column):
    """One sign for each language. It reads all rows of the table when the first of them is shown: a few queries a list."""

    cell_template_name = "localization/admin/cells/signs.html"

    class Media:
        css = {"all": ["localization/css/admin-translations.css"]}

    def __init__(self, name: str = "translations", **kwargs: Any) -> None:
        super().__init__(name, **{"label": _("Translations"), "width": "12%", "classname": "l10n-signs-column", **kwargs})

    def get_value(self, instance: Any) -> str:
        return ""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the cells of the other languages."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        table, request = parent_context["table"], parent_context.get("request")
        known: Cells | None = getattr(table, "_translation_cells", None)
        if known is None:
            rows = [row for row in table.data if is_listed(row)]
            user = request.user if request is not None else None
            known = table._translation_cells = cells_of(rows, user=user, locales=site_locales()) if user else {}
        # A cell of its own language says that it is the source; what a translation is depends on its row.
        cells = known.get(instance.translation_key, {}).values() if is_listed(instance) else ()
        return {**context, "cells": [cell for cell in cells if cell.state != SOURCE], "outdated": OUTDATED}


def is_listed(row: Any) -> bool:
    """Tell whether a row of a list can have translations: no alias, and not the root of the tree."""
    return isinstance(row, TranslatableMixin) and not getattr(row, "alias_of_id", None) and getattr(row, "depth", 2) > 1
