"""Who works in the background, and what is to be done when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerKind(models.TextChoices):
    """The two programs that run beside the web server."""

    WORKER = "worker", _("Worker")
    SCHEDULER = "scheduler", _("Scheduler")


class WorkerBeat(models.Model):
    """A running worker or scheduler, which writes `seen` every few seconds. The row goes when it stops in good order."""

    worker_id = models.CharField(_("name"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=WorkerKind.choices)
    started = models.DateTimeField(_("started"))
    seen = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        indexes = [models.Index(fields=["kind", "seen"], name="operations_beat_seen")]

    def __str__(self) -> str:
        return f"{self.kind} {self.worker_id}"


class ScheduledJob(models.Model):
    """What is known of a job that the scheduler repeats. `holder` names the scheduler that runs it right now, or is empty."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_run = models.DateTimeField(_("next run"))
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    # With defaults in the database: a process of the version before, which does not know them, goes on adding rows.
    last_success = models.DateTimeField(_("last success"), null=True, blank=True)
    seconds = models.FloatField(_("seconds it took"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, db_default=0)
    holder = models.CharField(_("run by"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")
        permissions = [
            ("view_system", _("Can see the state of the system and the work in the background")),
            ("manage_work", _("Can start, repeat and cancel work in the background")),
        ]

    def __str__(self) -> str:
        return self.name


class Trouble(models.Model):
    """Something that is not well now, so that it is told once and not every minute. The row goes an hour after it."""

    key = models.CharField(_("what"), max_length=200, unique=True)
    since = models.DateTimeField(_("since"))
    seen = models.DateTimeField(_("last seen"))
    told = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")

    def __str__(self) -> str:
        return self.key


class Generation(models.Model):
    """What public pages are made of, as one word: another one with every change. A single row; see operations.page_cache."""

    token = models.CharField(_("token"), max_length=32)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return self.token


class Backup(models.Model):
    """A backup that was begun here. `error` is empty when it went well; without `finished` it runs, or was killed."""

    started = models.DateTimeField(_("started"))
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    path = models.CharField(_("file"), max_length=1000)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    is_sealed = models.BooleanField(_("encrypted"), default=False)
    is_planned = models.BooleanField(_("planned"), default=False)
    missing = models.PositiveIntegerField(_("missing files"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        indexes = [models.Index(fields=["-started"], name="operations_backup_started")]

    def __str__(self) -> str:
        return self.path


class Restoration(models.Model):
    """A backup that was brought back. The row comes with the data themselves: where it is, all of them are."""

    token = models.CharField(max_length=32, unique=True)
    restored = models.DateTimeField(_("restored"))
    made = models.DateTimeField(_("backup of"))
    release = models.CharField(_("made by release"), max_length=50)

    class Meta:
        verbose_name = _("restoration")
        verbose_name_plural = _("restorations")

    def __str__(self) -> str:
        return f"{self.made:%Y-%m-%d %H:%M}"
