"""Who looks after an article, when it was checked last, and when it is to be checked again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.models import HelpPage


class ReviewingPage(HelpPage):
    """Inherited by categories: what counts for the articles below."""

    class Meta:
        abstract = True


class ReviewedPage(HelpPage):
    """Inherited by articles."""

    reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("The day somebody last checked that all of it is still true."),
    )

    settings_panels = [*HelpPage.settings_panels, FieldPanel("reviewed_on")]

    class Meta:
        abstract = True
