"""Other sites by their origins, such as https://shop.example.org. Nothing here needs Django's settings: they use it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

EVERY = "*"
_PORTS = {"http": 80, "https": 443}


def read_origins(name: str, words: Sequence[str]) -> list[str]:
    """Return the origins of a setting as browsers write them. Raises ImproperlyConfigured naming the setting."""
    return [_read(name, word) for word in words]


def _read(name: str, word: str) -> str:
    if word == EVERY:
        return EVERY
    try:
        return browsers_form(word)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} has {word!r}; each must be the origin of a site, such as https://shop.example.org, or * for every site."
        ) from error


def browsers_form(origin: str) -> str:
    """Return an origin as the header `Origin` has it: small letters, Punycode, no usual port. Raises ValueError for others."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc or "*" in host:
        raise ValueError("no scheme and host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("more than an origin")
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return f"{parts.scheme}://{name}{port}"
