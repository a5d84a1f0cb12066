"""A script and its styles without what only people need, so that other sites load little. For our own two files, no more:

they have no comment after code except behind a semicolon, no regular expression with spaces or quotes, and no two plus signs
side by side.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_COMMENT_AFTER_CODE = re.compile(r"; // .*")
# Line ends stay in scripts where one may end a statement.
_NEEDLESS_LINE_END = re.compile(r"(?<=[{;,(\[])\n|\n(?=})")
_SPACE_IN_SCRIPT = re.compile(
    r"""
    (?P<text> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | [ ]* (?P<sign> [=(){},;:?<>+] | && | \|\| | [!=]== ) [ ]*
    """,
    re.VERBOSE,
)
_SPACE_IN_STYLES = re.compile(r"\s*([{};,]|:(?=\s))\s*")


@cache
def packed(path: Path) -> str:
    """Return the text of a script or sheet without comments, indentation and needless spaces."""
    lines = (_COMMENT_AFTER_CODE.sub(";", line).strip() for line in path.read_text(encoding="utf-8").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
    if path.suffix == ".css":
        return _SPACE_IN_STYLES.sub(r"\1", text)
    return _SPACE_IN_SCRIPT.sub(lambda found: found["text"] or found["sign"], _NEEDLESS_LINE_END.sub("", text))
