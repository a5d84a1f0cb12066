"""Words of strangers in a message: they must neither format it nor call people."""

from __future__ import annotations

import re

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Mattermost reads Markdown and calls whoever is named after an @, in Slack only what stands in <> does.
_MARKDOWN = re.compile(r"([\\`*_~\[\]|#!])")
_ZERO = "\u200b"


def plain(text: str) -> str:
    """Return a text as Slack and Mattermost show it as it is, in one line."""
    text = " ".join(text.split())
    text = _MARKDOWN.sub(rf"{_ZERO}\1{_ZERO}", text)
    return "".join(_ENTITIES.get(sign, sign) for sign in text).replace("@", f"@{_ZERO}").replace("://", f":{_ZERO}//")


def link(text: str, url: str) -> str:
    """Return a link that both programs understand."""
    return f"<{url}|{plain(text).replace('|', '¦')}>" if url else plain(text)
