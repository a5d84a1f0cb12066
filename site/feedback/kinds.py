"""Kinds of things that readers vote and comment on: pages, and what rooms above register besides."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import post_delete
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Revision

from content.audiences import Reader
from feedback.targets import target_type


@dataclass(frozen=True)
class Thing:
    """One of them, as it is told of. `url` is where readers see it, "" where that is nowhere; `revision` the live one, or 0."""

    kind: TargetKind
    target: Any
    title: str
    language: str
    url: str = ""
    revision: int = 0
    is_live: bool = True
    is_internal: bool = False  # for agents: they are asked in other words

    @property
    def pk(self) -> int:
        """Its id among those of its kind."""
        return int(self.target.pk)

    @property
    def is_page(self) -> bool:
        """Whether words about pages fit."""
        return self.kind.name == PAGE

    @property
    def form_url(self) -> str:
        """The address at which readers are asked about it."""
        return self.kind.address("form", self.pk)

    @property
    def comment_url(self) -> str:
        """The address that takes what they say after their answer."""
        return self.kind.address("comment", self.pk)


class TargetKind(ABC):
    """What this room has to know of one kind. `name` stands in addresses and must never change; `owner_field` names who answers.

    The methods for readers must return nothing that this reader may not see, those for editors nothing that they may not edit.
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    model: ClassVar[type[models.Model]]
    owner_field: ClassVar[str]

    @abstractmethod
    def asked(self, request: HttpRequest, pk: int) -> tuple[Thing, Thing] | None:
        """Return what this reader has open, and what is voted on there; mostly they are the same. None where it is not theirs."""

    @abstractmethod
    def listable(self, reader: Reader, ids: Collection[int]) -> dict[int, Thing]:
        """Return those that may be named to this reader, by id."""

    @abstractmethod
    def edited_by(self, user: Any) -> models.QuerySet[Any]:
        """Return those whose comments concern somebody: what they may edit, and may read."""

    @abstractmethod
    def for_editors(self, ids: Collection[int]) -> dict[int, Thing]:
        """Return them by id under the title that editors know; whether somebody may see them has been asked before."""

    @abstractmethod
    def editor_url(self, thing: Thing, *, section: str = "", revision: int = 0) -> str:
        """Return where it is edited, at a section if there are any."""

    @abstractmethod
    def revision_urls(self, thing: Thing, revision: int) -> tuple[str, str]:
        """Return where editors see a revision, and what has changed since; "" where that can not be shown."""

    @abstractmethod
    def search_refresh(self, ids: Collection[int]) -> None:
        """Have search read them again, for their score has changed."""

    def revisions(self, target: Any) -> models.QuerySet[Revision]:
        """Return the revisions of one of them."""
        return Revision.objects.for_instance(target)

    def owned_by(self, user: Any) -> models.QuerySet[Any]:
        """Return those that somebody answers for."""
        return self.model._default_manager.filter(**{self.owner_field: user})

    def address(self, view: str, pk: int) -> str:
        """Return the address of one of the views of this room."""
        return reverse(f"feedback:thing_{view}", args=[self.name, pk])


PAGE = "page"
_kinds: dict[str, TargetKind] = {}


def register_target_kind(kind: TargetKind) -> None:
    """Let readers vote on things of this kind; called when a room is ready. With such a thing goes all that was said of it."""
    from feedback.receivers import on_target_deleted

    _kinds[kind.name] = kind
    post_delete.connect(on_target_deleted, sender=kind.model, dispatch_uid=f"feedback.{kind.name}_deleted")


def all_kinds() -> list[TargetKind]:
    """Return them in the order in which they were registered: pages first."""
    return list(_kinds.values())


def kind_named(name: str) -> TargetKind | None:
    """Return the kind that has this name in addresses."""
    return _kinds.get(name)


def kind_of(target: models.Model | type[models.Model]) -> TargetKind:
    """Return the kind of an object or class. Raises KeyError where nobody has registered any."""
    wanted = target_type(target).pk
    for each in _kinds.values():
        if target_type(each.model).pk == wanted:
            return each
    raise KeyError(target)


def has_kind(target: models.Model | type[models.Model]) -> bool:
    """Tell whether readers can vote on such an object or class. No query."""
    model = target if isinstance(target, type) else type(target)
    return any(issubclass(model, each.model) for each in _kinds.values())


def kinds_by_type() -> dict[int, TargetKind]:
    """Return the kinds by the id of their content type, which stands in votes and comments."""
    return {target_type(each.model).pk: each for each in _kinds.values()}


def ids_by_kind(rows: Iterable[Any]) -> list[tuple[TargetKind, set[int]]]:
    """Return the ids of what votes or comments are about, by kind; what nobody has registered is left out."""
    known = kinds_by_type()
    found: dict[int, set[int]] = {}
    for each in rows:
        if each.target_id and each.target_type_id in known:
            found.setdefault(each.target_type_id, set()).add(each.target_id)
    return [(known[number], ids) for number, ids in found.items()]
