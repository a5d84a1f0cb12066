"""The site as it is served here: as in production, but over plain HTTP on loopback."""

import os

from config.settings.test import *

ALLOWED_HOSTS = ["127.0.0.1"]
SANAD_PAGE_CACHE_MB = int(os.environ["SANAD_BENCH_CACHE_MB"])
SANAD_WATCH_WRITES = True
REDIS_URL = env.cache_address("REDIS_URL")
SANAD_PLUGIN_SYNC_SECONDS = 0.5
STORAGES["staticfiles"] = {"BACKEND": "config.static_files.ManifestStorage"}
