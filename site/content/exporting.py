"""Lists of the admin as files: row by row, however many there are, and nothing in them that a spreadsheet would run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import FileResponse
from django.utils.translation import get_language_bidi
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from content.spreadsheets import guarded

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take a CSV file for Latin letters, and Arabic becomes noise."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: str) -> str:
    """Return a text that no spreadsheet runs as a formula or refuses: people have typed it.

    What begins like a formula, also behind blanks, gets an apostrophe in front; signs that no file may hold are left out.
    """
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[: LONGEST_CELL - 1]
    return guarded(text)


class HarmlessExportMixin:
    """Wagtail's export without the whole file in memory, and with every text made harmless.

    `export_rows()` gives the rows; it has a `model` for the heads that `export_headings` does not name.
    """

    is_export: bool
    request: Any

    def export_rows(self) -> Any:
        """Return the rows, read from the database some at a time."""
        raise NotImplementedError

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """A file goes out before anything is counted or read for the page."""
        if self.is_export:
            return self.as_spreadsheet(self.export_rows(), request.GET["export"])  # type: ignore[attr-defined]
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Texts of any column, for titles and addresses are typed by people as well."""
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)
        processed = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(processed) if isinstance(processed, str) else "" if processed is None else processed

    def write_csv_response(self, queryset: Any) -> Any:
        """Say how the letters are written."""
        response = super().write_csv_response(queryset)  # type: ignore[misc]
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """The lines, with a mark in front that says how letters are written."""
        yield BYTE_ORDER_MARK.encode()
        yield from super().stream_csv(queryset)  # type: ignore[misc]

    def write_xlsx_response(self, queryset: Any) -> FileResponse:
        """A workbook is packed at its end, so it is written to the disk first, not to memory."""
        output = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        book = Workbook(write_only=True, iso_dates=True)
        sheet = book.create_sheet()
        sheet.sheet_view.rightToLeft = get_language_bidi()
        sheet.append([self.get_heading(queryset, field) for field in self.list_export])  # type: ignore[attr-defined]
        for item in queryset:
            sheet.append(self.generate_xlsx_row(sheet, self.to_row_dict(item)))  # type: ignore[attr-defined]
        book.save(output)
        output.seek(0)
        name = f"{self.get_filename()}.xlsx"  # type: ignore[attr-defined]
        return FileResponse(output, as_attachment=True, content_type=XLSX, filename=name)
