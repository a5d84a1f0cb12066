"""What the database engine has, read in batches."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import connection

from search.documents import Document, variant_id
from search.engines.database.made_by import stored_version
from search.engines.stored import Stored
from search.models import IndexedDocument

BATCH = 1000


class DatabaseInventory:
    """The table of documents, and whether each has its terms."""

    def of(self, keys: Collection[str]) -> list[Stored]:
        """Return everything there is of these keys; what cannot be found for lack of terms has no version."""
        found = IndexedDocument.objects.filter(key__in=keys)
        rows = list(found.values_list("pk", "key", "language", "min_level", "max_level", "required_groups", "version"))
        findable = _with_terms([row[0] for row in rows])
        return [
            Stored(variant_id(key, low, high), key, language, "", low, high, groups, version if pk in findable else "")
            for pk, key, language, low, high, groups, version in rows
        ]

    def all_keys(self) -> Iterator[set[str]]:
        """Yield the keys of everything, in batches."""
        last = 0
        while rows := list(IndexedDocument.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "key")[:BATCH]):
            yield {key for _pk, key in rows}
            last = rows[-1][0]

    def expected(self, document: Document) -> Stored:
        """Return what should be there for a document."""
        return Stored(
            document.id,
            document.key,
            document.language,
            "",
            document.min_level,
            document.max_level,
            document.required_groups,
            stored_version(document),
        )

    def discard(self, stored: Collection[Stored]) -> None:
        """Leave it to the outbox, which removes whatever the page does not have."""


def _with_terms(ids: list[int]) -> set[int]:
    name = "document_id" if connection.vendor == "postgresql" else "rowid"
    found: set[int] = set()
    with connection.cursor() as cursor:
        for at in range(0, len(ids), 500):
            part = ids[at : at + 500]
            places = ", ".join(["%s"] * len(part))
            cursor.execute(f"SELECT {name} FROM search_terms WHERE {name} IN ({places})", part)  # noqa: S608  # nosec B608 # our own names
            found |= {row[0] for row in cursor.fetchall()}
    return found
