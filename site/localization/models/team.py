"""Who translates into a language."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class LanguageTeam(models.Model):
    """The three groups of one language. A lead may do all, a reviewer may translate too."""

    locale = models.OneToOneField("wagtailcore.Locale", on_delete=models.CASCADE, related_name="localization_team")
    translators = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    reviewers = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    leads = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    has_four_eyes = models.BooleanField(
        _("four eyes"), default=True, help_text=_("Nobody approves a translation that they wrote themselves.")
    )

    class Meta:
        verbose_name = _("language team")
        verbose_name_plural = _("language teams")

    def __str__(self) -> str:
        return str(self.locale)
