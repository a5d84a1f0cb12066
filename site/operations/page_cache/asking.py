"""Which requests may be answered from what is kept, and under which key. Everything else is Django's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

LONGEST_PATH = 1000

Environ = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is the same for everybody: its key, the encodings its reader takes, and what the reader has already."""

    key: tuple[str, ...]
    is_head: bool
    encoding: str
    known: str


class Rules:
    """What the settings say, read once: the hosts of the site, its languages, and the cookies that make a reader somebody."""

    def __init__(self) -> None:
        self.hosts = {host.lower() for host in settings.ALLOWED_HOSTS if "*" not in host and not host.startswith(".")}
        self.ports = {"", str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or "")}
        # Every other page begins with the reader's language, or is no page: `/` is answered by what the browser likes.
        self.beginnings = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        # Whoever is signed in, has given a page's password, or is still to be told something.
        self.personal = tuple(f"{name}=" for name in (settings.SESSION_COOKIE_NAME, "messages"))
        self.secure_header = settings.SECURE_PROXY_SSL_HEADER

    def asked(self, environ: Environ) -> Asked | None:
        """Return what is asked for; None where the answer must be Django's."""
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if method not in ("GET", "HEAD") or environ.get("QUERY_STRING") or not path.startswith(self.beginnings):
            return None
        if environ.get("SCRIPT_NAME") or "HTTP_AUTHORIZATION" in environ or len(path) > LONGEST_PATH:
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        if cookies and any(name in cookies for name in self.personal):
            return None
        if not (host := self._host(environ)):
            return None
        encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return Asked((self._scheme(environ), host, path), method == "HEAD", encoding, environ.get("HTTP_IF_NONE_MATCH", ""))

    def _host(self, environ: Environ) -> str:
        """Return the host as pages name it; "" for one that is not ours, or is written as nobody writes it.

        A page says its own address, and with `EXAMPLE.org` or `example.org:81` it says another: those are made, but not kept.
        """
        if settings.USE_X_FORWARDED_HOST and "HTTP_X_FORWARDED_HOST" in environ:
            return ""
        host: str = environ.get("HTTP_HOST", "")
        name, _colon, port = host.partition(":")
        return host if name in self.hosts and (port in self.ports or port == environ.get("SERVER_PORT")) else ""

    def _scheme(self, environ: Environ) -> str:
        """Return the scheme by which Django will go."""
        if self.secure_header:
            name, secure = self.secure_header
            told = environ.get(name)
            if told is not None:
                return "https" if told.split(",", 1)[0].strip() == secure else "http"
        return str(environ.get("wsgi.url_scheme", "http"))


def encoding_for(accepted: str) -> str:
    """Return the best encoding that a reader takes: one of ENCODINGS, whatever the header says."""
    if not accepted or len(accepted) > 500:
        return ""
    weights: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, _semicolon, rest = each.partition(";")
        try:
            weights[name.strip()] = float(rest.partition("q=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 0
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", 0)) > 0), "")


def has_already(known: str, etag: str) -> bool:
    """Tell whether If-None-Match names an entity tag."""
    if not known:
        return False
    if known.strip() == "*":
        return True
    return any(each.strip().removeprefix("W/") == etag for each in known.split(","))
