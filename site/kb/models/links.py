"""Where texts link to, and what is there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class LinkState(models.TextChoices):
    """What the last look at an address said. Only `BROKEN` is told to editors."""

    WAITING = "waiting", _("not checked yet")
    FINE = "fine", _("works")
    FAILING = "failing", _("does not answer of late")
    BROKEN = "broken", _("broken")
    UNKNOWN = "unknown", _("cannot be checked")


class CheckedLink(models.Model):
    """An address that texts link to, once for all of them.

    `address` is "page:7", "page:7#heading" or "document:3" for what editors chose, "/en/…" for a path of this site, otherwise
    an address of the web. `host` is empty for what is checked in the database. `reason` is one of kb.links.verdicts, `failed`
    is when it failed first in a row.
    """

    address = models.TextField(_("address"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState.choices, default=LinkState.WAITING)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failed = models.DateTimeField(_("fails since"), null=True)
    checked = models.DateTimeField(_("last checked"), null=True)
    next_check = models.DateTimeField(_("next check"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")
        indexes = [models.Index(fields=["state"], name="kb_link_state")]

    def __str__(self) -> str:
        return self.address


class PageLink(models.Model):
    """A page links to an address. An editor may say that it is right as it is: then it is not told again."""

    page = models.ForeignKey(HelpPage, on_delete=models.CASCADE, related_name="links_out")
    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="places")
    first_seen = models.DateTimeField(_("first seen"), auto_now_add=True)
    ignored = models.BooleanField(_("ignored"), default=False)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ignored by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["page", "link"], name="kb_one_link_per_page")]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.link_id}"
