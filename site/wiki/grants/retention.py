"""How long the register knows whose grants they are, and how it forgets. The entries stay, with keys that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wiki.grants.people import reference_folded
from wiki.models import Grant, GrantEntry, GrantNote, GrantReference, GrantState

AT_ONCE = 500


def references_expire() -> int:
    """Forget references, and what was typed about them, when nothing has happened to them for SANAD_GRANT_REFERENCE_DAYS.

    One that still has a request in the queue waits with it. Returns how many were forgotten.
    """
    before = timezone.now() - timedelta(days=settings.SANAD_GRANT_REFERENCE_DAYS)
    waiting = Grant.objects.filter(state=GrantState.WAITING).values("customer_id")
    return references_erase(GrantReference.objects.filter(last_used__lt=before).exclude(folded="").exclude(pk__in=waiting))


def reference_erase(reference: str) -> int:
    """Forget one reference, however it is written. Returns 0 where there is none."""
    folded = reference_folded(reference)
    return references_erase(GrantReference.objects.filter(folded=folded)) if folded else 0


def references_erase(references: QuerySet[GrantReference]) -> int:
    """Empty references and the notes of entries about them."""
    rows = list(references.values_list("pk", "key"))
    for start in range(0, len(rows), AT_ONCE):
        batch = rows[start : start + AT_ONCE]
        with transaction.atomic():
            entries = GrantEntry.objects.filter(customer__in=[key for _pk, key in batch]).values("pk")
            GrantNote.objects.filter(entry__in=entries).update(text="", salt="")
            GrantReference.objects.filter(pk__in=[pk for pk, _key in batch]).update(reference="", folded="", salt="")
    return len(rows)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Have it done every day."""
    register("wiki.grant_references", every=timedelta(days=1), run=references_expire)
