"""Files of translations in the admin: out, and in after a dry run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic.edit import FormMixin

from content.locales import locale_id_of
from localization.exchange.documents import LARGEST, BrokenFile
from localization.exchange.exporting import export_open
from localization.exchange.formats import FORMATS, TERMS, TMX, format_of
from localization.exchange.inline import plain
from localization.exchange.planning import Conflict, Plan
from localization.exchange.screens import RoomView, translation_or_refuse
from localization.exchange.transfers import ENDED, kept_of, number_of, transfer_keep, transfer_plan, transfer_start
from localization.languages import language_info
from localization.models import TransferFile, Translation, TranslationJob
from localization.rights import may_translate
from localization.visible import translations_for

SHOWN = 200
"""Problems and conflicts that are listed; whoever has more has one mistake in all of them."""
ACCEPTED = ".xlf,.xliff,.po,.tmx,.csv"


class UploadForm(forms.Form):
    """A file, and whether it wins over what was written here meanwhile."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("XLIFF or PO as exported here, TMX for the memory, or CSV for the terms."),
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Take the file's text also where somebody has written another since the export"), required=False
    )
    content = b""
    format_name = ""

    def clean_file(self) -> Any:
        """Look what it is."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            limit = {"size": LARGEST // 1024 // 1024}
            raise ValidationError(_("The file is larger than %(size)d MB. Export fewer pages into one file.") % limit)
        self.content = file.read()
        try:
            self.format_name = format_of(self.content, file.name)
        except BrokenFile as error:
            where = _("Line %(line)d: ") % {"line": error.line} if error.line else ""
            raise ValidationError(f"{where}{error.reason}") from error
        return file


class ExchangeView(FormMixin[UploadForm], RoomView):
    """Everything that goes out and comes in, for all pages of a language or of a job; with a page, for that one."""

    form_class = UploadForm
    template_name = "localization/exchange/exchange.html"
    page_title = gettext_lazy("Files of translations")
    page: Translation | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the page that the address names, if any."""
        if "pk" in kwargs:
            self.page = translation_or_refuse(request.user, kwargs["pk"])
            if not may_translate(request.user, self.page.locale_id):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[dict[str, Any]]:
        """A page's own screen lies below that of all."""
        if self.page is None:
            return []
        return [{"url": reverse("localization_admin:exchange"), "label": _("Files of translations")}]

    def get_page_subtitle(self) -> str:
        """The page."""
        return str(self.page.title) if self.page else ""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Keep a file for its dry run."""
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        name = form.format_name
        if self.page is not None and name in (TMX, TERMS):
            form.add_error("file", _("This kind of file belongs to no page. Upload it on the screen for all files."))
            return self.render_to_response(self.get_context_data(form=form))
        kept = transfer_keep(
            content=form.content,
            name=str(form.cleaned_data["file"].name),
            form=name,
            user=request.user,
            translation=self.page,
            overwrite=form.cleaned_data["overwrite"],
        )
        return redirect("localization_admin:exchange_file", kept.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be exported."""
        more = {
            "formats": [(each.name, each.label) for each in FORMATS.values()],
            "languages": [language_info(locale.language_code) for locale in self.locales],
            "jobs": [] if self.page else self._jobs(),
            "page": self.page,
            "page_info": language_info(self.page.locale.language_code) if self.page else None,
            "may_upload": self.page is None or may_translate(self.request.user, self.page.locale),
        }
        return super().get_context_data(**more, **kwargs)

    def _jobs(self) -> list[TranslationJob]:
        """Open jobs that hold a page this person may know of, newest first."""
        visible = translations_for(self.request.user).filter(locale__in=self.locales)
        jobs = TranslationJob.objects.filter(closed=None, items__translation__in=visible)
        return list(jobs.annotate(number=Count("items", distinct=True)).order_by("-created", "-pk")[:50])


@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """A file of a page (`?page=`), a job (`?job=`) or a language (`?language=`), in a `format`; `?todo=1` for what is to do."""
    form = FORMATS.get(request.GET.get("format", ""))
    if form is None:
        raise Http404
    chosen = list(_chosen(request))
    if not chosen:
        messages.warning(request, _("There is nothing to export: no page of this choice is yours to translate."))
        return redirect("localization_admin:exchange")
    file, name = export_open(chosen, form, only_to_do=bool(request.GET.get("todo")), about=_about(request, chosen))
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


def _about(request: HttpRequest, chosen: list[Translation]) -> str:
    """What an export is of: its page or its job; of a language its code says enough."""
    if request.GET.get("page", "").isdecimal():
        return chosen[0].title or f"page-{chosen[0].pk}"
    if (number := request.GET.get("job", "")).isdecimal():
        title = TranslationJob.objects.filter(pk=int(number[:18])).values_list("title", flat=True).first()
        return title or f"job-{number}"
    return ""


def _chosen(request: HttpRequest) -> Any:
    """The translations of an export that this person may know of and write. Raises PermissionDenied for a page that is not."""
    visible = translations_for(request.user).filter(is_source_gone=False).select_related("locale", "source_locale")
    numbers = {name: request.GET.get(name, "") for name in ("page", "job")}
    if numbers["page"].isdecimal():
        one = translation_or_refuse(request.user, int(numbers["page"][:18]))
        if not may_translate(request.user, one.locale):
            raise PermissionDenied
        return [one]
    if numbers["job"].isdecimal():
        visible = visible.filter(job_items__job=int(numbers["job"][:18]))
    else:
        visible = visible.filter(locale=locale_id_of(request.GET.get("language", "")))
    rows = visible.order_by("locale", "title", "pk")
    return [row for row in rows if may_translate(request.user, row.locale)]


class TransferView(RoomView):
    """One uploaded file: what it would do, then what it did."""

    template_name = "localization/exchange/file.html"
    page_title = gettext_lazy("Uploaded file")
    transfer: TransferFile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For whoever has uploaded it."""
        rows = TransferFile.objects.select_related("user", "translation", "translation__locale")
        user: Any = request.user
        self.transfer = get_object_or_404(rows, pk=kwargs["pk"], user_id=user.pk)
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[dict[str, Any]]:
        """Below the page's screen, or that of all."""
        page = self.transfer.translation_id
        url = reverse("localization_admin:exchange_page", args=[page]) if page else reverse("localization_admin:exchange")
        return [{"url": url, "label": _("Files of translations")}]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Import the file, look again, or forget it."""
        each, back = self.transfer, self.above()[0]["url"]
        if "forget" in request.POST:
            TransferFile.objects.filter(pk=each.pk).exclude(state=TransferFile.State.WAITING).delete()
            return redirect(back)
        if "overwrite" in request.POST:
            TransferFile.objects.filter(pk=each.pk, state=TransferFile.State.CHECKED).update(overwrite=not each.overwrite)
        elif each.state == TransferFile.State.CHECKED:
            plan = transfer_plan(each)
            if plan.writes:
                transfer_start(each, plan)
        return redirect("localization_admin:exchange_file", each.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file, and its plan while it is not imported."""
        context = {**super().get_context_data(**kwargs), "each": self.transfer, "is_waiting": self.transfer.state == "waiting"}
        context["ended"] = ENDED.get(self.transfer.message, "")
        if self.transfer.state != TransferFile.State.CHECKED:
            return context | self._conflicts(kept_of(self.transfer))
        plan = transfer_plan(self.transfer)
        context |= {"plan": plan, "number": number_of(plan), "problems": plan.problems[:SHOWN]}
        context["more"] = max(0, len(plan.problems) - SHOWN)
        if isinstance(plan, Plan):
            context |= self._conflicts(plan.conflicts)
            context |= {
                "more_conflicts": max(0, len(plan.conflicts) - SHOWN),
                "pages": plan.titles.most_common(SHOWN),
            }
        return context

    def _conflicts(self, conflicts: list[Conflict]) -> dict[str, Any]:
        """Texts of the file and of the site beside each other."""
        return {"conflicts": [(one, plain(one.ours)[:300], plain(one.theirs)[:300]) for one in conflicts[:SHOWN]]}
