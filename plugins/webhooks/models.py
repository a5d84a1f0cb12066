"""Who is told what, and what became of it."""

from __future__ import annotations

import json
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .signing import secret_make, secret_validate


class Event(models.TextChoices):
    """What can be told. The values stand in the messages."""

    PUBLISHED = "page.published", _("A page was published")
    UNPUBLISHED = "page.unpublished", _("A page was unpublished")
    VOTED = "feedback.given", _("A reader said whether a page helped")
    SEARCH_FAILED = "search.failed", _("A search found nothing")
    TEST = "test", _("A test")


CHOSEN = [choice for choice in Event.choices if choice[0] != Event.TEST]


def validate_address(value: str) -> None:
    """Raise ValidationError for anything but an address by HTTP, and for one with a name and a password in it."""
    if not value.lower().startswith(("https://", "http://")):
        raise ValidationError(_("The address must begin with https://."))
    if "@" in urlsplit(value).netloc:
        raise ValidationError(_("The address must hold no user name."))


class Endpoint(models.Model):
    """A receiver: an address of another system."""

    name = models.CharField(_("name"), max_length=100)
    address = models.URLField(
        _("address"),
        max_length=500,
        validators=[validate_address],
        help_text=_("By https; by http only to inner addresses that the plugin’s settings name."),
    )
    events = models.JSONField(_("what it is told"), default=list)
    is_internal = models.BooleanField(
        _("also of pages that are not for everybody"),
        default=False,
        help_text=_("Titles and addresses of pages for customers and agents, and what agents searched."),
    )
    secret = models.CharField(
        _("secret"),
        max_length=120,
        default=secret_make,
        validators=[secret_validate],
        help_text=_("The receiver knows by it that a message is from here. Enter it there; nobody else must know it."),
    )
    is_on = models.BooleanField(_("switched on"), default=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("receiver")
        verbose_name_plural = _("receivers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A message on its way to one receiver, and afterwards its line in the log."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(Endpoint, verbose_name=_("receiver"), null=True, blank=True, on_delete=models.CASCADE)
    # The name under which another plugin sends: see hooks.webhooks_targets. Empty for a receiver's.
    target = models.CharField(max_length=100, blank=True)
    event = models.CharField(_("event"), max_length=60)
    body = models.JSONField(_("message"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next attempt"), default=timezone.now)
    answer = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)  # the status code of HTTP
    error = models.CharField(_("error"), max_length=300, blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now, db_index=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["status", "next_try"], name="webhooks_due")]

    def __str__(self) -> str:
        return f"{self.event} → {self.receiver}"

    @property
    def receiver(self) -> str:
        """Who gets it."""
        return self.endpoint.name if self.endpoint else self.target

    receiver.fget.short_description = _("receiver")  # type: ignore[attr-defined]

    def get_event_display(self) -> Any:
        """The event in words, as far as it is one of ours."""
        return dict(Event.choices).get(self.event, self.event)

    def get_body_display(self) -> SafeString:
        """The message as it is sent, in lines."""
        text = json.dumps(self.body, ensure_ascii=False, indent=2)
        return format_html('<pre class="webhooks-json" dir="ltr">{}</pre>', text)
