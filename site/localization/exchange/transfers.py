"""Uploaded files on their way in: kept, looked through, imported, forgotten."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from localization.exchange.formats import TERMS, TMX
from localization.exchange.importing import Refused, file_import, file_plan
from localization.exchange.planning import Conflict, Plan
from localization.exchange.tmx import MemoryPlan, memory_import, memory_plan
from localization.models import BackgroundRun, TransferFile, Translation, Unit
from localization.problems import problem
from localization.terms.writing import TermPlan, terms_import, terms_plan
from localization.visible import translations_for

logger = logging.getLogger("localization")

KEPT_FOR = timedelta(days=7)
KIND = "import"
AT_ONCE = 300
"""Texts that are written while a person waits; more go to the worker."""
MOST_KEPT = 200
"""Texts kept as they are here that an imported file remembers; the screen lists no more."""
State = TransferFile.State
BROKEN, CANCELLED = "broken", "cancelled"
ENDED = {
    BROKEN: gettext_lazy("Nothing was imported, for an unforeseen reason. It is in the log of the server."),
    CANCELLED: gettext_lazy("Nothing was imported: it was cancelled."),
}
"""Why a file failed that had no problems, by what stands in its `message`."""
AnyPlan = Plan | MemoryPlan | TermPlan


def transfer_keep(
    *, content: bytes, name: str, form: str, user: Any, translation: Translation | None = None, overwrite: bool = False
) -> TransferFile:
    """Keep an uploaded file for its dry run, and forget those that are a week old."""
    TransferFile.objects.filter(created__lt=timezone.now() - KEPT_FOR).delete()
    return TransferFile.objects.create(
        user=user, name=name[-255:], format=form, content=content, translation=translation, overwrite=overwrite
    )


def transfer_plan(transfer: TransferFile) -> AnyPlan:
    """Return what a file would do now."""
    content = bytes(transfer.content)
    if transfer.format == TMX:
        return memory_plan(content, user=transfer.user)
    if transfer.format == TERMS:
        return terms_plan(content, user=transfer.user)
    return file_plan(content, transfer.format, user=transfer.user, page=transfer.translation, overwrite=transfer.overwrite)


def number_of(plan: AnyPlan) -> int:
    """Return how many texts a plan would write."""
    if isinstance(plan, MemoryPlan):
        return plan.number
    return len(plan.texts) if isinstance(plan, Plan) else len(plan.new) + len(plan.changed)


def transfer_start(transfer: TransferFile, plan: AnyPlan) -> BackgroundRun | None:
    """Import a file: at once where it is small, else in the worker, whose run is returned. A second click finds it started."""
    if not TransferFile.objects.filter(pk=transfer.pk, state=State.CHECKED).update(state=State.WAITING):
        return None
    if number_of(plan) <= AT_ONCE:
        transfer_import(transfer.pk)
        return None
    from localization.runs import run_start

    return run_start(
        kind=KIND,
        title=problem("import_title"),
        parameters={"file": transfer.pk},
        open_key=f"{KIND}:{transfer.pk}",
        user=transfer.user,
        total=1,
    )


def transfer_import(pk: int) -> int:
    """Write a waiting file, planned anew, in one transaction, and return how many texts that were; safe to call again.

    What keeps it out now is written on its row; nothing of it is imported then. It waits no more, whatever happens.
    """
    try:
        with transaction.atomic():
            # A second worker waits here for the first one, and finds it done.
            waiting = TransferFile.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.WAITING)
            transfer = waiting.select_related("user", "translation").first()
            if transfer is None:
                return 0
            written, kept = _written(transfer)
            # Somebody may have written since the dry run: the screen says which texts the file did not get.
            message = json.dumps(kept) if kept else ""
            TransferFile.objects.filter(pk=pk).update(state=State.DONE, written=written, content=b"", message=message)
    except Refused as error:
        TransferFile.objects.filter(pk=pk).update(state=State.FAILED, message=str(error)[:5000])
        return 0
    except Exception:
        logger.exception("The import of file %s broke off", pk)
        TransferFile.objects.filter(pk=pk, state=State.WAITING).update(state=State.FAILED, message=BROKEN)
        return 0
    return written


def kept_of(transfer: TransferFile) -> list[Conflict]:
    """Return the texts that an imported file found newer here and left as they are, with what they say now. One query.

    Those of pages that the person may not know of any more are left out.
    """
    if transfer.state != State.DONE or not transfer.message:
        return []
    rows = json.loads(transfer.message)
    units = Unit.objects.filter(pk__in=[row[0] for row in rows], translation__in=translations_for(transfer.user))
    known = {unit.pk: unit for unit in units.select_related("translation__locale")}
    found = ((known[pk], line, theirs) for pk, line, theirs in rows if pk in known)
    return [
        Conflict(line, unit.translation.title, unit.text, theirs, unit.pk, unit.translation.locale.language_code)
        for unit, line, theirs in found
    ]


def _written(transfer: TransferFile) -> tuple[int, list[tuple[int, int, str]]]:
    """Write a file; return how many texts that were, and unit, line and text of those that were left as they are."""
    content = bytes(transfer.content)
    if transfer.format == TMX:
        memory = memory_plan(content, user=transfer.user)
        if memory.problems:
            raise Refused(memory)
        return memory_import(memory), []
    if transfer.format == TERMS:
        terms = terms_plan(content, user=transfer.user)
        if terms.problems:
            raise Refused(terms)
        return terms_import(terms, user=transfer.user), []
    plan = file_import(content, transfer.format, user=transfer.user, page=transfer.translation, overwrite=transfer.overwrite)
    return len(plan.texts), [(each.unit, each.line, each.theirs) for each in plan.conflicts[:MOST_KEPT]]


def import_work(run: BackgroundRun, steps: Any) -> None:
    """What a run of this kind does."""
    key = run.parameters["file"]
    transfer_import(key)
    steps.result(written=TransferFile.objects.filter(pk=key).values_list("written", flat=True).first() or 0)
    steps.done(1)


def import_ended(run: BackgroundRun) -> None:
    """A file whose run is over waits no more, however that ended: it can be forgotten, and another one chosen."""
    why = CANCELLED if run.is_cancelled else BROKEN
    TransferFile.objects.filter(pk=run.parameters["file"], state=State.WAITING).update(state=State.FAILED, message=why)
