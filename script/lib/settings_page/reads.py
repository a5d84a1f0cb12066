"""Which variables the code reads: found in its syntax, so that none is missed because this machine does not need it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# The methods of config.environment.Environment, each with what it takes.
FORMS = {
    "text": "text",
    "flag": "yes or no",
    "number": "whole number",
    "time_zone": "time zone",
    "cache_address": "redis:// address",
    "choice": "one of these",
    "words": "list with commas",
    "contacts": "addresses of mail, web or telephone, with commas",
    "url": "http(s) address",
    "servers": "http(s) addresses with commas",
    "secret": "one word",  # nosec B105 # a description
    "folder": "folder",
    "existing_file": "file",
    "fingerprint": "SHA-256 fingerprint",
    "index_prefix": "name",
    "replicas": "number or range",
    "database": "sqlite:// or postgres:// address",
}


class Read(NamedTuple):
    """One place in the code that reads a variable. `default` is None where it must be set."""

    name: str
    form: str
    default: str | None
    least: str
    choices: tuple[str, ...]
    place: str


def settings_read(site: Path) -> list[Read]:
    """Return every read below `site`, in the order of files and lines."""
    return [read for path in sorted(site.rglob("*.py")) for read in _reads_of(path, site)]


def _reads_of(path: Path, site: Path) -> Iterator[Read]:
    text = path.read_text(encoding="utf-8")
    if "env" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        place = str(path.relative_to(site))
        if isinstance(node, ast.Call) and (method := _method(node)):
            yield _read(node, method, place)
        elif isinstance(node, ast.Call) and (name := _passed_on(node)):
            yield Read(name, FORMS["words"], "", "", (), place)


def _method(call: ast.Call) -> str:
    """The name of the method, where this is a call such as env.text("NAME") or, inside of the class, self.text("NAME")."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in FORMS or not call.args:
        return ""
    reader = function.value
    is_reader = isinstance(reader, ast.Name) and reader.id in {"env", "self", "environment"}
    is_reader = is_reader or (
        isinstance(reader, ast.Call) and isinstance(reader.func, ast.Name) and reader.func.id == "Environment"
    )
    name = call.args[0]
    is_name = isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value.isupper()
    return function.attr if is_reader and is_name else ""


def _passed_on(call: ast.Call) -> str:
    """The name of the variable, where a function gets it together with the reader: seconds(env, "NAME")."""
    if not any(isinstance(given, ast.Name) and given.id == "env" for given in call.args):
        return ""
    names = [given.value for given in call.args if isinstance(given, ast.Constant) and isinstance(given.value, str)]
    return names[0] if names and names[0].isupper() else ""


def _read(call: ast.Call, method: str, place: str) -> Read:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    least = given.get("least")
    return Read(
        name=str(ast.literal_eval(call.args[0])),
        form=FORMS[method],
        default=_default(given["default"]) if "default" in given else (None if method == "text" else ""),
        least=ast.unparse(least) if least is not None else "",
        choices=_choices(call) if method == "choice" else (),
        place=place,
    )


def _default(node: ast.expr) -> str:
    """The value where it is a plain one, else the words of the code."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value)


def _choices(call: ast.Call) -> tuple[str, ...]:
    try:
        return tuple(ast.literal_eval(call.args[1]))
    except (ValueError, IndexError):
        return ()
