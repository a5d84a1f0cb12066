"""Columns that say what they are where a list is too narrow for a head, and its rows become small cards."""

from __future__ import annotations

from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, NumberColumn


class TextColumn(Column):
    """A text."""

    cell_template_name = "search/admin/cells/text.html"


class CountColumn(NumberColumn):
    """A number."""

    cell_template_name = "search/admin/cells/text.html"


class TimeColumn(DateColumn):
    """A time."""

    cell_template_name = "search/admin/cells/time.html"


class MomentColumn(Column):
    """A time that may be still to come, as date and hour: of what is ahead, Wagtail's own column says "just now"."""

    cell_template_name = "search/admin/cells/moment.html"


class FlagColumn(BooleanColumn):
    """Yes or no."""

    cell_template_name = "search/admin/cells/flag.html"
