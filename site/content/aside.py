"""Parts of the tree that are set aside: there for nobody, neither reader nor editor, until they are taken back (recycle bins)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

Provider = Callable[[], Iterable[str]]
_providers: list[Provider] = []


def register_aside(provider: Provider) -> None:
    """Let a room name such parts by the paths of their first pages, in one query. It calls `visibility_refresh` on changes."""
    _providers.append(provider)


def aside_paths(user: Any = None) -> tuple[str, ...]:
    """Return the paths; asked once for a person and request where `user` is given."""
    known: tuple[str, ...] | None = getattr(user, "_sanad_aside", None)
    if known is None:
        known = tuple(sorted({path for provider in _providers for path in provider()}))
        if hasattr(user, "pk"):
            user._sanad_aside = known
    return known


def not_aside(pages: Any) -> Any:
    """Return a queryset of pages without what is set aside, for work that does not ask who reads (reminders). One query."""
    for path in aside_paths():
        pages = pages.exclude(path__startswith=path)
    return pages


def _copied(execute: Callable[..., Any]) -> Callable[..., Any]:
    """What is set aside below a page is not copied with it."""

    @wraps(execute)
    def wrapped(self: Any, *args: Any, **kwargs: Any) -> Any:
        paths = aside_paths()
        if not self.recursive or not any(path.startswith(self.page.path) for path in paths):
            return execute(self, *args, **kwargs)
        with transaction.atomic():
            copy = execute(self, *args, **kwargs)
            _take_out(self.page, type(copy).objects.get(pk=copy.pk), paths)
        copy.refresh_from_db()
        return copy

    return wrapped


def _take_out(page: Any, copy: Any, paths: tuple[str, ...]) -> None:
    # Children are copied in their order.
    for child, twin in zip(list(page.get_children()), list(copy.get_children()), strict=False):
        if child.path in paths:
            twin.specific.delete()
        else:
            _take_out(child, twin, paths)


def _translated(create: Callable[..., Any]) -> Callable[..., Any]:
    """Nor is it translated with it."""

    @wraps(create)
    def wrapped(self: Any, instance: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(instance, Page) and instance.path.startswith(aside_paths()):
            return None
        return create(self, instance, *args, **kwargs)

    return wrapped


def connect() -> None:
    """Put both into Wagtail's ways; called once when the room is ready."""
    from wagtail_localize.operations import TranslationCreator

    CopyPageAction.execute = _copied(CopyPageAction.execute)
    TranslationCreator.create_translations = _translated(TranslationCreator.create_translations)
