"""Addresses in converted text to links between pages, once the ids of all pages are known."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from importing.reading import Source
from importing.writing.work import Place

Targets = Mapping[Place, tuple[int, str]]
"""Page id and title of everything a link can mean."""

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_OUTSIDE = re.compile(r"(?:https?|mailto|tel):|//|#|/", re.IGNORECASE)


class LinkResolver:
    """Turns links of one import into page links; what leads nowhere becomes plain text and is noted."""

    def __init__(self, targets: Targets, languages: list[str], link_scheme: str = "") -> None:
        self.targets = targets
        self.languages = languages
        self.scheme = f"{link_scheme}://" if link_scheme else ""
        # An address that stands bare in the text; tags are passed over.
        self.bare = re.compile(rf"<[^>]*>|{re.escape(self.scheme)}[^\s<>\"'()\[\]،؛]+") if link_scheme else None

    def resolve(self, value: Any, source: Source, unresolved: list[str]) -> Any:
        """Return raw blocks with every link resolved; addresses that lead nowhere are added to `unresolved`."""
        if isinstance(value, str):
            return self._text(value, source, unresolved)
        if isinstance(value, list):
            return [self.resolve(each, source, unresolved) for each in value]
        if isinstance(value, dict):
            if value.get("type") == "code":
                return value
            return {key: self.resolve(each, source, unresolved) for key, each in value.items()}
        return value

    def find(self, address: str, source: Source) -> tuple[int, str] | None:
        """Return id and title of the page an address means, in the source's own language when it is there."""
        path = unquote(html.unescape(address)).partition("#")[0].partition("?")[0]
        if self.scheme and path.lower().startswith(self.scheme):
            wanted = posixpath.normpath(path[len(self.scheme) :].strip("/"))
        else:
            wanted = posixpath.normpath(posixpath.join(source.directory, path))
        return self.at("" if wanted == "." else wanted, source.language)

    def at(self, wanted: str, language: str) -> tuple[int, str] | None:
        """Return id and title of the page with this source id, in this language when it is there."""
        for each in (language, *self.languages):
            found = self.targets.get((each, wanted)) or self.targets.get((each, f"{wanted}.md"))
            if found:
                return found
        return None

    def _text(self, markup: str, source: Source, unresolved: list[str]) -> str:
        if '<a href="' in markup:
            markup = _LINK.sub(lambda match: self._link(match, source, unresolved), markup)
        if self.bare is not None and self.scheme in markup:
            markup = self.bare.sub(lambda match: self._bare(match[0], source, unresolved), markup)
        return markup

    def _link(self, match: re.Match[str], source: Source, unresolved: list[str]) -> str:
        address, words = match.groups()
        if _OUTSIDE.match(address):
            return match[0]
        if address.startswith("www."):
            return f'<a href="https://{address}">{words}</a>'
        found = self.find(address, source) if address else None
        if found:
            return f'<a linktype="page" id="{found[0]}">{words}</a>'
        if address not in unresolved:
            unresolved.append(html.unescape(address))
        return str(words)

    def _bare(self, found: str, source: Source, unresolved: list[str]) -> str:
        if found.startswith("<"):
            return found
        address = found.rstrip(".,;:!?")
        target = self.find(address, source)
        if target:
            return f'<a linktype="page" id="{target[0]}">{html.escape(target[1])}</a>{found[len(address) :]}'
        if address not in unresolved:
            unresolved.append(html.unescape(address))
        return found
