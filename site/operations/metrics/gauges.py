"""What is read from the database when the numbers are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily

from operations.health import State, health_report
from operations.heartbeat import alive_since
from operations.metrics.catalogue import GAUGES
from operations.models import WorkerBeat, WorkerKind
from operations.version import sanad_version
from operations.work.listing import failed_jobs
from search.models import OutboxEntry

Row = tuple[tuple[str, ...], float]


class SiteGauges:
    """A collector for prometheus_client. While the database is down it tells that, and nothing that it would have to ask."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read everything."""
        parts = health_report()
        known: dict[str, Callable[[], Iterable[Row]]] = {
            "sanad_info": lambda: [((sanad_version(),), 1)],
            "sanad_part_up": lambda: [((name,), part.state == State.OK) for name, part in parts.items()],
        }
        if parts["database"].state == State.OK:
            known |= _FROM_DATABASE
        for name, read in known.items():
            about, labels = GAUGES[name]
            family = GaugeMetricFamily(name, about, labels=labels)
            for values, number in read():
                family.add_metric(values, float(number))
            yield family


def _tasks() -> list[Row]:
    rows = DBTaskResult.objects.order_by().values_list("status").annotate(number=Count("pk"))
    return [((status.lower(),), number) for status, number in rows]


def _oldest() -> list[Row]:
    oldest = DBTaskResult.objects.ready().order_by().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return [((), (timezone.now() - oldest).total_seconds() if oldest else 0)]


def _programs() -> list[Row]:
    alive = WorkerBeat.objects.filter(seen__gte=alive_since(timezone.now()))
    found = dict(alive.order_by().values_list("kind").annotate(number=Count("pk")))
    return [((kind,), found.get(kind, 0)) for kind in WorkerKind.values]


def _search_waiting() -> list[Row]:
    rows = OutboxEntry.objects.order_by().values_list("engine").annotate(number=Count("pk"))
    return [((engine,), number) for engine, number in rows]


_FROM_DATABASE: dict[str, Callable[[], Iterable[Row]]] = {
    "sanad_tasks": _tasks,
    "sanad_tasks_oldest_seconds": _oldest,
    "sanad_jobs_failing": lambda: [((), failed_jobs().count())],
    "sanad_programs": _programs,
    "sanad_search_waiting": _search_waiting,
}
