"""The panels of this room."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Min
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from content.templatetags.date_tags import local_digits, local_moment
from operations.background import tasks_wait_for_worker, tasks_waiting
from operations.health import State, health_report
from operations.heartbeat import alive_since
from operations.models import WorkerBeat
from operations.shared_cache import is_away
from operations.system.panels import Fact, Tone, register_panel
from operations.templatetags.work_tags import took
from operations.version import package_version, sanad_version
from operations.work.labels import part_label
from operations.work.listing import RECENTLY, failed_jobs, failed_tasks
from plugins.versions import API_VERSION
from search.engines.choice import engines
from search.outbox import is_rebuilding, waiting

TONES = {State.OK: Tone.OK, State.DEGRADED: Tone.DEGRADED, State.DOWN: Tone.DOWN, State.UNKNOWN: Tone.DEGRADED}
LITTLE_SPACE = 0.1
"""The part of a disk that ought to be free."""


def state_facts() -> Iterator[Fact]:
    """How each part is, as the health report tells it."""
    for name, part in health_report().items():
        yield Fact(part_label(name), part.text, TONES[part.state], is_english=True)


def queue_facts() -> Iterator[Fact]:
    """What waits, what runs, what failed."""
    address = reverse("operations_admin:tasks")
    if not tasks_wait_for_worker():
        yield Fact(_("Tasks"), _("done at once, within the request"))
    else:
        yield Fact(_("Waiting"), local_digits(tasks_waiting()), url=f"{address}?state=open")
        oldest = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
        if oldest:
            yield Fact(_("The oldest waits for"), took((timezone.now() - oldest).total_seconds()))
        running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()
        yield Fact(_("Running"), local_digits(running), url=f"{address}?state=open")
    failed = failed_tasks(timezone.now() - RECENTLY).count()
    tone = Tone.DEGRADED if failed else Tone.OK
    yield Fact(_("Failed within a day"), local_digits(failed), tone, url=f"{address}?state=failed")
    jobs = failed_jobs().count()
    tone = Tone.DEGRADED if jobs else Tone.OK
    yield Fact(_("Scheduled jobs that fail"), local_digits(jobs), tone, url=reverse("operations_admin:jobs"))


def process_facts() -> Iterator[Fact]:
    """The workers and schedulers that give signs of life."""
    found = WorkerBeat.objects.filter(seen__gte=alive_since(timezone.now())).order_by("kind", "started")
    for beat in found:
        yield Fact(beat.get_kind_display(), _("since %(moment)s") % {"moment": local_moment(beat.started)}, Tone.OK)
    if not found:
        yield Fact(_("Worker and scheduler"), _("none is running"), Tone.DEGRADED)


def search_facts() -> Iterator[Fact]:
    """Each engine, what it has yet to write, and whether it is being filled anew."""
    for engine in engines():
        health = engine.health()
        yield Fact(engine.name, health.text, Tone.OK if health.ok else Tone.DEGRADED, is_english=True)
        yield Fact(_("Changes to be written"), local_digits(waiting(engine.name).count()))
        if is_rebuilding(engine.name):
            yield Fact(_("Filled anew"), _("under way"))


def storage_facts() -> Iterator[Fact]:
    """Room on the disks, the database, and the cache."""
    for label, path in ((_("Files"), Path(settings.MEDIA_ROOT)), (_("Private files"), Path(settings.SANAD_PRIVATE_ROOT))):
        yield _disk(label, path)
    size = database_size()
    if size is not None:
        yield Fact(_("Database"), filesizeformat(size))
    yield _cache()


def database_size() -> int | None:
    """Return how many bytes the database takes."""
    if connection.vendor == "sqlite":
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    elif connection.vendor == "postgresql":
        query = "SELECT pg_database_size(current_database())"
    else:
        return None
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def _disk(label: str, path: Path) -> Fact:
    while not path.exists():
        path = path.parent
    usage = shutil.disk_usage(path)
    words = _("%(free)s free of %(total)s") % {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    return Fact(label, words, Tone.DEGRADED if usage.free < LITTLE_SPACE * usage.total else Tone.OK)


def _cache() -> Fact:
    kind = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        return Fact(_("Cache"), _("of each process by itself"))
    try:
        cache.set("operations:system", "seen", timeout=10)
        answers = cache.get("operations:system") == "seen" and not is_away()
    except Exception:  # each backend has its own errors; none of them may take the page down
        answers = False
    if answers:
        return Fact(_("Cache"), kind, Tone.OK, is_english=True)
    return Fact(_("Cache"), _("does not answer: the site works on, slower"), Tone.DEGRADED)


def version_facts() -> Iterator[Fact]:
    """What runs here."""
    yield Fact("Sanad", sanad_version(), is_english=True)
    yield Fact(_("Plugin interface"), API_VERSION, is_english=True)
    yield Fact("Python", platform.python_version(), is_english=True)
    yield Fact("Django", django.get_version(), is_english=True)
    yield Fact("Wagtail", wagtail.__version__, is_english=True)
    for name in ("wagtail-localize", "elasticsearch", "django-tasks-db"):
        if found := package_version(name):
            yield Fact(name, found, is_english=True)
    yield Fact(connection.display_name, ".".join(map(str, _database_version())), is_english=True)


def _database_version() -> tuple[int, ...]:
    return tuple(connection.get_database_version())


def register() -> None:
    """Called once when the room is ready."""
    register_panel("state", gettext_lazy("State"), state_facts, order=10)
    register_panel("queue", gettext_lazy("Work in the background"), queue_facts, order=20)
    register_panel("processes", gettext_lazy("Processes"), process_facts, order=30)
    register_panel("search", gettext_lazy("Search"), search_facts, order=40)
    register_panel("storage", gettext_lazy("Storage"), storage_facts, order=50)
    register_panel("versions", gettext_lazy("Versions"), version_facts, order=900)
