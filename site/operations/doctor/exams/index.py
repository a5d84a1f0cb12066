"""The search engines and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from operations.doctor.registry import register_exam
from search.checking import all_check, all_mend
from search.models import OutboxEntry
from search.outbox import outbox_process, rebuilds_tidy, refused_retry

LATE = timedelta(hours=1)
AT_ONCE = 10_000


def index_problems() -> Iterator[str]:
    """Documents that are not what the pages are."""
    for report in all_check():
        for reason in report.outdated:
            yield f"{report.engine}: {reason}."
        for kind, count in report.counts.items():
            yield f"{report.engine}: {count} documents, {kind} (such as {', '.join(report.examples[kind][:3])})."
        if report.leftovers:
            yield f"{report.engine}: half-made indexes of a killed rebuild: {', '.join(report.leftovers[:3])}."
        if report.error:
            yield f"{report.engine}: {report.error}."


def outbox_problems() -> Iterator[str]:
    """Changes that no engine has taken for an hour."""
    late = OutboxEntry.objects.filter(settled=False, created__lt=timezone.now() - LATE)
    for engine in late.order_by("engine").values_list("engine", flat=True).distinct():
        errors = set(late.filter(engine=engine).exclude(last_error="").values_list("last_error", flat=True)[:3])
        why = f" ({'; '.join(sorted(errors))})" if errors else ": no scheduler comes to write them"
        yield f"{engine}: {late.filter(engine=engine).count()} changes wait for more than an hour{why}."


def outbox_mend() -> None:
    """Write what waits, also what was refused too often."""
    rebuilds_tidy()
    refused_retry()
    outbox_process(AT_ONCE, by_hand=True)


def register() -> None:
    """Register the exams of this theme."""
    register_exam("outbox", "changes reach the search engines", outbox_problems, outbox_mend)
    register_exam("index", "search knows the pages as they are", index_problems, all_mend)
