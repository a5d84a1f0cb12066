"""Personal data in the admin: for superusers, who are asked by people without an account or by mail."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.forms_personal import PersonForm
from accounts.personal_data import Exported, personal_data_erase, personal_data_export
from accounts.views.personal_data import as_file

logger = logging.getLogger(__name__)


class PersonalDataView(WagtailAdminTemplateMixin, TemplateView):
    """Find somebody, then download or erase. Every step is a POST: addresses do not belong into logs of addresses."""

    page_title = gettext_lazy("Personal data")
    header_icon = "user"
    template_name = "accounts/admin/personal_data.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For superusers alone."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look, hand out or erase, as the button says."""
        form, found = PersonForm(request.POST), None
        if form.is_valid() and form.person is not None:
            if "download" in request.POST:
                return as_file(form.person, name="personal-data.json")
            if "erase" in request.POST and request.POST.get("sure") == "on":
                return self._erase(request, form)
            if "erase" in request.POST:
                messages.error(request, _("Nothing was erased: please tick that you are sure."))
            found = personal_data_export(form.person)
        return self.render_to_response(self.get_context_data(form=form, found=found))

    def _erase(self, request: HttpRequest, form: PersonForm) -> HttpResponse:
        done = personal_data_erase(form.person)  # type: ignore[arg-type]
        logger.info("personal data erased by user %s: %s", request.user.pk, done.counts)
        if done.failed:
            names = ", ".join(done.failed)
            messages.error(request, _("Not everything could be erased: %(names)s. See the log.") % {"names": names})
        else:
            messages.success(request, _("Erased."))
        return redirect("accounts_personal_data")

    def get_context_data(self, *, form: PersonForm | None = None, found: Exported | None = None, **kwargs: Any) -> dict[str, Any]:
        """The form, and how much there is."""
        return {**super().get_context_data(**kwargs), "form": form or PersonForm(), "found": found}


class PersonalDataMenuItem(MenuItem):
    """In the menu of settings, for the same people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return bool(request.user.is_superuser)


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return PersonalDataMenuItem(
        gettext_lazy("Personal data"), reverse("accounts_personal_data"), name="personal-data", icon_name="user", order=720
    )
