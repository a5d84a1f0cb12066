"""Requests that end in time, whatever the server does.

The usual time limit of a connection counts from byte to byte: a server that sends one now and then holds a reader for ever.
Here it is the whole request that ends: finding the host, connecting, waiting for a free connection, sending and reading.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from typing import Any

from elastic_transport import ConnectionTimeout, NodeConfig, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType
from urllib3.exceptions import NameResolutionError

from search.engines.deadline import seconds_left

CONNECT_TIMEOUT = 5.0
"""Seconds for one address of a host at most, however long the request may take."""
LARGEST_ANSWER = 64 * 2**20
"""Bytes of an answer that are read; none of ours comes near it."""

_request = threading.local()


class PunctualNode(Urllib3HttpNode):
    """A host whose requests end after `request_timeout` seconds or at the deadline, whichever is earlier."""

    share = 1.0
    """The part of the time that is left which one attempt may use."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self.pool.ConnectionCls = _punctual(self.pool.ConnectionCls)
        urlopen = self.pool.urlopen

        def without_queueing(*args: Any, **kwargs: Any) -> Any:
            kwargs["pool_timeout"] = _left()
            return urlopen(*args, **kwargs)

        self.pool.urlopen = without_queueing  # type: ignore[method-assign]

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Any = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> Any:
        """Send a request; raise ConnectionTimeout when it is not answered in time."""
        limit = self.config.request_timeout if isinstance(request_timeout, DefaultType) else request_timeout
        if (left := seconds_left()) is not None:
            limit = left * self.share if limit is None else min(limit, left * self.share)
        if limit is not None and limit <= 0:
            raise ConnectionTimeout("no time is left")
        _request.end = None if limit is None else time.monotonic() + limit
        try:
            return super().perform_request(method, target, body, headers, limit)
        finally:
            _request.end = None


class PunctualNodeAmongOthers(PunctualNode):
    """One of several hosts: half of the time is kept for another one."""

    share = 0.5


def _left() -> float | None:
    """Return the seconds that this thread's request still has; None when it has no end."""
    end = getattr(_request, "end", None)
    return None if end is None else max(0.001, end - time.monotonic())


def _punctual(connection_class: Any) -> Any:
    """Return a class of connections that keep to the end of the request."""

    class Punctual(connection_class):
        """A connection that is made, and answers, before the request of its thread ends."""

        sock: Any
        timeout: Any
        _dns_host: str

        def connect(self) -> None:
            """Connect, and let whatever is read later end in time."""
            super().connect()
            self.sock = _PunctualSocket(self.sock)

        def _new_conn(self) -> socket.socket:
            """Try the addresses of the host one after the other; each gets its share of the time that is left."""
            host, timeout = self._dns_host, self.timeout
            try:
                addresses = _addresses(host, self.port)
                for place, address in enumerate(addresses):
                    self._dns_host = address
                    left = _left()
                    self.timeout = min(CONNECT_TIMEOUT, CONNECT_TIMEOUT if left is None else left / (len(addresses) - place))
                    try:
                        return super()._new_conn()
                    except Exception:
                        if place + 1 == len(addresses):
                            raise
                raise NameResolutionError(host, self, socket.gaierror("no address"))
            except socket.gaierror as error:
                raise NameResolutionError(host, self, error) from error
            finally:
                self._dns_host, self.timeout = host, timeout

    return Punctual


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host. Raises socket.gaierror, also when they cannot be found in time.

    The system's own search for names cannot be broken off: a thread does it, which is left behind when it is late.
    """
    found: list[str] = []
    trouble: list[OSError] = []

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except OSError as error:
            trouble.append(error)

    thread = threading.Thread(target=look_up, name="search-names", daemon=True)
    thread.start()
    thread.join(_left())
    if trouble:
        raise socket.gaierror(*trouble[0].args)
    if thread.is_alive() or not found:
        raise socket.gaierror(socket.EAI_AGAIN, "the name was not found in time")
    return found


class _PunctualSocket:
    """A socket whose reads end with the request. Everything else is the socket's own."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)

    def makefile(self, _mode: str, *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        """Return what an answer is read from."""
        return io.BufferedReader(_PunctualReader(self._wrapped))


class _PunctualReader(io.RawIOBase):
    """The bytes of an answer. Before each read the socket gets what is left of the request's time as its limit.

    Raises TimeoutError when none is left, and OSError for an answer beyond LARGEST_ANSWER.
    """

    def __init__(self, wrapped: Any) -> None:
        self._socket = wrapped
        self._file = wrapped.makefile("rb", buffering=0)
        self._read = 0

    def readable(self) -> bool:
        """Tell io that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what is there into the buffer and return the number of bytes; 0 at the end."""
        if (left := _left()) is not None:
            if left <= 0.001:
                raise TimeoutError("the answer is too slow")
            self._socket.settimeout(left)
        count: int | None = self._file.readinto(buffer)
        self._read += count or 0
        if self._read > LARGEST_ANSWER:
            raise OSError("the answer is too large")
        return count

    def close(self) -> None:
        """Close the file; the socket stays open for the next request."""
        self._file.close()
        super().close()
