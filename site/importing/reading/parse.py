"""One source to one node, or to the reason why not."""

from __future__ import annotations

import posixpath
from typing import Any

import yaml

from importing.problems import Problem
from importing.reading.keys import COMMON, FILE_KINDS, FOLDER_KINDS, KEYS, Key
from importing.reading.nodes import ROOT, UNNAMED, Node, Source
from importing.reading.values import ARTICLE_KINDS, BadValueError, text, whole_number, words

LONGEST_TITLE = 255
LAST = 2**31 - 1
"""The place of what names none: after all that do."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnreadableError(Exception):
    """The file cannot become a page."""


def parse(source: Source, shown: str) -> tuple[Node | None, list[Problem]]:
    """Return the node of a source, or None, with what there is to say about it. `shown` is the path people know."""
    problems: list[Problem] = []
    try:
        front, body = _split(source)
        return _node(source, front, body, shown, problems), problems
    except _UnreadableError as error:
        return None, [*problems, Problem(shown, str(error))]


def _split(source: Source) -> tuple[dict[str, Any], str]:
    try:
        content = source.data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _UnreadableError(f"not UTF-8 (byte {error.start})") from None
    if "\0" in content:
        raise _UnreadableError("holds a null character; this is not a text file")
    if source.is_folder:
        return _yaml(content), ""
    if not content.startswith("---\n"):
        raise _UnreadableError("has no front matter: the first line must be ---")
    head, mark, body = content[3:].partition("\n---\n")
    if not mark:
        if not content.endswith("\n---"):
            raise _UnreadableError("the front matter has no end: a line with --- is missing")
        head, body = content[3:-4], ""
    return _yaml(head), body


def _yaml(content: str) -> dict[str, Any]:
    try:
        found = yaml.load(content, Loader=_Loader)  # noqa: S506  # nosec B506 # it is the safe loader, written in C
    except yaml.MarkedYAMLError as error:
        line = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        raise _UnreadableError(f"not valid YAML: {error.problem}{line}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # A ValueError is a day that does not exist, such as 2026-02-31.
        raise _UnreadableError(f"not valid YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(found, dict):
        raise _UnreadableError("the front matter must be keys with values")
    return {str(key): value for key, value in found.items()}


def _node(source: Source, front: dict[str, Any], body: str, shown: str, problems: list[Problem]) -> Node:
    kind = _kind(source, front)
    if kind == "home":
        # The title of a home page's file is its question to the reader; the page keeps its name unless the file has one.
        front = {**front, "hero_title": front.get("hero_title", front.get("title")), "title": front.get("name", UNNAMED)}
    title = _value(front, "title", Key("title", text(LONGEST_TITLE), required=True), shown, problems)
    index = _value(front, "index", Key("index", whole_number, lenient=True), shown, problems)
    node = Node(source, kind, source.parent_id, title, LAST if index is None else index, body)
    unknown = sorted(set(front) - COMMON - set(KEYS[kind]))
    problems += [Problem(shown, f"unknown key {key[:40]!r}", "warning") for key in unknown]
    for name, known in KEYS[kind].items():
        if name in front or known.required:
            value = _value(front, name, known, shown, problems)
            if known.is_link:
                node.links[known.field] = target_of(source, value)
            elif known.is_rows:
                node.criteria = value
            elif value is not None:
                node.fields[known.field] = value
    node.products = _value(front, "products", Key("products", words, lenient=True), shown, problems) or []
    node.tags = _value(front, "tags", Key("tags", words, lenient=True), shown, problems) or []
    if kind == "exception" and node.links.get("policy"):
        node.parent_id = node.links.pop("policy")
    start, end = node.fields.get("valid_from"), node.fields.get("valid_to")
    if start and end and end < start:
        raise _UnreadableError("valid_to lies before valid_from")
    if (node.fields.get("limit_amount") is None) != (not node.fields.get("limit_currency")):
        raise _UnreadableError("limit_amount and limit_currency belong together")
    return node


def _kind(source: Source, front: dict[str, Any]) -> str:
    allowed = FOLDER_KINDS if source.is_folder else FILE_KINDS
    kind = front.get("kind", allowed[1] if source.is_folder else allowed[0])
    if isinstance(kind, str) and kind in ARTICLE_KINDS and not source.is_folder:
        return "article"
    if kind not in allowed:
        known = (*allowed, *(() if source.is_folder else ARTICLE_KINDS))
        raise _UnreadableError(f"unknown kind {str(kind)[:40]!r}: it can be {', '.join(known)}")
    if kind == "home" and source.source_id != ROOT:
        raise _UnreadableError("only the folder of a language can be of kind home")
    return str(kind)


def _value(front: dict[str, Any], name: str, key: Key, shown: str, problems: list[Problem]) -> Any:
    try:
        value = key.read(front[name]) if name in front else None
    except BadValueError as error:
        if not key.lenient:
            raise _UnreadableError(f"{name} {error}") from None
        problems.append(Problem(shown, f"{name} {error}; it was left out", "warning"))
        return None
    if key.required and not value:
        raise _UnreadableError(f"{name} is missing")
    return value


def target_of(source: Source, written: str) -> str:
    """Return the source id that a relative path, written in this source, means."""
    return posixpath.normpath(posixpath.join(source.directory, written)) if written else ""
