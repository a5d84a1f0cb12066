"""Lines as the rich text of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from faq_blocks.pasting.lines import Line


def answer_html(lines: Iterable[Line], *, inside: int = 0) -> str:
    """Return lines as paragraphs and nested lists. `inside` lists around them are the question's own and left away."""
    return "".join(_written(list(_taken_out(lines, inside))))


def _taken_out(lines: Iterable[Line], inside: int) -> Iterator[tuple[Line, tuple[str, ...], bool]]:
    for line in lines:
        if inside and line.opens and len(line.lists) <= inside:
            inside = 0  # a list that begins after the question's own has ended
        yield line, line.lists[inside:], line.opens


def _written(lines: list[tuple[Line, tuple[str, ...], bool]]) -> Iterator[str]:
    around: list[str] = []
    in_item = False
    for line, lists, opens in lines:
        while around and (len(around) > len(lists) or tuple(around) != lists[: len(around)]):
            yield f"</li></{around.pop()}>"
            in_item = bool(around)
        if not lists:
            yield f"<p>{_bold_heading(line)}</p>"
            continue
        if len(around) == len(lists):
            yield "</li><li>" if opens else "<br/>" if in_item else ""
        while len(around) < len(lists):
            yield f"<{lists[len(around)]}><li>"
            around.append(lists[len(around)])
        in_item = True
        yield line.html()
    yield from (f"</li></{each}>" for each in reversed(around))


def _bold_heading(line: Line) -> str:
    """Answers have no headings: one within an answer stands out as bold."""
    return f"<b>{line.html()}</b>" if line.heading and not any(run.bold for run in line.runs) else line.html()
