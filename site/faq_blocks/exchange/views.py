"""Import and export in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from faq_blocks.exchange.exporting import exported
from faq_blocks.exchange.planning import ACTION_LABELS, Action, Plan, plan_make
from faq_blocks.exchange.reading import COLUMNS, CSV, JSON, MOST_ROWS, Record, UnreadableFile, records_of
from faq_blocks.exchange.rights import may_export, may_import, rights_of
from faq_blocks.exchange.tasks import progress_of, questions_import
from faq_blocks.models import QuestionImport

SHOWN = 200
"""Rows of the dry run that are listed; who has more looks into the file."""
COLUMN_HELP = {
    "language": _("The code of the language, such as ar. May be missing when you choose one above."),
    "slug": _("Names the question in addresses. A question of the same language and slug is the same question."),
    "question": _("The question; the only column that must be there."),
    "answer": _("Text or HTML; scripts and styles are taken out. Answers with steps, pictures or tables are blocks as JSON."),
    "topics": _("The topics, with > before those below and | between several: Orders > Returns | Gifts. Missing ones are made."),
    "tags": _("Tags, with | between them."),
    "audience": _("public, customer or agent."),
    "keywords": _("Words readers use that are not in the text."),
    "featured": _("yes or no."),
    "state": _("published or draft. A draft never takes a question down that is published."),
    "note": _("A note for colleagues."),
    "key": _("Joins translations: questions of several languages with the same key are one another's translations."),
}


class UploadForm(forms.Form):
    """A file, and how to take it."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("as each row says")), *settings.LANGUAGES],
        required=False,
        help_text=_("For rows that name no language."),
    )
    existing = forms.ChoiceField(
        label=_("Questions that are there already"),
        choices=[("update", _("Bring them up to date")), ("skip", _("Leave them as they are"))],
        widget=forms.RadioSelect,
        initial="update",
    )
    content = b""
    records: list[Record]

    def clean_file(self) -> Any:
        """Read the whole file."""
        file = self.cleaned_data["file"]
        self.content = file.read()
        self.records = records_of(self.content, file.name)
        return file


class ExchangeView(WagtailAdminTemplateMixin, TemplateView):
    """What these pages share."""

    page_title: Any = _("Import and export")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the library."""
        above = (
            [{"url": reverse("faq_exchange"), "label": _("Import and export")}]
            if self.page_title != _("Import and export")
            else []
        )
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]


class UploadView(ExchangeView, FormView):
    """The form for a file, and the ways out of the library."""

    form_class = UploadForm
    template_name = "faq_blocks/admin/exchange.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who see the library; the form for those who may add questions."""
        if not may_export(request.user) or (request.method == "POST" and not may_import(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep the file for the dry run."""
        user: Any = self.request.user  # signed in, or dispatch has refused
        made = QuestionImport.objects.create(
            user=user,
            file_name=str(form.cleaned_data["file"].name)[-255:],
            content=form.content,
            language=form.cleaned_data["language"],
            update_existing=form.cleaned_data["existing"] == "update",
        )
        return redirect("faq_import", made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Besides: what a file looks like."""
        columns = [(name, COLUMN_HELP[name]) for name in COLUMNS]
        more = {
            "columns": columns,
            "most_rows": MOST_ROWS,
            "languages": settings.LANGUAGES,
            "may_import": may_import(self.request.user),
        }
        return super().get_context_data(**more, **kwargs)


class ImportView(ExchangeView):
    """One uploaded file: what would happen, then the import itself, then what has happened."""

    template_name = "faq_blocks/admin/import.html"
    page_title = _("Import questions")
    each: QuestionImport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For whoever has uploaded the file, while they may add questions."""
        if not may_import(request.user):
            raise PermissionDenied
        self.each = get_object_or_404(QuestionImport, pk=kwargs["pk"], user=request.user)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Start the import, check again, or forget the file."""
        waiting, checked = QuestionImport.State.WAITING, QuestionImport.State.CHECKED
        rows = QuestionImport.objects.filter(pk=self.each.pk)
        if "forget" in request.POST:
            rows.exclude(state=waiting).delete()
            return redirect("faq_exchange")
        if "again" in request.POST:
            if self.each.is_stuck or self.each.state == QuestionImport.State.FAILED:
                rows.update(state=checked, message="")
        # Only one of two clicks finds it checked.
        elif rows.filter(state=checked).update(state=waiting, started_at=timezone.now()):
            transaction.on_commit(lambda: questions_import.enqueue(self.each.pk))
        return redirect("faq_import", self.each.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file, and its plan while it is not imported."""
        context = {**super().get_context_data(**kwargs), "each": self.each}
        if self.each.state == QuestionImport.State.CHECKED:
            try:
                records = records_of(bytes(self.each.content), self.each.file_name)
            except UnreadableFile as error:
                return {**context, "unreadable": error.messages[0]}
            rights = rights_of(self.request.user)
            plan = plan_make(records, language=self.each.language, update=self.each.update_existing, rights=rights)
            context |= _shown(plan)
        return context


def _shown(plan: Plan) -> dict[str, Any]:
    order = (Action.REFUSED, Action.LEFT, Action.NEW, Action.CHANGED, Action.SKIPPED, Action.UNCHANGED)
    steps = sorted(plan.steps, key=lambda step: (order.index(step.action), step.row.line))
    counts = [(ACTION_LABELS[Action(name)], name, count) for name, count in plan.counts.items()]
    return {
        "plan": plan,
        "steps": [(step, ACTION_LABELS[step.action]) for step in steps[:SHOWN]],
        "more": max(0, len(steps) - SHOWN),
        "counts": counts,
        "writes": any(step.action in (Action.NEW, Action.CHANGED) for step in steps),
    }


def import_status(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell how far an import is, to the page that shows it."""
    each = get_object_or_404(QuestionImport, pk=pk, user=request.user)
    return JsonResponse({"state": each.state, "done": progress_of(pk)})


def export(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The library as a file; `?language=` may stand several times."""
    if not may_export(request.user):
        raise PermissionDenied
    kind = JSON if kind == JSON else CSV
    codes = [code for code in request.GET.getlist("language") if code in dict(settings.LANGUAGES)]
    mime = "application/json" if kind == JSON else "text/csv; charset=utf-8"
    name = f"questions-{timezone.localdate():%Y-%m-%d}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(exported(kind, languages=codes), content_type=mime, headers=disposition)
