"""Who can start an article that answers a failed query: rooms with pages register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from plugins.naming import owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded


class StartDraft(Protocol):
    """Makes an unpublished page from the words of a query and returns it with the address where it is edited.

    None when this user may not add such a page in that language.
    """

    def __call__(self, *, query_text: str, language: str, user: Any) -> tuple[Any, str] | None: ...


@dataclass(frozen=True)
class DraftStarter:
    """`label` is what the button says and may be lazy; `may_start` asks cheaply whether to show it."""

    label: Any
    start: StartDraft
    may_start: Callable[[Any], bool]


_starters: Registry[DraftStarter] = Registry("draft starters")


def register_draft_starter(label: Any, start: StartDraft, *, may_start: Callable[[Any], bool] = lambda user: True) -> None:
    """Offer to start a draft; the queue offers a plugin's, and else that of the room that came first."""
    owner = owner_for(start)
    if not any(each.entry.start is start for each in _starters.entries_of(owner)):
        _starters.add(DraftStarter(label, start, may_start), order=50 if owner else 100, owner=owner)


def draft_starter(user: Any) -> DraftStarter | None:
    """Return the way for this user to start a draft; None when there is none."""
    return next((found for each in _starters.entries() if (found := _guarded(each)).may_start(user)), None)


def _guarded(each: Entry[DraftStarter]) -> DraftStarter:
    """Return the starter; of a plugin, one that starts nothing where its own fails."""
    starter = each.entry
    if not each.owner:
        return starter

    def may_start(user: Any) -> bool:
        return shielded(each.owner, "a draft starter", partial(starter.may_start, user), False, expected=bool)

    def start(*, query_text: str, language: str, user: Any) -> tuple[Any, str] | None:
        call = partial(starter.start, query_text=query_text, language=language, user=user)
        return shielded(each.owner, "a draft starter", call, None, expected=(tuple, type(None)))

    label = shielded(each.owner, "label of a draft starter", partial(str, starter.label), "")
    return DraftStarter(label, start, may_start)
