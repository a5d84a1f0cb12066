"""Writing what a file brings: all of it, or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from localization.exchange.documents import BrokenFile
from localization.exchange.formats import document_read
from localization.exchange.planning import Plan, plan_make, problem_of
from localization.models import Translation
from localization.units import units_write


class Refused(Exception):
    """A file that has problems; `plan` names them. Nothing was written."""

    def __init__(self, plan: Any) -> None:
        super().__init__("\n".join(f"{each.line}: {each.reason}" for each in plan.problems))
        self.plan = plan


def file_plan(
    content: bytes,
    form: str,
    *,
    user: Any,
    page: Translation | None = None,
    overwrite: bool = False,
    lock: bool = False,
) -> Plan:
    """Read a file and work out what it would do; a file that cannot be read is a plan with a problem."""
    try:
        document = document_read(content, form)
    except BrokenFile as error:
        return Plan(problems=[problem_of(error)])
    return plan_make(document, user=user, page=page, overwrite=overwrite, lock=lock)


@transaction.atomic
def file_import(content: bytes, form: str, *, user: Any, page: Translation | None = None, overwrite: bool = False) -> Plan:
    """Write a file's texts and return what was done; planned anew, for much may have happened since a dry run.

    Raises Refused, and writes nothing, where anything of the file cannot be taken. Conflicts are left as they are here
    unless `overwrite` says otherwise.
    """
    plan = file_plan(content, form, user=user, page=page, overwrite=overwrite, lock=True)
    if plan.problems:
        raise Refused(plan)
    units_write(texts=plan.texts, user=user)
    return plan
