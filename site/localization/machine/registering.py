"""What machines register with the room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


def register() -> None:
    """Called once when the room is ready. In the editor a machine comes after the memory, which is asked first."""
    from localization.editor.registry import register_suggester
    from localization.machine import filling, runs
    from localization.machine.sentences import SENTENCES
    from localization.problems import register_sentence
    from localization.runs import register_run

    register_suggester(filling.suggestions, is_slow=True)
    register_run(runs.KIND, runs.fill_work)
    for code, sentence in SENTENCES.items():
        register_sentence(code, sentence)
    hooks.register("register_translations_menu_item", menu_item)


def menu_item() -> Any:
    """The way to machines, for the menu of the room."""
    from localization.queue.menu import RoomItem

    return RoomItem(_("Machine translation"), "machine", icon_name="resubmit", order=55)
