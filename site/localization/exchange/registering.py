"""What files register with the room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail import hooks


def register() -> None:
    """Called once when the room is ready."""
    from localization.exchange import transfers
    from localization.problems import register_sentence
    from localization.runs import register_run

    register_sentence("import_title", gettext_noop("Import of a file of translations"))
    register_run(transfers.KIND, transfers.import_work, on_ended=transfers.import_ended)
    hooks.register("register_translations_menu_item", menu_item)


def menu_item() -> Any:
    """The way to files, for the menu of the room."""
    from localization.queue.menu import RoomItem

    return RoomItem(_("Files"), "exchange", icon_name="upload", order=45)
