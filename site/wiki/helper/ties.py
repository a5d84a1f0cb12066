from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wiki.deciding.evaluate import Decision
from wiki.helper.reading import FIELDS

if TYPE_CHECKING:
    from wiki.models import PolicyPage, PolicyTie


@transaction.atomic
def tie_note(*, policy: PolicyPage, decision: Decision, asked: Mapping[str, Any]) -> PolicyTie:
    """Note for the owner of a policy that exceptions contradict each other; once, however often they are met."""
    from wiki.models import PolicyTie

    keys = sorted(each.case.pk for each in decision.contested)
    facts = {name: text for name in FIELDS if (text := str(asked.get(name, "")).strip()[:60])}
    tie, is_new = PolicyTie.objects.get_or_create(
        policy=policy, key=sha256(repr(keys).encode()).hexdigest(), defaults={"facts": facts}
    )
    if is_new:
        tie.exceptions.set(keys)
    else:
        PolicyTie.objects.filter(pk=tie.pk).update(facts=facts, times=F("times") + 1, last_met=timezone.now())
    return tie
