"""A public server. Refuses to start with what is only good enough at home."""

import hashlib

from django.core.exceptions import ImproperlyConfigured

from config.logs import logging_settings
from config.settings.base import *

DEBUG = env.flag("DEBUG", default=False)
if DEBUG:
    raise ImproperlyConfigured("DEBUG is on. In production it shows the inside of the site to strangers: unset it.")

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: it needs at least 50 characters.")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site, separated by commas; a wildcard is refused.")

WAGTAILADMIN_BASE_URL = env.url("SITE_URL", default="")
if not WAGTAILADMIN_BASE_URL:
    raise ImproperlyConfigured("SITE_URL is not set. Set it to the address of the site, such as https://help.example.org.")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "config.static_files.ManifestStorage"}
if REDIS_URL:
    # A server may serve several sites.
    _prefix = hashlib.sha256(f"cache {SECRET_KEY}".encode()).hexdigest()[:12]
    CACHES = {"default": {"BACKEND": "operations.shared_cache.SharedCache", "LOCATION": REDIS_URL, "KEY_PREFIX": _prefix}}

SANAD_LOG_REQUESTS = env.flag("SANAD_LOG_REQUESTS", default=True)
SANAD_SLOW_QUERY_MS = env.number("SANAD_SLOW_QUERY_MS", default=500)
SANAD_LOG_FORMAT = env.choice("SANAD_LOG_FORMAT", ("line", "json"), default="json")
LOGGING = logging_settings(format_name=SANAD_LOG_FORMAT, level=env.choice("SANAD_LOG_LEVEL", LOG_LEVELS, default="INFO"))

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_SUBDOMAINS", default=False)
# Where a proxy leads readers to TLS, the redirect here is off and the site is on TLS all the same.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT or WAGTAILADMIN_BASE_URL.startswith(
    "https://"
)
if SESSION_COOKIE_SECURE:
    # Browsers take such a cookie from this very host alone, and over TLS: no neighbour on the domain can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
if env.flag("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
