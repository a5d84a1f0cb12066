"""Looks at the whole register: whether anything in it was changed, taken out or put in."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from wiki.grants.ledger import BEGINNING, digest_of, words_digest
from wiki.grants.states import replayed
from wiki.models import Grant, GrantChain, GrantEntry, GrantNote, GrantReference

AT_ONCE = 1000
TABLES = ("wiki_grantentry", "wiki_grantnote", "wiki_grantreference", "wiki_grantperson")


def register_problems(*, head: str = "") -> Iterator[str]:
    """Yield a sentence for each thing that is wrong; nothing when all is as it was written.

    `head`: a digest that was noted earlier (`head_of`): it must still stand in the chain, or all of it may have been made anew.
    """
    yield from _triggers()
    yield from _chain(head)
    yield from _words()
    yield from _states()


def head_of() -> tuple[int, str]:
    """Return the number of entries and the digest of the last one, to be noted elsewhere."""
    last = GrantEntry.objects.order_by("-sequence").first()
    return (last.sequence, last.digest) if last is not None else (0, BEGINNING)


def _chain(head: str) -> Iterator[str]:
    previous, number, is_met = BEGINNING, 0, not head or head == BEGINNING
    for entry in GrantEntry.objects.order_by("sequence").iterator(chunk_size=AT_ONCE):
        number += 1
        if entry.sequence != number:
            yield f"Entry {number} is missing; {entry.sequence} comes in its place."
            number = entry.sequence
        if entry.previous != previous:
            yield f"Entry {entry.sequence} does not follow from the one before it."
        if digest_of(entry) != entry.digest:
            yield f"Entry {entry.sequence} was changed."
        previous = entry.digest
        is_met = is_met or entry.digest == head
    chain = GrantChain.objects.filter(pk=1).first()
    if (chain.length, chain.head) != (number, previous) if chain is not None else number:
        yield f"The register ends with entry {number}, and not where it was left."
    if not is_met:
        yield "The digest that was noted is not in the register any more."


def _words() -> Iterator[str]:
    notes = GrantNote.objects.values_list("entry_id", "salt", "text")
    known = {}
    for pk, salt, text in notes.iterator(chunk_size=AT_ONCE):
        known[pk] = words_digest(salt, text) if text or salt else ""
    for pk, digest in GrantEntry.objects.exclude(note_digest="").values_list("pk", "note_digest").iterator(chunk_size=AT_ONCE):
        if pk not in known:
            yield f"The note of entry {pk} is missing."
        elif known[pk] not in ("", digest):
            yield f"The note of entry {pk} was changed."
    for reference in GrantReference.objects.exclude(reference="", salt="").iterator(chunk_size=AT_ONCE):
        if words_digest(reference.salt, reference.reference) != reference.key:
            yield f"The customer reference {reference.pk} was changed."


def _states() -> Iterator[str]:
    stored = {grant.pk: grant for grant in Grant.objects.select_related("customer").iterator(chunk_size=AT_ONCE)}
    wanted = replayed(GrantEntry.objects.order_by("sequence").iterator(chunk_size=AT_ONCE))
    for pk, state in wanted.items():
        grant = stored.pop(pk, None)
        if grant is None:
            yield f"Grant {pk} is missing."
        elif (grant.state, grant.amount, grant.currency, grant.customer.key) != state:
            yield f"Grant {pk} stands as the entries do not say."
    for pk in stored:
        yield f"Grant {pk} stands in no entry."


def _triggers() -> Iterator[str]:
    """Making a table anew takes its triggers away, on SQLite without a word."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE 'wiki_grant%'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wiki_grant%'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    for table in TABLES:
        for action in ("update", "delete", "truncate" if connection.vendor == "postgresql" else "replace"):
            if f"{table}_{action}" not in there:
                yield f"The database does not guard {table} against {action} any more."
