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
    holder = models.CharField(_("run by"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return self.name
