"""The screens of tasks and jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from operations.background import tasks_wait_for_worker
from operations.health import worker_health
from operations.logs.redaction import redacted
from operations.work.changing import Refused, job_run_now, task_cancel, task_forget, task_retry
from operations.work.labels import Text, task_label
from operations.work.listing import FILTERS, failures_recount, jobs_listed, task_counts, task_shown, tasks_listed
from operations.work.permissions import may_manage, may_view

AT_ONCE = 50
TABS: dict[str, Text] = {
    "": _("All"),
    "open": _("Waiting and running"),
    "failed": _("Failed"),
    "done": _("Done"),
    "cancelled": _("Cancelled"),
}


class OperatorsView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who look after the site."""

    header_icon = "cogs"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse others."""
        if not may_view(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is: below the state of the system."""
        items = [*self.breadcrumbs_items, {"url": reverse("operations_admin:system"), "label": _("System")}]
        return [*items, *self.more_breadcrumbs(), {"url": "", "label": self.get_page_title()}]

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        """What lies between."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may do."""
        return {**super().get_context_data(**kwargs), "may_manage": may_manage(self.request.user)}


class TasksView(OperatorsView):
    """What requests and jobs have left for the worker."""

    page_title = _("Tasks")
    template_name = "operations/work/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of a tab."""
        state = self.request.GET.get("state", "")
        state = state if state in FILTERS else ""
        page = WagtailPaginator(tasks_listed(state), AT_ONCE).get_page(self.request.GET.get("p"))
        asked = urlencode({name: value for name, value in (("state", state), ("p", self.request.GET.get("p"))) if value})
        is_well, _text = worker_health()
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "rows": [task_shown(task) for task in page],
            "tabs": list(self._tabs(state)),
            "query": f"?{asked}" if asked else "",
            "here": reverse("operations_admin:tasks") + (f"?{asked}" if asked else ""),
            "run_at_once": not tasks_wait_for_worker(),
            "no_worker": not is_well,
        }

    def _tabs(self, current: str) -> Any:
        counts = task_counts()
        for name, label in TABS.items():
            if name in ("", "failed", current) or counts[name]:
                yield {"name": name, "label": label, "count": counts[name or "all"], "current": name == current}


class TasksResultsView(TasksView):
    """The part of the list that changes while somebody looks on."""

    template_name = "operations/work/_tasks.html"


class TaskView(OperatorsView):
    """One task: its times, its progress, and what went wrong."""

    template_name = "operations/work/task.html"

    @cached_property
    def task(self) -> DBTaskResult:
        """The task of the address."""
        return _task(self.kwargs["task_id"])

    def get_page_title(self) -> str:
        """What it is called."""
        return str(task_label(self.task.task_path))

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        """The list."""
        return [{"url": reverse("operations_admin:tasks"), "label": TasksView.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the task. Where it failed is for superusers: a traceback shows the inside of the site."""
        trace = redacted(self.task.traceback) if self.request.user.is_superuser else ""
        return {**super().get_context_data(**kwargs), "row": task_shown(self.task), "trace": trace, "here": self.request.path}


class JobsView(OperatorsView):
    """What the scheduler does again and again."""

    page_title = _("Scheduled jobs")
    header_icon = "time"
    template_name = "operations/work/jobs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add every job."""
        rows = jobs_listed()
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "here": reverse("operations_admin:jobs"),
            "failed": sum(row.has_failed for row in rows),
        }


class JobsResultsView(JobsView):
    """The part of the list that changes while somebody looks on."""

    template_name = "operations/work/_jobs.html"


@require_POST
def retry(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Have a task done again."""
    return _changed(request, task_id, task_retry, gettext("It is done again as soon as a worker is free."))


@require_POST
def cancel(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Have a task not begun, or ended early."""
    return _changed(request, task_id, task_cancel, gettext("It is cancelled. What is done already stays."))


@require_POST
def forget(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Take a task out of the list."""
    return _changed(request, task_id, task_forget, gettext("It is out of the list."))


@require_POST
def run_now(request: HttpRequest, name: str) -> HttpResponse:
    """Have a job done with the scheduler's next look."""
    _require_manager(request)
    try:
        job_run_now(name)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, gettext("It runs within seconds, or as soon as a scheduler is there."))
    return _back(request, "operations_admin:jobs")


def _changed(request: HttpRequest, task_id: UUID, change: Callable[[DBTaskResult], None], done: str) -> HttpResponse:
    _require_manager(request)
    try:
        change(_task(task_id))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        failures_recount()
        messages.success(request, done)
    return _back(request, "operations_admin:tasks")


def _require_manager(request: HttpRequest) -> None:
    if not may_manage(request.user):
        raise PermissionDenied


def _task(task_id: UUID) -> DBTaskResult:
    task = DBTaskResult.objects.filter(pk=task_id).first()
    if task is None:
        raise Http404
    return task


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or reverse(otherwise))
