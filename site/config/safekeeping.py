"""Reads how backups are kept and sealed; a malformed value stops the start and names itself."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from operations.backup.errors import BackupError
from operations.backup.keeping import Keep


def read_keep(name: str, words: list[str]) -> list[str]:
    """Return words such as 7d, 4w, 6m."""
    try:
        Keep.read(words)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not usable: {error}.") from error
    return words


def read_public_key(name: str, text: str) -> str:
    """Return a key that seals backups, or "" when none is set."""
    if text:
        from operations.backup.sealing import public_key  # takes a while: only where a key is set

        try:
            public_key(text)
        except BackupError as error:
            raise ImproperlyConfigured(f"{name} is not usable. {error}") from error
    return text
