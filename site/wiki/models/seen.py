"""Which version of a page somebody has seen last."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class LastSeen(models.Model):
    """The version of a page that somebody saw last, and the one they had seen before. Gone with the account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(HelpPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("first seen on"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version seen last")
        verbose_name_plural = _("versions seen last")
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="wiki_one_seen"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.page_id}"
