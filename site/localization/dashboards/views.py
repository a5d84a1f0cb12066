"""Screens beside the matrix."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page, Revision
from wagtail.permissions import policy_registry

from content.editors import EditorsReport
from content.locales import locale_id_of
from localization.dashboards.cells import edit_address
from localization.dashboards.language import standing_of
from localization.dashboards.matrix import dashboards_for
from localization.languages import language_info
from localization.models import SourceChange
from localization.significance import source_say_ready
from localization.significance.asking import LEVELS
from localization.significance.saying import last_published, level_correct


class LanguageView(EditorsReport):
    """One language: coverage, work, throughput, oldest."""

    header_icon = "wagtail-localize-language"
    template_name = "localization/admin/language.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A language of the site. Raises Http404 for another."""
        locale = Locale.objects.filter(pk=locale_id_of(kwargs["code"])).first()
        if locale is None:
            raise Http404
        self.locale = locale
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page_title(self) -> str:
        """With the language."""
        return gettext("Translations into %(language)s") % {"language": language_info(self.locale.language_code).name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the matrix."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("localization_admin:matrix"), "label": gettext("Translations")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the numbers, and the ways into the matrix."""
        code = self.locale.language_code
        return {
            **super().get_context_data(**kwargs),
            "info": language_info(code),
            "standing": standing_of(self.locale, self.request.user),
            "matrix_url": f"{reverse('localization_admin:matrix')}?language={code}",
            "tabs": dashboards_for(self.request.user, self.request.path),
        }


@require_POST
def say_ready(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """Say that what is published of a source is ready for translation. Raises PermissionDenied for who may not edit it."""
    source = source_to_edit(translation_key, request.user)
    if source is not None and source_say_ready(translation_key=translation_key, user=request.user):
        messages.success(request, gettext("Translators may begin now."))
    else:
        messages.info(request, gettext("This text is ready for translation already."))
    return back(request, source)


@require_POST
def correct_level(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """Say another level of what was published last. Raises PermissionDenied for who may not edit the source."""
    source, level = source_to_edit(translation_key, request.user), request.POST.get("level", "")
    if source is None or level not in {str(each.value) for each in LEVELS}:
        raise Http404
    level_correct(translation_key=translation_key, level=int(level), user=request.user)
    messages.success(request, gettext("The translations are counted anew."))
    return back(request, source)


def back(request: HttpRequest, source: Any) -> HttpResponse:
    """Where the form was, or to the form of the source."""
    address = get_valid_next_url_from_request(request) or (edit_address(source) if source is not None else "")
    return redirect(address or reverse("localization_admin:matrix"))


def source_to_edit(translation_key: UUID, user: Any) -> Any:
    """Return a source something of which was published; None where there is none. Raises PermissionDenied."""
    change = last_published(translation_key)
    source = source_of_change(change) if change is not None else None
    if source is not None and not may_edit(user, source):
        raise PermissionDenied
    return source


def source_of_change(change: SourceChange) -> Any:
    """Return the page or snippet that a change is of; None where it is gone."""
    revision = Revision.objects.filter(pk=change.revision).first()
    return revision.content_object if revision is not None else None


def may_edit(user: Any, source: Any) -> bool:
    """Tell whether somebody may edit a page or snippet."""
    if isinstance(source, Page):
        return bool(source.specific.permissions_for_user(user).can_edit())
    return bool(policy_registry.get(source).user_has_permission(user, "change"))
