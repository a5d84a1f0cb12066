"""Pages that other pages begin from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.pages import WikiPage


class PageTemplate(models.Model):
    """A wiki page that is offered as a template to those who read it and write a new page in its language."""

    page = models.OneToOneField(WikiPage, on_delete=models.CASCADE, related_name="template_entry")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("offered by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("template for pages")
        verbose_name_plural = _("templates for pages")

    def __str__(self) -> str:
        return str(self.page_id)
