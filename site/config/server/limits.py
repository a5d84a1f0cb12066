"""What a request may bring: decided before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

# Editors bring pictures, documents, translations and plugins here; whoever is not signed in is sent away before they are read.
UPLOADS = "/admin/"


class Limits:
    """Refuses bodies that are too large, with 413, and bodies of unknown length, with 411.

    Anybody may send a form with a file of any size to any address: Django writes it to the disk before a view is asked.
    """

    def __init__(self, application: Application, *, most_body: int, most_upload: int) -> None:
        self.application = application
        self._most_body = most_body
        self._most_upload = max(most_body, most_upload)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer, or hand the request on."""
        length = environ.get("CONTENT_LENGTH") or ""
        if length and length != "0":
            most = self._most_upload if environ.get("PATH_INFO", "").startswith(UPLOADS) else self._most_body
            if not length.isascii() or not length.isdecimal() or int(length) > most:
                return _refused(start, "413 Content Too Large", f"At most {most // 1024 // 1024} MB can be sent here.")
        elif "HTTP_TRANSFER_ENCODING" in environ:
            # Django takes a body without a length for none.
            return _refused(start, "411 Length Required", "Send the length of the body (Content-Length).")
        return self.application(environ, start)


def _refused(start: Start, status: str, text: str) -> list[bytes]:
    body = f"{text}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), ("Connection", "close")]
    start(status, [*headers, ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
    return [body]
