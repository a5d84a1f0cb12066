"""The importer and the exporter of this room."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from importing.exporting.markdown import write_markdown
from importing.registry import register_exporter, register_importer


def prepare_markdown(path: Path, _folder: Path) -> Path:
    """Return the folder itself: it is Markdown already."""
    return path


def register_own() -> None:
    """Register them; called once when the room is ready."""
    register_importer("markdown", _("A folder of Markdown"), prepare_markdown)
    register_exporter("markdown", _("A folder of Markdown"), write_markdown)
