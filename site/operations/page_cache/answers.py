"""Which answers may be kept, and what is made of them: bodies compressed once, headers ready to be sent."""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import brotli

MARK = "X-Public"
"""The header by which our own views say that an answer is the same for everybody who is signed out."""

Headers = list[tuple[str, str]]
ENCODINGS = ("br", "gzip", "")
"""The best first; "" stands for a body as it is."""
LARGEST = 4_000_000
"""Bytes of the largest page that is kept."""

# Of one answer, or of one way of sending it: these are made anew, or left out.
_NOT_KEPT = {
    "age",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "keep-alive",
    "server",
    "server-timing",
    "transfer-encoding",
    "vary",
    "x-public",
    "x-request-id",
}
# `Cookie` is named by every answer for which it was asked who is signed in. Readers with that cookie get nothing from here.
_VARIES_HARMLESSLY = {"accept-encoding", "cookie"}


@dataclass(slots=True)
class Answer:
    """A page, ready-made for each encoding. `generation` is the name under which it is right, `made` when that was."""

    generation: str
    made: float
    headers: Headers
    bodies: dict[str, bytes]
    mark: str  # begins its entity tags
    size: int = 0
    ready: dict[str, Headers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.size = sum(len(body) for body in self.bodies.values()) + sum(len(n) + len(v) for n, v in self.headers) + 1000
        for encoding, body in self.bodies.items():
            own = [*self.headers, ("ETag", self.etag(encoding)), ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
            self.ready[encoding] = [*own, ("Content-Encoding", encoding)] if encoding else own

    def etag(self, encoding: str) -> str:
        """Return the entity tag: another one for each encoding, as the bytes are others."""
        return f'"{self.mark}-{encoding or "plain"}"'

    def is_current(self, generation: str, seconds: int) -> bool:
        """Tell whether it may be sent without a word: of this generation, and not older than so many seconds."""
        return self.generation == generation and time.time() - self.made < seconds


def may_be_kept(status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether an answer is the same for everybody: it says so, and nothing about it says otherwise."""
    names = {name.lower() for name, _value in headers}
    if not status.startswith("200 ") or MARK.lower() not in names or "set-cookie" in names or "content-encoding" in names:
        return False
    kept = _words(headers, "cache-control")
    if {word.partition("=")[0] for word in kept} & {"private", "no-store"}:
        return False
    return _words(headers, "vary") <= _VARIES_HARMLESSLY


def _words(headers: Iterable[tuple[str, str]], name: str) -> set[str]:
    return {word.strip().lower() for each, value in headers if each.lower() == name for word in value.split(",")}


def answer_make(generation: str, headers: Headers, body: bytes) -> Answer:
    """Make an answer ready to be sent again and again."""
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
    bodies = {"br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, compresslevel=6, mtime=0), "": body}
    return Answer(generation, time.time(), kept, bodies, hashlib.sha256(body).hexdigest()[:24])


_LENGTH = struct.Struct("!I")


def packed(answer: Answer) -> bytes:
    """Write an answer as bytes for other processes. The plain body is left out: it is in the compressed one."""
    names = [name for name in answer.bodies if name]
    head = {
        "generation": answer.generation,
        "made": answer.made,
        "headers": answer.headers,
        "mark": answer.mark,
        "bodies": [[name, len(answer.bodies[name])] for name in names],
    }
    written = json.dumps(head).encode()
    return b"".join([_LENGTH.pack(len(written)), written, *(answer.bodies[name] for name in names)])


def unpacked(data: bytes) -> Answer | None:
    """Read what `packed` wrote; None for anything else."""
    try:
        (length,) = _LENGTH.unpack_from(data)
        at = _LENGTH.size + length
        head = json.loads(data[_LENGTH.size : at])
        bodies: dict[str, bytes] = {}
        for name, size in head["bodies"]:
            bodies[name], at = data[at : at + size], at + size
        bodies[""] = gzip.decompress(bodies["gzip"])
        headers = [(str(name), str(value)) for name, value in head["headers"]]
        return Answer(head["generation"], head["made"], headers, bodies, head["mark"])
    except (KeyError, TypeError, ValueError, OSError, EOFError, struct.error):
        return None
