"""What memory, files, terms and machines register with the room; called once when it is ready."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy


def register() -> None:
    """Listen to publishing, and give the editor, new drafts, background work and the menu what we have."""
    from localization.creating import register_filler
    from localization.editor.registry import register_concordance, register_suggester, register_terms
    from localization.exchange import transfers
    from localization.machine import filling as machine
    from localization.machine import runs as machine_runs
    from localization.machine.sentences import SENTENCES
    from localization.memory import filling as memory
    from localization.memory import receivers
    from localization.models import Term
    from localization.problems import register_sentence
    from localization.runs import register_run
    from localization.terms.matching import terms_in, terms_reader
    from localization.terms.permissions import TermPolicy

    receivers.connect()
    register_filler(memory.fills)
    register_suggester(memory.suggestions)
    register_suggester(machine.suggestions, is_slow=True)
    register_concordance(memory.pairs_found)
    register_terms(terms_in, terms_reader)
    register_run(machine_runs.KIND, machine_runs.fill_work)
    register_run(transfers.KIND, transfers.import_work, on_ended=transfers.import_ended)
    for code, sentence in SENTENCES.items():
        register_sentence(code, sentence)
    register_permission_policy(Term, TermPolicy())
    hooks.register("register_admin_viewset", term_views)
    hooks.register("register_translations_menu_item", files_item)
    hooks.register("register_translations_menu_item", machine_item)


def term_views() -> Any:
    """The lists and forms of terms."""
    from localization.terms.views import view_set

    return view_set


def files_item() -> Any:
    """The way to files, for the menu of the room."""
    from django.utils.translation import gettext_lazy as _

    from localization.queue.menu import RoomItem

    return RoomItem(_("Files"), "exchange", icon_name="upload", order=45)


def machine_item() -> Any:
    """The way to machines, for the menu of the room."""
    from django.utils.translation import gettext_lazy as _

    from localization.queue.menu import RoomItem

    return RoomItem(_("Machine translation"), "machine", icon_name="resubmit", order=55)


def urlpatterns() -> list[Any]:
    """All screens of these parts, below `translations/` and in the namespace of the room."""
    from localization.exchange.urls import urlpatterns as exchange
    from localization.machine.urls import urlpatterns as machine
    from localization.memory.urls import urlpatterns as memory
    from localization.terms.urls import urlpatterns as terms

    return [*exchange, *memory, *terms, *machine]
