"""Settings of this package, with their defaults. Read at use, so that tests can override them."""

from django.conf import settings


def search_limit() -> int:
    """Searches a minute for one address or signed-in person; 0 is no limit. `SANAD_SEARCH_LIMIT`, 60 by default."""
    return int(getattr(settings, "SANAD_SEARCH_LIMIT", 60))


def suggest_limit() -> int:
    """Suggestions a minute for one address or signed-in person; 0 is no limit. `SANAD_SUGGEST_LIMIT`, 120 by default."""
    return int(getattr(settings, "SANAD_SUGGEST_LIMIT", 120))


def max_age() -> int:
    """Seconds that a cache may answer without asking again: `SANAD_SEARCH_MAX_AGE`, none by default (see caching)."""
    return int(getattr(settings, "SANAD_SEARCH_MAX_AGE", 0))


def origins() -> list[str]:
    """Other sites whose pages may search here: `SANAD_SEARCH_ORIGINS`, none by default."""
    return list(getattr(settings, "SANAD_SEARCH_ORIGINS", ()))
