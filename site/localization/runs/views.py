"""The screens of background runs: a list, one of them with its progress, and the wish to stop it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from localization.models import BackgroundRun
from localization.runs.running import run_cancel
from localization.runs.selectors import run_shown, runs_of, title_of

AT_ONCE = 50


class RunsView(WagtailAdminTemplateMixin, TemplateView):
    """What somebody has asked for, and how far it is."""

    page_title = _("Work in the background")
    header_icon = "rotate"
    template_name = "localization/runs/list.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of runs."""
        page = Paginator(runs_of(self.request.user), AT_ONCE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": [run_shown(run) for run in page]}


class RunView(WagtailAdminTemplateMixin, TemplateView):
    """One run. A script follows it; without scripts there is a link that reads the screen again."""

    header_icon = "rotate"
    template_name = "localization/runs/run.html"

    def get_page_title(self) -> str:
        """Its title."""
        return title_of(self.run)

    @property
    def run(self) -> BackgroundRun:
        """The run of the address. Raises Http404 for those of others."""
        return _run(self.request, self.kwargs["run_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        above = {"url": reverse("localization_admin:runs"), "label": _("Work in the background")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the run."""
        return {**super().get_context_data(**kwargs), "shown": run_shown(self.run)}


@never_cache
@require_GET
def run_progress(request: HttpRequest, run_id: int) -> JsonResponse:
    """Answer how far a run is, for the script of its screen."""
    shown = run_shown(_run(request, run_id))
    words = {
        "state": str(shown.run.get_state_display()),
        "isOpen": shown.is_open,
        "percent": shown.percent,
        "done": shown.run.done,
        "total": shown.run.total,
        "problems": len(shown.problems),
    }
    return JsonResponse(words)


@require_POST
def run_stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask a run to end after the chunk it is at."""
    run = _run(request, run_id)
    run_cancel(run)
    if run.state == BackgroundRun.State.RUNNING:
        messages.success(request, gettext("It ends after the pages at hand. What is done stays."))
    elif run.state == BackgroundRun.State.CANCELLED:
        messages.success(request, gettext("It is cancelled. What is done stays."))
    else:
        messages.warning(request, gettext("It had ended already."))
    return redirect("localization_admin:run", run.pk)


def _run(request: HttpRequest, run_id: int) -> BackgroundRun:
    run = runs_of(request.user).filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run
