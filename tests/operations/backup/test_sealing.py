"""Whatever is done to a sealed file, it opens whole or not at all."""

from __future__ import annotations

import io

import pytest

from operations.backup import sealing
from operations.backup.errors import BackupError
from operations.backup.sealing import MAGIC, PIECE, TAG, Opener, Sealer, Secret, is_sealed, new_keys, public_key

PASSPHRASE = Secret(passphrase="correct horse battery staple")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """A passphrase is worth a second of work in life, and none here."""
    monkeypatch.setitem(sealing._SCRYPT, "n", 16)


def _sealed(content: bytes, secret: Secret = PASSPHRASE, at_once: int = 70_001) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, secret)
    for start in range(0, len(content), at_once):
        sealer.write(content[start : start + at_once])
    sealer.close()
    return out.getvalue()


def _opened(content: bytes, secret: Secret = PASSPHRASE) -> bytes:
    opener = Opener(io.BytesIO(content), secret)
    found = b""
    while part := opener.read(99_999):
        found += part
    return found


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_opens(size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    sealed = _sealed(content)
    assert is_sealed(sealed)
    assert _opened(sealed) == content


def test_a_key_opens_what_its_public_part_has_sealed():
    private, public = new_keys()
    assert _opened(_sealed(b"content", Secret(key=public)), Secret(key=private)) == b"content"


def test_another_key_is_told_for_which_it_is_sealed():
    (_private, public), (other, _public) = new_keys(), new_keys()
    with pytest.raises(BackupError, match=public):
        _opened(_sealed(b"content", Secret(key=public)), Secret(key=other))


def test_another_passphrase_does_not_open():
    with pytest.raises(BackupError, match="does not open"):
        _opened(_sealed(b"content"), Secret(passphrase="another"))


@pytest.mark.parametrize(
    ("secret", "hint"), [(Secret(), "SANAD_BACKUP_PASSPHRASE"), (Secret(key="x"), "SANAD_BACKUP_PASSPHRASE")]
)
def test_who_has_no_passphrase_is_told_what_is_wanted(secret, hint):
    with pytest.raises(BackupError, match=hint):
        _opened(_sealed(b"content"), secret)


def test_every_changed_byte_is_noticed():
    sealed = _sealed(b"some content")
    for place in range(len(MAGIC), len(sealed)):
        damaged = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(BackupError):
            _opened(damaged)


def _pieces() -> tuple[bytes, list[bytes]]:
    sealed = _sealed(b"a" * PIECE + b"b" * PIECE + b"c")
    start = sealed.index(b"\n", len(MAGIC)) + 1
    step = PIECE + TAG
    return sealed[:start], [sealed[place : place + step] for place in range(start, len(sealed), step)]


@pytest.mark.parametrize("order", [[0, 1], [0], [1, 0, 2], [0, 2], [0, 0, 1, 2], [0, 1, 2, 2], []])
def test_pieces_left_out_moved_or_repeated_are_noticed(order):
    head, pieces = _pieces()
    with pytest.raises(BackupError):
        _opened(head + b"".join(pieces[each] for each in order))


def test_two_seals_of_the_same_differ():
    assert _sealed(b"same")[len(MAGIC) :] != _sealed(b"same")[len(MAGIC) :]


@pytest.mark.parametrize(
    "text", ["", "secret", "sanad-public-", "sanad-public-short", "sanad-private-" + "A" * 43, "sanad-public-" + "é" * 43]
)
def test_what_is_no_key_is_told(text):
    with pytest.raises(BackupError, match="backup_key"):
        public_key(text)
