"""The suite: pins whatever an environment could change."""

import os
import tempfile
from pathlib import Path

# These decide which plugins are loaded while the settings are read.
for name in ("SAFE_MODE", "DISABLE_PLUGINS", "SANAD_MUST_USE_PLUGINS", "SANAD_PLUGINS", "SANAD_LANGUAGES"):
    os.environ.pop(name, None)

from config.settings.base import *  # noqa: E402
from localization.configuring import STANDARD_DIGITS  # noqa: E402

DEBUG = False
SECRET_KEY = "only-for-tests-0123456789-0123456789-0123456789-0123456789"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.database("SANAD_TEST_DATABASE_URL", default="sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "sanad-tests-media"
SANAD_PRIVATE_ROOT = Path(tempfile.gettempdir()) / "sanad-tests-private"
SANAD_PRIVATE_ACCEL = SANAD_MEDIA_ACCEL = ""
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ELASTICSEARCH_URL = ""
SANAD_SIGN_UP = "open"
SANAD_TRUSTED_PROXIES = 0
ELASTICSEARCH_API_KEY = ELASTICSEARCH_CA_FILE = ELASTICSEARCH_FINGERPRINT = ""
ELASTICSEARCH_VERIFY_CERTS = True
SANAD_SEARCH_INDEX_PREFIX = "sanad"
SANAD_SEARCH_SHARDS = 1
SANAD_SEARCH_REPLICAS = "0-1"
TIME_ZONE = "UTC"
WAGTAILADMIN_BASE_URL = "http://testserver"
SANAD_FALLBACKS, SANAD_DIGITS = {}, dict(STANDARD_DIGITS)
SANAD_UNICODE_SLUGS = WAGTAIL_ALLOW_UNICODE_SLUGS = True
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "WARNING"}}
SENTRY_DSN = SANAD_METRICS_TOKEN = ""
SANAD_LOG_REQUESTS = False
SANAD_LOG_FORMAT, SANAD_SLOW_QUERY_MS = "line", 0
SANAD_METRICS_FOLDER = None
SANAD_METRICS_STRICT = True
SANAD_SEARCH_ORIGINS = []
SANAD_SECURITY_CONTACT, SANAD_SECURITY_POLICY = [], ""
SANAD_DOCUMENT_MEGABYTES, WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50, 10_000_000
SANAD_PRODUCT_NAMES = []
SANAD_COUNT_VIEWS = SANAD_VIEWS_HONOUR_DNT = True
SANAD_VIEWS_DAYS = 400
SANAD_GRANT_REFERENCE_DAYS = 730
SANAD_TRANSLATION_LOG_DAYS = 180
# Hundreds of tests search from one address.
SANAD_SEARCH_LIMIT = SANAD_SEARCH_PAGE_LIMIT = SANAD_SUGGEST_LIMIT = SANAD_SEARCH_MAX_AGE = 0
# Tests tell of a change themselves; no page spends a query on asking.
SANAD_PLUGIN_SYNC_SECONDS = 3600
SANAD_PLUGINS_MIGRATED = True
SANAD_PLUGIN_UPLOAD = False
SANAD_PLUGIN_FAILURES, SANAD_PLUGIN_FAILURE_MINUTES, SANAD_PLUGIN_SLOW_MS = 10, 5, 50
# Tests of the page cache switch it on: no other is to spend statements on it.
REDIS_URL, SANAD_PAGE_CACHE_MB, SANAD_PAGE_CACHE_SECONDS, SANAD_PAGE_CACHE_WITHOUT_DATABASE = "", 0, 600, 3600
SANAD_WATCH_WRITES = False
SANAD_CDN_SECONDS, WAGTAILFRONTENDCACHE = 0, {}
SANAD_BACKUP_FOLDER = Path(tempfile.gettempdir()) / "sanad-tests-backups"
SANAD_BACKUP_HOURS, SANAD_BACKUP_KEEP = 0, ["7d", "4w", "6m"]
SANAD_BACKUP_PASSPHRASE = SANAD_BACKUP_PUBLIC_KEY = ""
