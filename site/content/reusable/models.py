from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.audiences import Audience
from content.fields import HelpStreamField
from content.locales import code_of


class ReusableContent(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A passage with a name. Pages show what is published of it; see content.reusable.resolving."""

    name = models.CharField(_("name"), max_length=120, help_text=_("For editors only; readers never see it."))
    body = HelpStreamField(verbose_name=_("body"))

    panels = [FieldPanel("name"), FieldPanel("body"), PublishingPanel()]
    override_translatable_fields = [SynchronizedField("name", overridable=False), TranslatableField("body")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("reusable content")
        verbose_name_plural = _("reusable contents")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a text that would stand within itself."""
        super().clean()
        from content.reusable.resolving import leads_to

        if self.pk and leads_to(list(self.body.raw_data), self.pk):
            raise ValidationError({"body": _("This text would stand within itself. Take the block that leads back to it out.")})

    @property
    def usage_url(self) -> str:
        """Where the admin lists the pages that use it; the column of Wagtail's list leads there."""
        viewset: Any = self.snippet_viewset
        return reverse(viewset.get_url_name("usage"), args=[quote(self.pk)])

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One for each audience, for its passages are for some of them only."""
        return [(str(each.value), each.label) for each in Audience]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/reusable/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from content.streams import stream_for

        language = code_of(self.locale_id) or settings.LANGUAGE_CODE
        level = int(mode_name) if mode_name.isdecimal() else Audience.PUBLIC
        return {
            **super().get_preview_context(request, mode_name),
            "body": stream_for(self.body, level).render_as_block({"anchors": set()}),
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
