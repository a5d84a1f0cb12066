"""The report, for agents beside the queue and, where they work there, in the admin."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from content.editors import EditorsMenuItem, EditorsReport
from wiki.agents import agents_only
from wiki.grants.report import exported, filters_read, granted_for, policies_of, rows_by
from wiki.grants.rights import sees_report
from wiki.models.policies import Approver


def report_context(request: HttpRequest) -> dict[str, Any]:
    """Return the tables and the form above them."""
    filters = filters_read(request.GET)
    grants = granted_for(request.user, filters)
    tables = [
        (_("By policy"), _("Policy"), rows_by(grants, "policy")),
        (_("By exception"), _("Exception"), rows_by(grants, "exception")),
        (_("By role"), _("Role"), rows_by(grants, "role")),
        (_("By month"), _("Month"), rows_by(grants, "month")),
    ]
    kept = {name: value for name, value in asdict(filters).items() if value}
    return {
        "filters": filters,
        "tables": tables,
        "total": grants.count(),
        "policies": policies_of(request.user),
        "roles": Approver.choices,
        "export_url": f"{reverse('wiki:grants_export')}?{urlencode(kept)}",
    }


@agents_only
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report for leads and managers; for other agents there is nothing here."""
    if not sees_report(request.user):
        raise Http404
    return render(request, "wiki/grants/report.html", report_context(request))


@agents_only
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same grants as a file for spreadsheets."""
    if not sees_report(request.user):
        raise Http404
    lines = list(exported(granted_for(request.user, filters_read(request.GET))))
    response = StreamingHttpResponse((line.encode() for line in lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="grants-{timezone.localdate().isoformat()}.csv"'
    return response  # type: ignore[return-value]


class GrantsReport(EditorsReport):
    """The report below the admin's reports."""

    page_title = _("Grants")
    header_icon = "doc-full"
    template_name = "wiki/admin/grants.html"

    def may_see(self, user: Any) -> bool:
        """For leads and managers who work in the admin."""
        return sees_report(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tables."""
        return {**super().get_context_data(**kwargs), **report_context(self.request)}


def report_menu_item() -> EditorsMenuItem:
    """Return the way to it."""
    return EditorsMenuItem(
        _("Grants"), reverse("wiki_grants_report"), name="wiki-grants", icon_name="doc-full", order=665, may_see=sees_report
    )
