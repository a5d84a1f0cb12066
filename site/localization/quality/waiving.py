"""A reviewer accepts what a check holds for an error, and says why."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from localization.models import Unit
from localization.quality.findings import Finding

LONGEST_REASON = 500


class NotWaived(Exception):
    """It cannot be accepted like this; the sentence says what to do."""


def waived_by(unit: Unit, finding: Finding) -> dict[str, Any]:
    """Return who accepted this finding on this unit, or an empty dict. What was accepted of another source does not count."""
    for each in unit.waivers:
        if (each["code"], each["name"], each["digest"]) == (*finding.name, unit.source_digest):
            return {key: each[key] for key in ("user", "reason", "at")}
    return {}


@transaction.atomic
def finding_waive(*, unit: Unit, code: str, details: dict[str, Any], reason: str, user: Any) -> Unit:
    """Accept a finding of a unit as it is, or with an empty reason take that back; return the unit as it is now.

    The caller has asked whether this person reviews. Raises NotWaived for a reason that is too long, and for a finding that
    the unit does not have (any more).
    """
    current = Unit.objects.select_for_update().get(pk=unit.pk)
    finding = next((each for each in map(Finding.read, current.checks) if (each.code, each.details) == (code, details)), None)
    if finding is None:
        raise NotWaived(_("This is not found any more: the text was changed meanwhile. Look at it again."))
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise NotWaived(_("Say it in %(number)s characters or less.") % {"number": LONGEST_REASON})
    current.waivers = [each for each in current.waivers if (each["code"], each["name"]) != finding.name]
    if reason:
        row = {"code": code, "name": finding.name[1], "digest": current.source_digest, "reason": reason, "user": user.pk}
        current.waivers.append({**row, "at": timezone.now().isoformat(timespec="seconds")})
    stored = []
    for each in map(Finding.read, current.checks):
        is_it = each.name == finding.name
        stored.append({**each.stored(), "waived": waived_by(current, each) if is_it else each.waived})
    current.checks = stored
    current.save(update_fields=["waivers", "checks"])
    return current
