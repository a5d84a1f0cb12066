"""What a site decides about its questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="help")
class QuestionSettings(BaseSiteSetting):
    """For all questions of the library, on one site."""

    own_pages = models.BooleanField(
        _("questions have pages of their own"),
        default=True,
        help_text=_(
            "At an address of its own each question can be linked and found by search engines, and large FAQ pages fetch"
            " answers on demand. Without, answers always stand in the page."
        ),
    )

    class Meta:
        verbose_name = _("questions")
