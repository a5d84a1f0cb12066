from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


def _name() -> str:
    return secrets.token_urlsafe(24)


class HandbookFile(models.Model):
    """A space as a PDF that one person asked for. For this person alone, and gone after a day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    key = models.CharField(_("key"), max_length=40, unique=True, default=_name, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(HelpPage, verbose_name=_("space"), on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(_("pages done"), default=0)
    total = models.PositiveIntegerField(_("pages"), default=0)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    # What is in it: whoever may no longer read one of these may no longer have the file.
    page_ids = models.JSONField(_("pages in it"), default=list)
    asked = models.DateTimeField(_("asked for at"), default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("handbook file")
        verbose_name_plural = _("handbook files")

    def __str__(self) -> str:
        return f"{self.space_id} > {self.user_id}: {self.state}"
