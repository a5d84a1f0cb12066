"""Django's own way to keep pages: its two middlewares in memory, and its compression."""

from benchmarks.serve.settings.served import *

# Ours say that browsers must ask each time, which Django's cache would take as said to itself.
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
    "benchmarks.serve.plain.may_be_kept_for_an_hour",
    *MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
