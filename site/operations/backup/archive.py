"""The file of a backup: a tar that any machine can list, which ends with the checksums of all that is in it."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from operations.backup.errors import BackupError
from operations.backup.sealing import MAGIC, Opener, Sealer, Secret, is_sealed

FORMAT = 1
MANIFEST, SUMS, END = "manifest.json", "SHA256SUMS", "end.json"
_COPIED = 1 << 20


class Writer:
    """Adds members one after the other; `finish` makes the archive whole."""

    def __init__(self, out: BinaryIO, secret: Secret) -> None:
        self._sealer = Sealer(out, secret) if secret else None
        self._tar = tarfile.open(fileobj=cast("IO[bytes]", self._sealer or out), mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add some bytes."""
        self.add_stream(name, io.BytesIO(content), len(content))

    def add_json(self, name: str, content: dict[str, Any]) -> None:
        """Add what people may want to read."""
        self.add(name, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())

    def add_stream(self, name: str, source: BinaryIO, size: int, changed: float = 0) -> bool:
        """Add `size` bytes of a file. Tells whether it had them: one that shrinks meanwhile is filled up with zeros."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(changed), 0o600
        hashing = _Hashing(source, size)
        self._tar.addfile(info, cast("IO[bytes]", hashing))
        self._tar.members = []  # type: ignore[attr-defined]  # or it would keep a note of every file
        self._sums[name] = hashing.digest.hexdigest()
        return not hashing.is_short

    def finish(self, end: dict[str, Any]) -> None:
        """Write the checksums and the end."""
        sums = "".join(f"{value}  {name}\n" for name, value in self._sums.items()).encode("utf-8", "surrogateescape")
        self.add(SUMS, sums)
        self.add_json(END, {**end, "sums": hashlib.sha256(sums).hexdigest()})
        self._tar.close()
        if self._sealer:
            self._sealer.close()


class _Hashing:
    """Reads a file for tar, which wants exactly as many bytes as were promised."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self.digest = hashlib.sha256()
        self.is_short = False
        self._source, self._left = source, size

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        content = self._source.read(wanted)
        if len(content) < wanted:
            self.is_short = True
            content += bytes(wanted - len(content))
        self._left -= len(content)
        self.digest.update(content)
        return content


class Reader:
    """Yields the members of an archive once, and compares their checksums; whatever is wrong raises BackupError."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._seen: dict[str, str] = {}
        self.end: dict[str, Any] = {}

    def __iter__(self) -> Iterator[tuple[str, BinaryIO]]:
        """Read each member's stream before the next one is asked for; what is left of it is read then."""
        sums = b""
        while info := self._tar.next():
            content = self._tar.extractfile(info) if info.isreg() else None
            if content is None:
                raise BackupError(f"The backup holds {info.name!r}, which is no file: it was not made by Sanad.")
            source = _Summing(cast("BinaryIO", content))
            if info.name == SUMS:
                sums = source.read()
            elif info.name == END:
                self.end = json.loads(source.read())
            else:
                yield info.name, cast("BinaryIO", source)
                source.drain()
                self._seen[info.name] = source.digest.hexdigest()
            self._tar.members = []  # type: ignore[attr-defined]
        self._compare(sums)

    def _compare(self, sums: bytes) -> None:
        if not self.end or hashlib.sha256(sums).hexdigest() != self.end["sums"]:
            raise BackupError("The backup is not whole: its end is missing or damaged. Take another one.")
        # A file that had changed while it was copied stands in it twice; the later one counts.
        lines = sums.decode("utf-8", "surrogateescape").split("\n")
        wanted = {name: value for value, _space, name in (line.partition("  ") for line in lines if line)}
        for name in wanted.keys() | self._seen.keys():
            if wanted.get(name) != self._seen.get(name):
                raise BackupError(f"The backup is damaged: {name} is not what was written. Take another one.")


class _Summing:
    def __init__(self, source: BinaryIO) -> None:
        self.digest = hashlib.sha256()
        self._source = source

    def read(self, size: int = -1) -> bytes:
        content = self._source.read(size)
        self.digest.update(content)
        return content

    def drain(self) -> None:
        while self.read(_COPIED):
            pass


@contextmanager
def opened(path: Path, secret: Secret) -> Iterator[Reader]:
    """Open an archive, sealed or not. Raises BackupError for what is none."""
    try:
        with path.open("rb") as file:
            sealed = is_sealed(file.read(len(MAGIC)))
            file.seek(0)
            source = cast("IO[bytes]", Opener(file, secret)) if sealed else file
            with tarfile.open(fileobj=source, mode="r|", bufsize=_COPIED) as tar:
                yield Reader(tar)
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path} is no backup of Sanad, or is damaged: {error}.") from error
