"""One request by HTTP, with a limit for all of it, to an address that was judged before."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from content.web.addresses import InnerHosts, resolve

SECONDS_TO_CONNECT = 5.0
SECONDS_IN_ALL = 10.0


class WebError(Exception):
    """There was no answer. The message says why."""


@dataclass(frozen=True)
class WebAnswer:
    """The status code of an answer, and where a redirection leads as it was written; what else it says is not read."""

    status: int
    location: str = ""


def web_request(
    address: str,
    *,
    method: str = "POST",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    allowed: InnerHosts | None = None,
    plain: bool = False,
) -> WebAnswer:
    """Send one request and return the answer. Machines of the site's own network are asked only when `allowed` names them.

    All of it, from the question where the host is to the answer, takes at most SECONDS_IN_ALL. Redirections are answers
    like others. Without encryption only `allowed` hosts are asked, unless it is `plain`.
    Raises ForbiddenAddressError and WebError.
    """
    end = time.monotonic() + SECONDS_IN_ALL
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme not in ("http", "https") or not host:
            raise WebError("the address must begin with https://")
        sock = _reached(host, port, secure=parts.scheme == "https", allowed=allowed or InnerHosts(), end=end, may_be_plain=plain)
    except (OSError, ValueError) as error:
        raise WebError(_words(error)) from error
    path = iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    # A limit for each read alone would let an answer that comes in drops hold the job for hours.
    late = threading.Event()
    watch = threading.Timer(max(0.0, end - time.monotonic()), _cut, [sock, late])
    watch.daemon = True
    watch.start()
    connection = http.client.HTTPConnection(host, port)
    try:
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()
        connection.sock = sock
        connection.request(method, path, body=body or None, headers={**(headers or {}), "Connection": "close"})
        answer = connection.getresponse()
        if late.is_set():  # the end of what was cut off looks like the end of the answer
            raise TimeoutError
        return WebAnswer(answer.status, answer.getheader("Location") or "")
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise WebError(_words(TimeoutError() if late.is_set() else error)) from error
    finally:
        watch.cancel()
        connection.close()
        sock.close()


def _reached(host: str, port: int, *, secure: bool, allowed: InnerHosts, end: float, may_be_plain: bool) -> socket.socket:
    """A socket to one of the addresses of the host; for TLS, whose handshake is still to come, the name counts."""
    failed: OSError = OSError("it has no address")
    for place in _in_time(partial(resolve, host, port, allowed), end):
        if not secure and not may_be_plain and not allowed.names(host, place):
            raise WebError("the address must begin with https://")
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            reached = socket.create_connection((place, port), timeout=min(SECONDS_TO_CONNECT, left))
        except OSError as error:
            failed = error
            continue
        reached.settimeout(SECONDS_IN_ALL)
        if not secure:
            return reached
        return ssl.create_default_context().wrap_socket(reached, server_hostname=host, do_handshake_on_connect=False)
    raise failed


def _in_time(ask: Callable[[], list[str]], end: float) -> list[str]:
    """Return the answer, or raise TimeoutError at the end: a look-up knows no limit of its own.

    The thread that still waits for a silent name server goes when that one gives up.
    """
    answer: Future[list[str]] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(max(0.0, end - time.monotonic()))


def _cut(sock: socket.socket, late: threading.Event) -> None:
    late.set()  # first, for what follows wakes the thread that waits
    with suppress(OSError):
        # Not the method of a socket with TLS: that would pull the rug from under the thread that reads.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    return f"{type(error).__name__}: {error}"
