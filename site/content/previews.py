"""Snippets with passages for some readers only, as the admin shows them: to each audience, while they are written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info
from wagtail.models import PreviewableMixin

from content.audiences import Audience
from content.locales import code_of


class AudiencePreview(PreviewableMixin):
    """Mixin of translatable snippets: a preview for each audience, and where the admin tells of the pages that show it."""

    @property
    def usage_url(self) -> str:
        """Where the admin lists the pages that show it; the column of Wagtail's list leads there."""
        viewset: Any = self.snippet_viewset
        return reverse(viewset.get_url_name("usage"), args=[quote(self.pk)])

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One for each audience."""
        return [(str(each.value), each.label) for each in Audience]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Add the `level` that the mode names, the lowest for any other, and the language with its direction."""
        language = code_of(self.locale_id) or settings.LANGUAGE_CODE
        return {
            **super().get_preview_context(request, mode_name),
            "level": next((each for each in Audience if str(each.value) == mode_name), Audience.PUBLIC),
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
