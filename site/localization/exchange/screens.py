"""What the screens of memory, files, terms and machines share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from localization.models import Translation
from localization.rights import locales_for
from localization.visible import translations_for


class RoomView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who translate into at least one language."""

    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for others."""
        self.locales = locales_for(request.user)
        if not self.locales:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, *self.above(), {"url": "", "label": self.page_title}]

    def above(self) -> list[dict[str, Any]]:
        """What lies between the start of the admin and this screen."""
        return []


def translation_or_refuse(user: Any, pk: int) -> Translation:
    """Return a translation that somebody may know of. Raises PermissionDenied, also for one that is not there."""
    found = translations_for(user).select_related("locale", "source_locale", "content_type").filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found
