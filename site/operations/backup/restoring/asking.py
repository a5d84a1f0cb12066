"""By what a backup is opened."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from operations.backup.errors import BackupError
from operations.backup.sealing import Secret


def opening_secret(key_file: Path | None) -> Secret:
    """Return the passphrase of the settings, and the private key of a file when one is named. Raises BackupError."""
    try:
        key = key_file.read_text("utf-8").strip() if key_file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"The key {key_file} cannot be read: {error}.") from error
    return Secret(passphrase=settings.SANAD_BACKUP_PASSPHRASE, key=key)
