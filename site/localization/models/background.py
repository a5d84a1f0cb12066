"""Work over many pages: how far it is, what went wrong, and the wish to stop it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BackgroundRun(models.Model):
    """One piece of work in the worker. Whoever runs it asks for `is_cancelled` between chunks and writes `done` with each.

    `parameters` is all that the work needs, so that a killed run can be run again. `problems` are sentences for people.
    `open_key` names what is worked on while the run is open, and is None after: the database refuses a second one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=255)
    parameters = models.JSONField(default=dict)
    open_key = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001 - many are None, which is not ""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    is_cancelled = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    beat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.title
