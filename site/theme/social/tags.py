"""The Open Graph and Twitter tags of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from theme.social.cards import card_of, picture_address
from theme.social.drawing import HEIGHT, WIDTH

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from theme.chrome import Chrome
    from theme.heads import Head
    from theme.reader_pages import ReaderPage


@dataclass(frozen=True)
class Social:
    """For theme/_social.html. `picture` is a whole address, or ""."""

    kind: str
    title: str
    description: str
    url: str
    site_name: str
    language: str
    other_languages: tuple[str, ...]
    updated: datetime | None
    picture: str
    picture_text: str
    width: int = WIDTH
    height: int = HEIGHT


def social_of(page: ReaderPage, head: Head, chrome: Chrome, request: HttpRequest) -> Social:
    """Return the tags of a page that everybody may see. No query; the picture is drawn when somebody asks for it."""
    # The picture shows what the page itself is called, not what a plugin makes of the title for browsers' tabs.
    card = card_of(title=page.title, site_name=chrome.site_name, language=page.language, accent=chrome.accent)
    return Social(
        kind="website" if page.is_home else "article",
        title=head.title,
        description=head.description or chrome.sub_title,
        url=chrome.canonical_url,
        site_name=chrome.site_name,
        language=_written(page.language),
        other_languages=tuple(_written(code) for code, _url in chrome.alternates if code != page.language),
        updated=page.updated,
        picture=request.build_absolute_uri(picture_address(page.pk, card)) if card else "",
        picture_text=f"{page.title} – {chrome.site_name}",
    )


def _written(code: str) -> str:
    """The language as Open Graph writes it: pt_BR for pt-br."""
    language, _dash, place = code.partition("-")
    return f"{language}_{place.upper()}" if place else language
