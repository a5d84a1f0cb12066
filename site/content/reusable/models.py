from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.fields import HelpStreamField
from content.previews import AudiencePreview


class ReusableContent(AudiencePreview, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
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

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/reusable/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from content.streams import stream_for

        context = super().get_preview_context(request, mode_name)
        return {**context, "body": stream_for(self.body, context["level"]).render_as_block({"anchors": set()})}
