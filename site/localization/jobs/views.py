from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from content.converters import row_id
from content.editors import EditorsReport
from localization.jobs.forms import ItemsForm, RequestForm
from localization.jobs.planning import plan_of
from localization.jobs.rights import jobs_visible_to, locales_offered, may_manage, may_request
from localization.jobs.selectors import items_for, progress_of, totals_of
from localization.jobs.services import items_edit, job_attach, job_cancel, job_close, job_request, may_edit_items
from localization.jobs.sources import CHOSEN, Sources, sources_asked
from localization.links import link_to
from localization.models import BackgroundRun, TranslationJob
from localization.refusing import NotAllowed
from localization.rights import standing_of
from localization.runs import OPEN

SHOWN = 50
ITEMS = 100
UNFINISHED = (*OPEN, BackgroundRun.State.DONE)


def works_with_jobs(user: Any) -> bool:
    """Tell whether somebody translates, or asks others to."""
    return standing_of(user).is_anything or may_request(user)


class JobsView(EditorsReport):
    """The jobs that somebody may see; `?closed=1`: those that are over."""

    page_title = _("Translation jobs")
    header_icon = "clipboard-list"
    template_name = "localization/jobs/list.html"

    def may_see(self, user: Any) -> bool:
        """Those who work with them."""
        return works_with_jobs(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them, with how far each is."""
        closed = self.request.GET.get("closed") == "1"
        found = jobs_visible_to(self.request.user).filter(closed__isnull=not closed).select_related("user")
        jobs = Paginator(found, SHOWN).get_page(self.request.GET.get("p"))
        totals = totals_of(jobs, self.request.user)
        rows = [(job, *totals.get(job.pk, (0, 0))) for job in jobs]
        context = super().get_context_data(**kwargs)
        return {**context, "jobs": jobs, "rows": rows, "closed": closed, "today": timezone.localdate()}


class RequestView(EditorsReport):
    """Ask for translations. First it shows what would be made; what is asked about stands in the address (`jobs.sources`)."""

    page_title = _("Request translation")
    header_icon = "globe"
    template_name = "localization/jobs/request.html"

    def may_see(self, user: Any) -> bool:
        """Leads, and who writes pages."""
        return may_request(user)

    @cached_property
    def with_descendants(self) -> bool:
        """Whether all below is asked for too."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return bool(asked.get("with_descendants") or asked.get("subtree"))

    @cached_property
    def sources(self) -> Sources:
        """What is asked about."""
        return sources_asked(self.request, with_descendants=self.with_descendants)

    @cached_property
    def form(self) -> RequestForm:
        """With the languages of the address ticked, or all."""
        locales = locales_offered(self.request.user, self.sources.all)
        asked = languages_asked(self.request)
        ticked = [each.language_code for each in locales if not asked or each.language_code in asked]
        initial = {"languages": ticked, "with_descendants": self.with_descendants}
        return RequestForm(self.request.POST or None, locales=locales, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what would be made."""
        context = super().get_context_data(**kwargs)
        unknown = [code for code in languages_asked(self.request) if code not in self.form.locales]
        plan = plan_of(self.sources, self.form.chosen()) if self.sources.all else None
        people = [self.form[f"who_{code}"] for code in self.form.locales]
        named = self.sources.all[:SHOWN]
        return {
            **context, "sources": named, "more": len(self.sources.all) - len(named), "form": self.form, "plan": plan,
            "people": people, "unknown": unknown, "has_pages": bool(self.sources.pages),
        }  # fmt: skip

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look again, or ask for it."""
        if request.POST.get("do") != "request" or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        asked = self.form.cleaned_data
        kept = {name: asked[name] for name in ("title", "note", "due", "priority")}
        try:
            job = job_request(sources=self.sources, assignees=self.form.assignees(), user=request.user, **kept)
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
            return self.render_to_response(self.get_context_data())
        request.session.pop(CHOSEN, None)
        messages.success(request, gettext("The translations are requested."))
        return redirect(link_to("job", job.pk))


class JobView(EditorsReport):
    """How far a job is, and its rows, many of which can be changed at once."""

    page_title = _("Translation job")
    header_icon = "clipboard-list"
    template_name = "localization/jobs/job.html"

    def may_see(self, user: Any) -> bool:
        """Those who work with them; which one is asked below."""
        return works_with_jobs(user)

    @cached_property
    def job(self) -> TranslationJob:
        """The job. Raises Http404 where there is none, and for whom it is closed."""
        return get_object_or_404(jobs_visible_to(self.request.user).select_related("user", "run"), pk=self.kwargs["pk"])

    @cached_property
    def form(self) -> ItemsForm:
        """What can be changed."""
        return ItemsForm(self.request.POST or None, job=self.job)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With one page of its rows."""
        user = self.request.user
        if self.job.closed is None and self.job.run and self.job.run.state in UNFINISHED:
            job_attach(job=self.job)  # what the worker has made meanwhile
        items = Paginator(items_for(self.job, user), ITEMS).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs), "job": self.job, "items": items, "progress": progress_of(self.job, user),
            "form": self.form, "may_manage": may_manage(self.job, user), "may_edit": may_edit_items(self.job, user),
            "today": timezone.localdate(), "run_url": link_to("run", self.job.run_id) if self.job.run_id else "",
            "is_made": self.job.run is None or self.job.run.state == BackgroundRun.State.DONE,
        }  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change rows, close, or cancel."""
        try:
            if request.POST.get("do") == "close":
                job_close(job=self.job, user=request.user)
                messages.success(request, gettext("The job is closed."))
            elif request.POST.get("do") == "cancel":
                job_cancel(job=self.job, user=request.user)
                messages.success(request, gettext("The request is taken back. Drafts that were made already are kept."))
            elif not self.form.is_valid():
                return self.render_to_response(self.get_context_data())
            else:
                self.edit(request)
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
        return redirect(request.get_full_path())

    def edit(self, request: HttpRequest) -> None:
        """Change the chosen rows, and say how many, and why others were not."""
        ids = list(filter(None, map(row_id, request.POST.getlist("id"))))[:ITEMS]
        seen = list(items_for(self.job, request.user).filter(pk__in=ids).values_list("pk", flat=True))
        changed, refusals = items_edit(job=self.job, items=seen, user=request.user, **self.form.changes())
        if not ids:
            messages.error(request, gettext("Choose the rows that are to change."))
        elif changed:
            words = ngettext("%(count)d row changed.", "%(count)d rows changed.", changed)
            messages.success(request, words % {"count": changed})
        for sentence in refusals:
            messages.warning(request, sentence)


def languages_asked(request: HttpRequest) -> list[str]:
    """Return the codes that an address names, as `language` or `locale`."""
    return [*request.GET.getlist("language"), *request.GET.getlist("locale")]
