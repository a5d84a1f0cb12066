"""Where a segment is, whatever it stands in: paths that survive the moving of blocks."""

from __future__ import annotations

import re

BLOCK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""What Wagtail calls the children of a stream or list; keys of translated children look the same."""


def base(path: str) -> str:
    """Return the path of the text that a link stands in: without the address that wagtail-localize puts behind it."""
    return path.split(".'", 1)[0]


def home(path: str) -> str:
    """Return the block id (or key of a child, or field of the page) that a path belongs to: cells of a table share it."""
    return leaf(path).split(".", 1)[0]


def leaf(path: str) -> str:
    """Return the last block id (or key of a child) of a path and what follows it: a block that moves keeps it.

    Fields of the page itself have none, their whole path is their leaf.
    """
    parts = base(path).split(".")
    for number in range(len(parts) - 1, -1, -1):
        if BLOCK_ID.fullmatch(parts[number]):
            return ".".join(parts[number:])
    return base(path)
