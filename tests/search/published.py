"""What has become of pages: whether the database engine finds them, and which of them wait."""

from search.engines.database import DatabaseEngine
from search.models import OutboxEntry
from search.queries import SearchQuery


def found(text, **more):
    return [hit.key for hit in DatabaseEngine().search(SearchQuery(text, "en", **more)).hits]


def waiting():
    return set(OutboxEntry.objects.filter(settled=False).values_list("key", flat=True))


def key(page):
    """Return the key of a page's documents."""
    return f"page:{page.pk}"
