from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Revision

from content.audiences import Audience
from content.locales import code_of
from content.models import HelpPage
from localization.languages import direction_of
from theme.compare.versions import compared

NEWEST = {"live": _("what readers see now"), "latest": _("the newest draft"), "earliest": _("the first version")}


class CompareView(WagtailAdminTemplateMixin, TemplateView):
    """Two versions of a page as readers see them; `?as=` names the audience (0 everyone, 1 customers, 2 agents)."""

    page_title = _("As readers see it")
    header_icon = "doc-empty-inverse"
    template_name = "theme/compare/admin.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may edit or publish this page."""
        self.page: HelpPage = get_object_or_404(HelpPage, pk=kwargs["page_id"]).specific
        rights = self.page.permissions_for_user(request.user)
        if not (rights.can_edit() or rights.can_publish()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_page_subtitle(self) -> str:
        """Which page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is: the history of the page."""
        history = {"url": reverse("wagtailadmin_pages:history", args=[self.page.pk]), "label": _("History")}
        return [*self.breadcrumbs_items, history, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both versions, in the language of the page."""
        before, after = self._version(kwargs["before"]), self._version(kwargs["after"])
        asked = self.request.GET.get("as", "")
        audience = Audience(int(asked)) if asked in {"0", "1", "2"} else Audience(self.page.effective_audience)
        language = code_of(self.page.locale_id)
        with override(language):
            parts = compared(before[0], after[0], audience=audience)
        return {
            **super().get_context_data(**kwargs),
            "page_object": self.page,
            "parts": parts,
            "is_same": all(not part.state for part in parts),
            "audiences": Audience.choices,
            "audience": audience.value,
            "before": before[1],
            "after": after[1],
            "text_language": language,
            "text_direction": direction_of(language),
            "language_name": dict(settings.LANGUAGES).get(language, language),
        }

    def _version(self, name: str) -> tuple[HelpPage, Any]:
        """Return a version of the page, and what it is called: its revision, or words."""
        if name == "live":
            return self.page, NEWEST[name]
        own = Revision.page_revisions.filter(object_id=str(self.page.pk)).select_related("user").order_by("created_at", "pk")
        revision = own.first() if name == "earliest" else own.last() if name == "latest" else own.filter(pk=int(name)).first()
        if revision is None:
            raise Http404
        return revision.as_object(), revision
