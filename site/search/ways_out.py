"""Where to go when nothing was found: a search never ends at a wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from search.analysis import tokens

MOST_WORDS = 3


@dataclass(frozen=True)
class WayOut:
    """A link for who found nothing, such as the contact form or the shop's own search."""

    label: Any
    url: str


Provider = Callable[[HttpRequest], WayOut | None]
_providers: list[Provider] = []


def register_way_out(provider: Provider) -> None:
    """Offer a way out; the provider returns None where it has none."""
    _providers.append(provider)


def ways_out(request: HttpRequest) -> list[WayOut]:
    """Return what the rooms offer."""
    return [way for provider in _providers if (way := provider(request))]


def single_words(text: str, language: str) -> list[str]:
    """Return the longest words of a query that failed as a whole, to be tried one by one; none for a single word."""
    found = list(dict.fromkeys(text[token.start : token.end] for token in tokens(text, language)))
    return sorted(found, key=len, reverse=True)[:MOST_WORDS] if len(found) > 1 else []
