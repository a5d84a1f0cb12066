"""A site of its own, with all its files below one folder."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import VAR, env

MEDIA_ROOT = VAR / "media"
SANAD_PRIVATE_ROOT = VAR / "private"
SANAD_BACKUP_FOLDER = VAR / "backups"
SANAD_BACKUP_PASSPHRASE = os.environ.get("SANAD_BACKUP_PASSPHRASE", "")
SANAD_BACKUP_PUBLIC_KEY = os.environ.get("SANAD_BACKUP_PUBLIC_KEY", "")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DATABASES = {"default": env.database("DATABASE_URL", default="")}
