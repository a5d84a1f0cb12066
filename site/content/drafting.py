"""Who makes a draft for the public side out of blocks of another page: rooms with such pages register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from content.models import HelpPage


class MakeDraft(Protocol):
    """Makes an unpublished page of a title and raw blocks and returns it with the address where it is edited.

    None when this user may not add such a page in that language. The blocks are the caller's to give away: a maker keeps
    passages for agents as what they are.
    """

    def __call__(self, *, title: str, body: list[dict[str, Any]], language: str, user: Any) -> tuple[HelpPage, str] | None: ...


@dataclass(frozen=True)
class DraftMaker:
    """`label` says what it makes and may be lazy; `may_make` asks cheaply whether to offer it in a language."""

    label: Any
    make: MakeDraft
    may_make: Callable[[Any, str], bool]


_makers: list[DraftMaker] = []


def register_draft_maker(label: Any, make: MakeDraft, *, may_make: Callable[[Any, str], bool]) -> None:
    """Offer to make drafts; that of the room that came first is taken."""
    if not any(each.make is make for each in _makers):
        _makers.append(DraftMaker(label, make, may_make))


def draft_maker(user: Any, language: str) -> DraftMaker | None:
    """Return the way for this user to make a draft in a language; None when there is none."""
    return next((each for each in _makers if each.may_make(user, language)), None)
