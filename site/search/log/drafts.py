"""Who can start an article that answers a failed query: rooms with pages register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


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


_starters: list[DraftStarter] = []


def register_draft_starter(label: Any, start: StartDraft, *, may_start: Callable[[Any], bool] = lambda user: True) -> None:
    """Offer to start a draft; the first one registered is the one that the queue offers."""
    if not any(each.start is start for each in _starters):
        _starters.append(DraftStarter(label, start, may_start))


def draft_starter(user: Any) -> DraftStarter | None:
    """Return the way for this user to start a draft; None when there is none."""
    return next((each for each in _starters if each.may_start(user)), None)
