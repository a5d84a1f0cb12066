"""Encryption of a stream, by a passphrase or for the owner of a key.

The file begins with a line that says what it is and a line of JSON that says how the key is found; then come pieces of
AES-256-GCM, each with its number and a mark on the last one in its nonce, so that none can be left out, put elsewhere, or
cut off unnoticed. With a public key the server can make backups that it cannot read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from operations.backup.errors import BackupError

MAGIC = b"Sanad backup, sealed, 1\n"
PIECE = 1 << 20
TAG = 16
PUBLIC, PRIVATE = "sanad-public-", "sanad-private-"
_SCRYPT = {"n": 1 << 16, "r": 8, "p": 1}
_LONGEST_HEADER = 4096


@dataclass(frozen=True)
class Secret:
    """What seals a backup (a passphrase or a public key) or opens it (a passphrase or a private key); empty: nothing does."""

    passphrase: str = ""
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.passphrase or self.key)


def new_keys() -> tuple[str, str]:
    """Return a private key, which opens, and the public one of it, which seals."""
    private = X25519PrivateKey.generate()
    return _text(PRIVATE, private.private_bytes_raw()), _text(PUBLIC, private.public_key().public_bytes_raw())


def public_key(text: str) -> X25519PublicKey:
    """Return the key that a line of text means. Raises BackupError."""
    return X25519PublicKey.from_public_bytes(_bytes(PUBLIC, text, "public key"))


class Sealer:
    """A file to write into; what goes to `out` is sealed. Without `close` it is no whole file."""

    def __init__(self, out: BinaryIO, secret: Secret) -> None:
        header, key = _sealing(secret)
        line = json.dumps(header).encode() + b"\n"
        self._out, self._cipher, self._number = out, AESGCM(key), 0
        self._mark = hashlib.sha256(MAGIC + line).digest()
        self._rest = bytearray()
        out.write(MAGIC + line)

    def write(self, content: bytes) -> int:
        """Take some bytes."""
        self._rest += content
        while len(self._rest) > PIECE:
            self._seal(bytes(self._rest[:PIECE]), is_last=False)
            del self._rest[:PIECE]
        return len(content)

    def tell(self) -> int:
        """Return how many bytes were taken."""
        return self._number * PIECE + len(self._rest)

    def close(self) -> None:
        """Write the last piece; `out` stays open."""
        self._seal(bytes(self._rest), is_last=True)

    def _seal(self, content: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, is_last), content, self._mark))
        self._number += 1


class Opener:
    """A file to read from what a Sealer has written."""

    def __init__(self, source: BinaryIO, secret: Secret) -> None:
        """`source` stands at its beginning. Raises BackupError when the secret does not fit."""
        source.read(len(MAGIC))
        line = source.readline(_LONGEST_HEADER)
        self._source, self._cipher, self._number = source, AESGCM(_opening(line, secret)), 0
        self._mark = hashlib.sha256(MAGIC + line).digest()
        self._rest, self._next, self._is_over = b"", source.read(PIECE + TAG), False
        self._fill()

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, fewer only at the end. Raises BackupError for what was changed or cut off."""
        found = bytearray()
        while (size < 0 or len(found) < size) and (self._rest or not self._is_over):
            if not self._rest:
                self._fill()
                continue
            wanted = len(self._rest) if size < 0 else size - len(found)
            found += self._rest[:wanted]
            self._rest = self._rest[wanted:]
        return bytes(found)

    def _fill(self) -> None:
        piece, self._next = self._next, self._source.read(PIECE + TAG)
        self._is_over = not self._next
        try:
            self._rest = self._cipher.decrypt(_nonce(self._number, self._is_over), piece, self._mark)
        except (InvalidTag, ValueError) as error:
            if self._number == 0:
                raise BackupError("The passphrase or key does not open this backup, or its beginning is damaged.") from error
            raise BackupError(f"The backup is damaged or cut off after {self._number} MiB.") from error
        self._number += 1


def is_sealed(beginning: bytes) -> bool:
    """Tell by its first bytes whether a file is sealed."""
    return beginning.startswith(MAGIC)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _sealing(secret: Secret) -> tuple[dict[str, Any], bytes]:
    if secret.key:
        recipient, once = public_key(secret.key), X25519PrivateKey.generate()
        ours, theirs = once.public_key().public_bytes_raw(), recipient.public_bytes_raw()
        return {"by": "key", "once": _b64(ours), "for": _b64(theirs)}, _agreed(once.exchange(recipient), ours, theirs)
    salt = os.urandom(32)
    return {"by": "passphrase", "salt": _b64(salt), **_SCRYPT}, _derived(secret.passphrase, salt, _SCRYPT)


def _opening(line: bytes, secret: Secret) -> bytes:
    try:
        return _key(line, secret)
    except (ValueError, MemoryError) as error:  # numbers or points that no Sealer writes
        raise BackupError("The beginning of the backup is damaged.") from error


def _key(line: bytes, secret: Secret) -> bytes:
    try:
        header = json.loads(line)
        by, salt = header["by"], base64.b64decode(header.get("salt") or header["once"])
        cost = {name: int(header[name]) for name in _SCRYPT} if by == "passphrase" else {}
        theirs = base64.b64decode(header.get("for", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("The beginning of the backup is damaged.") from error
    if by == "passphrase":
        if not secret.passphrase:
            raise BackupError("The backup is sealed by a passphrase: set SANAD_BACKUP_PASSPHRASE.")
        if cost["n"] > 1 << 20 or cost["r"] > 32 or cost["p"] > 16:
            raise BackupError("The beginning of the backup is damaged: its passphrase would take too long.")
        return _derived(secret.passphrase, salt, cost)
    if not secret.key:
        raise BackupError("The backup is sealed for a key: name the file of the private key with --key.")
    private = X25519PrivateKey.from_private_bytes(_bytes(PRIVATE, secret.key, "private key"))
    if private.public_key().public_bytes_raw() != theirs:
        raise BackupError(f"The backup is sealed for another key: {_text(PUBLIC, theirs)}.")
    return _agreed(private.exchange(X25519PublicKey.from_public_bytes(salt)), salt, theirs)


def _derived(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    """Raises ValueError for a cost that makes no sense."""
    return Scrypt(salt=salt, length=32, **cost).derive(passphrase.encode())


def _agreed(shared: bytes, ours: bytes, theirs: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=ours + theirs, info=MAGIC).derive(shared)


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _text(prefix: str, content: bytes) -> str:
    return prefix + base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(prefix: str, text: str, what: str) -> bytes:
    try:
        content = base64.urlsafe_b64decode(text.strip().removeprefix(prefix) + "=")
    except (ValueError, binascii.Error):
        content = b""
    if not text.strip().startswith(prefix) or len(content) != 32:
        raise BackupError(
            f"This is no {what}: one begins with {prefix} and has 43 signs more. `manage.py backup_key` makes them."
        )
    return content
