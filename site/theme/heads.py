"""What browsers and search engines are told about a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from theme import hooks

if TYPE_CHECKING:
    from content.audiences import Reader
    from content.models import HelpPage
    from theme.chrome import Chrome
    from theme.reader_pages import ReaderPage


@dataclass(frozen=True)
class Head:
    """For the head of theme/base.html."""

    title: str
    description: str
    robots: str


def head_of(page: HelpPage, about: ReaderPage, chrome: Chrome, reader: Reader) -> Head:
    """Return what an editor wrote for search engines, or else title and summary, as plugins want it."""
    title = page.seo_title or (chrome.sub_title if about.is_home else "") or page.title
    description = page.search_description or page.summary
    return Head(
        title=hooks.page_title(title, page=about, reader=reader),
        description=hooks.page_description(description, page=about, reader=reader),
        robots=_closed(page, about, chrome) or hooks.page_robots("", page=about, reader=reader),
    )


def _closed(page: HelpPage, about: ReaderPage, chrome: Chrome) -> str:
    """What holds for private and archived pages, and where one stands in for another, whatever plugins say."""
    return "noindex, nofollow" if about.is_private else "noindex" if page.is_archived or chrome.is_fallback else ""
