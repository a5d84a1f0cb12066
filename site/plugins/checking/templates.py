"""Templates, and HTML in Python: where they lie, what a strict Content Security Policy stops, what nobody can translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.imports import ROOMS, rooms
from plugins.checking.markup import Markup, is_html
from plugins.checking.source import Module, Source

INLINE = "{} is inline: the site's Content Security Policy stops it in the reader's browser."
INLINE_ADVICE = "Put scripts and styles into files below static/ and load them with {% static %}; change classes, not styles."


def check(source: Source) -> Iterator[Finding]:
    """Findings about templates, static files and HTML."""
    for path in source.below("templates", ".html", ".txt"):
        yield from _template_place(source, path)
        if path.endswith(".html"):
            yield from _template(source, path)
    for path in source.files:
        if path.startswith("static/") and not path.startswith(f"static/{source.slug}/"):
            sentence = "The file takes the place of another's of the same name, even while the plugin is switched off."
            yield Finding(path, 0, "static-folder", sentence, f"Move it to static/{source.slug}/.")
    for module in source.running:
        yield from _strings(module)


def _template_place(source: Source, path: str) -> Iterator[Finding]:
    name = path.removeprefix("templates/")
    if name.startswith(f"{source.slug}/"):
        return
    if any((ROOMS / room / "templates" / name).is_file() for room in rooms() - {"plugins"}):
        sentence = f"The template takes the place of Sanad's {name} while the plugin is active."
        advice = "If that is meant, compare it with Sanad's after every update; a slot may do without."
        yield Finding(path, 1, "template-folder", sentence, advice, Severity.WARNING)
    else:
        sentence = "The template lies in a folder that another plugin may use, too."
        yield Finding(path, 1, "template-folder", sentence, f"Move it to templates/{source.slug}/.")


def _template(source: Source, path: str) -> Iterator[Finding]:
    markup = Markup(source.text(path))
    for line, what in markup.inline:
        yield Finding(path, line, "inline-code", INLINE.format(what), INLINE_ADVICE)
    for line, address in markup.foreign:
        sentence = f"{address} is loaded from another machine, which then knows every reader. The site's policy stops it."
        advice = "Put the file below static/. If it must come from there, the filter csp_sources allows the host."
        yield Finding(path, line, "foreign-address", sentence, advice, Severity.WARNING)
    for line, words in markup.texts:
        shown = words if len(words) <= 40 else f"{words[:40]}…"
        advice = "Write {% translate %} or {% blocktranslate trimmed %} around it."
        yield Finding(path, line, "untranslated", f"“{shown}” cannot be translated.", advice, Severity.WARNING)


def _strings(module: Module) -> Iterator[Finding]:
    """HTML in strings. A docstring is none of it."""
    docs = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs and is_html(node.value):
            for line, what in Markup(node.value).inline:
                place = ast.Constant(None, lineno=node.lineno + line - 1)
                yield module.finding(place, "inline-code", INLINE.format(what), INLINE_ADVICE)
