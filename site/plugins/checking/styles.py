"""CSS: sides that turn with the direction of the language, and selectors that only hit what is the plugin's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Source

_GAPS = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)
_PARTS = re.compile(r"[^{};]*[{};]|[^{};]+$")
_SIDE = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)$"
)
_SIDED_VALUE = re.compile(r"(?:text-align|float|clear)\s*:\s*(left|right)\b")
_FOUR_SIDES = frozenset({"margin", "padding", "inset", "scroll-margin", "scroll-padding", "border-width", "border-color"})
# At-rules that hold rules of their own; in the others there are no selectors to look at.
_NESTING = ("@media", "@supports", "@layer", "@container", "@scope", "@starting-style")
_NAMES = re.compile(r"[.#]([\w-]+)|\[([\w-]+)")

PHYSICAL = "{} stays on its side in Arabic and Persian."
PHYSICAL_ADVICE = "Use the logical one: margin-inline-start, inset-inline-end, text-align: start, border-start-start-radius."


def check(source: Source) -> Iterator[Finding]:
    """Findings about style sheets."""
    for path in source.below("static", ".css"):
        for line, part, inside in _parts(source.text(path)):
            if part.endswith("{"):
                if path.startswith(f"static/{source.slug}/replace/"):
                    continue  # takes the place of one of Sanad's
                yield from _selectors(source, path, line, part[:-1].strip(), inside)
            else:
                yield from _declaration(path, line, part.rstrip(";}").strip())


def _parts(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line, "selector {" or "property: value;", the preludes it stands in). Comments and texts are blanked."""
    text = _GAPS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    inside: list[str] = []
    for found in _PARTS.finditer(text):
        part = found[0]
        line = text.count("\n", 0, found.start() + len(part) - len(part.lstrip())) + 1
        if part.strip(" \n\t;}"):
            yield line, part.strip(), tuple(inside)
        if part.endswith("{"):
            inside.append(part[:-1].strip())
        elif part.endswith("}") and inside:
            inside.pop()


def _selectors(source: Source, path: str, line: int, prelude: str, inside: tuple[str, ...]) -> Iterator[Finding]:
    if prelude.startswith("@") or not all(each.startswith(_NESTING) for each in inside):
        return  # an at-rule, or nested in a rule that was looked at
    own = source.slug.replace("_", "-")
    for selector in re.split(r",(?![^(]*\))", prelude):
        names = [name for pair in _NAMES.findall(selector) for name in pair if name]
        is_own = any(name in (own, source.slug) or name.startswith((f"{own}-", f"{own}_", f"data-{own}")) for name in names)
        if not is_own and ":root" not in selector:
            sentence = f"The selector {selector.strip()!r} reaches what is not the plugin's."
            yield Finding(path, line, "css-prefix", sentence, f"Use classes that begin with {own}-.", Severity.WARNING)


def _declaration(path: str, line: int, text: str) -> Iterator[Finding]:
    name, _colon, value = (each.strip() for each in text.partition(":"))
    sides = re.findall(r"(?:[^\s(]|\([^)]*\))+", value.replace("!important", ""))
    differ = name in _FOUR_SIDES and len(sides) == 4 and sides[1] != sides[3]
    if _SIDE.match(name) or _SIDED_VALUE.match(text) or differ:
        yield Finding(path, line, "physical-css", PHYSICAL.format(f"“{text}”"), PHYSICAL_ADVICE)
