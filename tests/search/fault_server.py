"""A proxy before a real server that does what networks and sick servers do."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """A request as the client sent it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Forward = Callable[[], bytes]
"""Asks the real server; returns its whole answer as bytes."""
Fault = Callable[[Request, socket.socket, Forward], None]


def none(_request: Request, client: socket.socket, forward: Forward) -> None:
    """Answer as the real server does."""
    client.sendall(forward())


def delayed(seconds: float) -> Fault:
    """Answer rightly and late."""

    def fault(_request: Request, client: socket.socket, forward: Forward) -> None:
        time.sleep(seconds)
        client.sendall(forward())

    return fault


def silent(_request: Request, _client: socket.socket, _forward: Forward) -> None:
    """Take the request and never answer: a stopped process."""
    time.sleep(30)


def cut_off(_request: Request, client: socket.socket, forward: Forward) -> None:
    """Break the connection in the middle of the answer."""
    answer = forward()
    client.sendall(answer[: len(answer) * 2 // 3])


def trickling(_request: Request, client: socket.socket, forward: Forward) -> None:
    """Answer rightly, some bytes at a time: each comes in time, the whole never does."""
    head, _blank, body = forward().partition(b"\r\n\r\n")
    client.sendall(head + b"\r\n\r\n")
    for byte in body:
        client.sendall(bytes([byte]))
        time.sleep(0.3)


def trickling_head(_request: Request, client: socket.socket, _forward: Forward) -> None:
    """Not even the head of the answer comes to its end."""
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        client.sendall(b"X-%d: y\r\n" % number)
        time.sleep(0.3)


def status(code: int, kind: str = "some_exception") -> Fault:
    """Refuse as the server would."""
    return answering(code, json.dumps({"error": {"type": kind, "reason": "x"}, "status": code}).encode())


def answering(
    code: int, body: bytes, content_type: str = "application/json", more: str = "X-Elastic-Product: Elasticsearch"
) -> Fault:
    """Answer everything with the same."""
    head = f"HTTP/1.1 {code} Something\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n\r\n"

    def fault(_request: Request, client: socket.socket, _forward: Forward) -> None:
        client.sendall(head.encode() + body)

    return fault


HTML = answering(200, b"<!doctype html><title>Sign in to the hotel</title>", "text/html", "Server: hotel")
HTML_OF_A_PROXY = answering(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html", "Server: nginx")
EMPTY_JSON = answering(200, b"{}")
HALF_JSON = answering(200, b'{"responses": [{"hits": {"tot')
WRONG_TYPES = answering(
    200, b'{"responses": [{"timed_out": false, "_shards": {"failed": 0}, "hits": {"total": "many", "hits": 7}}]}'
)
DEEP_JSON = answering(200, b"[" * 100_000)
HUGE = answering(200, b'"' + b"x" * (80 * 2**20) + b'"')
NOISE = answering(200, bytes(range(256)) * 40)


class FaultServer:
    """Listens on a port of its own. `fault` is what it does to each request from now on; `paths` is what was asked."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "", parts.port or 80)
        self.fault: Fault = none
        self.before: Callable[[Request], None] = lambda _request: None
        self.after: Callable[[Request], None] = lambda _request: None
        self.requests: list[Request] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._address = self._listener.getsockname()
        self.url = f"http://127.0.0.1:{self._address[1]}"
        self._clients: list[socket.socket] = []
        self._listen()

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [f"{request.method} {request.path.partition('?')[0]}" for request in self.requests]

    def refuse(self) -> None:
        """Close the port and all connections, as a server that has ended."""
        # A thread that waits for connections keeps the port until it is woken.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._clients:
            with _ignored_trouble():
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def come_back(self) -> None:
        """Open the same port again."""
        self._listener = socket.create_server(self._address)
        self.fault = none
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            self._clients.append(client)
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as reader, _ignored_trouble():
            while request := _read(reader):
                self.requests.append(request)
                self.before(request)
                fault = self.fault
                fault(request, client, partial(self._forward, request))
                if fault is cut_off:
                    return

    def _forward(self, request: Request) -> bytes:
        upstream = http.client.HTTPConnection(*self._upstream, timeout=60)
        headers = {name: value for name, value in request.headers.items() if name not in ("host", "content-length", "connection")}
        upstream.request(request.method, request.path, request.body or None, headers)
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()
        self.after(request)
        kept = [
            (name, value) for name, value in answer.getheaders() if name.lower() not in ("transfer-encoding", "content-length")
        ]
        size = answer.getheader("content-length") if request.method == "HEAD" else str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in [*kept, ("Content-Length", size or "0")])
        return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{head}\r\n".encode() + body


def _read(reader) -> Request | None:
    first = reader.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers = {}
    while (line := reader.readline().decode("latin-1").strip()) != "":
        name, _colon, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(first[0], first[1], headers, reader.read(int(headers.get("content-length", 0))))


def _ignored_trouble() -> suppress:
    """A client that has gone away, and a server that was stopped, are what this is about."""
    return suppress(OSError, http.client.HTTPException, ValueError)


@contextmanager
def fault_server(upstream: str) -> Iterator[FaultServer]:
    """Yield a proxy; it is gone at the end."""
    server = FaultServer(upstream)
    try:
        yield server
    finally:
        server.refuse()
