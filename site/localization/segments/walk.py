"""One walk over everything that can be translated: reading notes what it meets, writing replaces it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from localization.models import Kind
from localization.segments.texts import cut, html_of, is_acting, is_blank, joined, text_of


@dataclass(frozen=True)
class Segment:
    """A piece of a source: a text (inline HTML), or a value that a language may have of its own.

    `path` is wagtail-localize's. `order` counts on a source from 1 on. `attributes` of a text has what its tags have by their
    ids, `{"a1": {"href": …}}`; of a value what it is: `{"what": "image" | "document" | "page" | "object" | "url" | "text",
    "model": "app.Model"}`, the last one where it is the primary key of something, which `source_value` is then.
    """

    path: str
    order: int
    kind: str
    source: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    source_value: Any = None


class Walk:
    """What is done with each piece. This one changes nothing; the walks that do override the three last methods."""

    def __init__(self) -> None:
        self.order = 0
        self._path: list[str] = []

    @contextmanager
    def below(self, *names: str) -> Iterator[None]:
        """Add to the path of what is met within."""
        self._path.extend(names)
        try:
            yield
        finally:
            del self._path[len(self._path) - len(names) :]

    @property
    def path(self) -> str:
        """The path of what is met now."""
        return ".".join(self._path)

    def text(self, text: Any) -> Any:
        """Meet plain text; return what shall stand there."""
        if not isinstance(text, str) or not text.strip():
            return text
        said = self.string(html_of(text), {})
        return text if said is None else text_of(said)

    def string(self, html: str, attributes: dict[str, Any], path: str | None = None) -> str | None:
        """Meet a piece of inline HTML; return what shall stand there, None for what stands there now."""
        if is_blank(html):
            return None
        return self.said(self._segment(Kind.TEXT, path, source=html, attributes=attributes))

    def rich(self, html: Any) -> Any:
        """Meet rich text; return what shall stand there. Links in it are values."""
        if not isinstance(html, str) or not html.strip():
            return html
        template, pieces = cut(html)
        said = [self.string(piece, attributes) for piece, attributes in pieces]
        links = self._links([attributes for _piece, attributes in pieces])
        if not links and all(each is None for each in said):
            return html
        put = [piece if new is None else new for (piece, _attributes), new in zip(pieces, said, strict=True)]
        own = [_with_links(attributes, links) for _piece, attributes in pieces]
        return joined(template, list(zip(put, own, strict=True)))

    def value(self, value: Any, what: str, model: str = "", path: str | None = None) -> Any:
        """Meet a link or file; return what shall stand there."""
        if value in (None, ""):
            return value
        attributes = {"what": what, "model": model} if model else {"what": what}
        segment = self._segment(Kind.VALUE, path, attributes=attributes, source_value=value)
        chosen = self.chosen(segment)
        if isinstance(chosen, str) and what == "url" and is_acting(chosen):
            return value
        return chosen

    def _links(self, pieces: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
        """Meet the links of rich text; return those that change, by kind and address or id."""
        met: dict[tuple[str, str], None] = {}
        for attributes in pieces:
            for tag in attributes.values():
                if link := _link_of(tag):
                    met[link] = None
        changed = {}
        for what, address in sorted(met, key=lambda link: (link[0] != "url", link)):
            name = address if what == "url" else f"{what}:{address}"
            value: Any = address if what == "url" else int(address)
            model = {"page": "wagtailcore.Page", "document": "wagtaildocs.Document"}.get(what, "")
            new = self.value(value, what, model, path=f"{self.path}.{quoted(name)}")
            if new != value:
                changed[what, address] = new
        return changed

    def _segment(self, kind: str, path: str | None, **what: Any) -> Segment:
        self.order += 1
        return Segment(self.path if path is None else path, self.order, kind, **what)

    def said(self, segment: Segment) -> str | None:
        """Return the text for a segment, None for that of the source."""
        return None

    def chosen(self, segment: Segment) -> Any:
        """Return the value for a segment."""
        return segment.source_value

    def related(self, model: Any, pk: Any) -> Any:
        """Meet a snippet that is translated by itself (its primary key); return the one to stand there."""
        return pk

    def gone(self, child: dict[str, Any]) -> Any:
        """Meet the raw child of a stream whose block has no code here; return the value to stand there."""
        return child["value"]


def quoted(name: str) -> str:
    """Return a part of a path that may hold points, as wagtail-localize writes it."""
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _link_of(tag: dict[str, Any]) -> tuple[str, str] | None:
    kind = tag.get("linktype")
    if kind in ("page", "document") and str(tag.get("id", "")).isdecimal():
        return str(kind), str(tag["id"])
    return ("url", str(tag["href"])) if tag.get("href") else None


def _with_links(attributes: dict[str, Any], links: dict[tuple[str, str], Any]) -> dict[str, Any]:
    own = {}
    for name, tag in attributes.items():
        link = _link_of(tag)
        if link in links:
            tag = {**tag, "href" if link[0] == "url" else "id": str(links[link])}
        own[name] = tag
    return own
