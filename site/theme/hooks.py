"""Where rooms and plugins join in while a page is made for a reader.

What these filters get is what this reader may see, and they answer for this reader alone. A public page may be kept by
caches between the site and its readers, so the answer must be the same for everybody who is signed out; that is why no
filter gets the request. None of them is asked about a page whose password the reader has not given yet.
"""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from content.audiences import Reader
from plugins.hooks import declare_filter
from theme.links import Heading, Link
from theme.reader_pages import ReaderPage


@declare_filter
def main_menu(links: list[Link], *, reader: Reader, language: str, path: str) -> list[Link]:
    """The links of the main menu, in the order of the page.

    `path` is the address that the reader opened, so that a link can be marked as the current one.
    """
    return links


@declare_filter
def footer_links(links: list[Link], *, reader: Reader, language: str, path: str) -> list[Link]:
    """The links at the foot of every page. Arguments as in `main_menu`."""
    return links


@declare_filter
def page_title(title: str, *, page: ReaderPage, reader: Reader) -> str:
    """The title of a page in the browser's tab and in search engines, without the name of the site. Plain text.

    The heading on the page stays as it was written.
    """
    return title


@declare_filter
def page_description(description: str, *, page: ReaderPage, reader: Reader) -> str:
    """What search engines show below a page's title. Plain text; empty for the site's own words."""
    return description


@declare_filter
def page_robots(robots: str, *, page: ReaderPage, reader: Reader) -> str:
    """What search engines are told about a page, such as "noindex"; empty where nothing is said, which lets them take it.

    Pages for agents always say "noindex, nofollow" and are not asked about. The sitemap lists a page all the same.
    """
    return robots


@declare_filter
def body_html(html: SafeString, *, page: ReaderPage, reader: Reader) -> SafeString:
    """The text of a page as HTML, without the passages that this reader may not see.

    Whoever changes it answers for it being safe, and says so by `format_html` or `mark_safe`: a plain string, such as the
    result of `html.replace()`, is refused. Headings get their anchors, and their place in the table of contents,
    afterwards. Pages without a text of their own, such as categories, are not asked about.
    """
    return html


@declare_filter
def table_of_contents(headings: list[Heading], *, page: ReaderPage, reader: Reader) -> list[Heading]:
    """The headings listed beside a page's text, in their order. With fewer than two nothing is listed."""
    return headings


@declare_filter
def breadcrumbs(links: list[Link], *, page: ReaderPage, reader: Reader) -> list[Link]:
    """The way from the home page to the page above this one: the pages of it that the reader may see."""
    return links


@declare_filter
def related_pages(links: list[Link], *, page: ReaderPage, reader: Reader) -> list[Link]:
    """The links below an article: at first the articles that follow it on its shelf.

    A plugin that adds pages takes them from `HelpPage.objects.listable_to(reader)`.
    """
    return links


@declare_filter
def structured_data(things: list[dict[str, Any]], *, page: ReaderPage) -> list[dict[str, Any]]:
    """What search engines are told about a page in the terms of schema.org (JSON-LD), such as its breadcrumbs and its kind.

    Only asked about pages that everybody may see. Return a new list; each thing is a dictionary that JSON can write.
    """
    return things


@declare_filter
def csp_sources(sources: list[str], *, reader: Reader, path: str) -> list[str]:
    """The foreign hosts that a page may use, besides the site itself: the policy that is sent along forbids all others.

    Add texts such as "connect-src https://stats.example.org": what is done there (connect-src, font-src, frame-src, img-src,
    media-src, script-src, style-src or worker-src), and one host by https or wss, without a path or a wildcard. Anything else
    is not added. Asked for every HTML page but those of the admin.
    """
    return sources
