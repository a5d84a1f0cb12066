"""Takes out of a text what may point to a person or open a door, before it is logged, mailed, sent elsewhere or shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

LONGEST = 20_000
"""Letters of one text that are kept: a log line is read by people, and by programs with limits."""

_SECRETS = "password|passwd|secret|token|api_?key|authorization|cookie|sessionid|csrftoken|credential|signature"

_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"


def _address(match: re.Match[str]) -> str:
    """Addresses of machines are replaced, but for this one; what only looks like an address stays."""
    try:
        address = ipaddress.ip_address(match[0].strip("[]"))
    except ValueError:
        return match[0]
    return match[0] if address.is_loopback or address.is_unspecified else "[address]"


# In this order: what holds the other comes first.
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # scheme://name:password@host
    (re.compile(r"(?<=://)[^\s/@]+@"), "[secret]@"),
    # PostgreSQL repeats the row or the value that it refuses.
    (re.compile(r"\b(DETAIL|CONTEXT):[^\n]*"), r"\1: [values]"),
    (re.compile(r"Key \(([^)]*)\)=\(.*?\)(?= |$)", re.M), r"Key (\1)=([value])"),
    (re.compile(r"\b(Bearer|Basic|ApiKey) [\w.~+/=-]{6,}", re.I), r"\1 [secret]"),
    (
        re.compile(rf"""\b([\w-]{{0,40}}(?:{_SECRETS})["']?)(\s*[=:]\s*)(?!\[secret)("[^"]*"|'[^']*'|[^\s,;&)}}\]]+)""", re.I),
        r"\1\2[secret]",
    ),
    # What was asked for stands behind the question mark: searches, addresses, tokens.
    (re.compile(r"(?<=[\w/%.-])\?[\w%.~+-]+=[^\s\"'<>]*"), "?[query]"),
    # Both begin where a word begins: to try each letter of a long word would take the square of its length.
    (re.compile(rf"(?<!{_LOCAL}){_LOCAL}+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\w.+-])[\w.+-]+%40[\w-]+(?:\.[\w-]+)+", re.I), "[e-mail]"),
    # Tokens of links: Django's for new passwords, signed ones, keys.
    (re.compile(r"\b[a-z0-9]{5,8}-[0-9a-f]{32,}\b"), "[token]"),
    (re.compile(r"(?<![\w-])[\w-]{6,}:[\w-]{5,8}:[\w-]{20,}\b"), "[token]"),
    (re.compile(r"\b(?=[0-9a-zA-Z_]*\d)(?=[0-9a-zA-Z_]*[A-Za-z])[0-9a-zA-Z_]{40,}\b"), "[token]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), _address),
    (re.compile(r"(?<![\w:])\[?[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}\]?(?![\w:])"), _address),
    (re.compile(r"\+\d[\d ()/-]{7,16}\d\b"), "[number]"),
)


def redacted(text: str) -> str:
    """Return the text without e-mail addresses, addresses of machines, phone numbers, secrets, tokens and queries of links.

    Names cannot be known from their letters: whoever logs writes none. Never raises, and twice gives the same as once.
    """
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}\n[…]\n{text[-LONGEST // 2 :]}"
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
