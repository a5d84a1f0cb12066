"""Machines in the admin: what is set up, and the button that fills what is to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from content.locales import locale_id_of
from localization.exchange.screens import RoomView, translation_or_refuse
from localization.languages import language_info
from localization.machine.engines import EngineError, engine_now
from localization.machine.runs import fill_start
from localization.models import Origin, Translation, TranslationJob, Unit, UnitState
from localization.rights import may_lead, may_translate, writing_refused
from localization.visible import translations_for


class MachineView(RoomView):
    """Which machine translates, what waits for a person's look, and a whole language or job to fill."""

    template_name = "localization/machine/machine.html"
    page_title = gettext_lazy("Machine translation")
    header_icon = "cogs"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Fill what is to do in a language (`language`) or in a job (`job`), for leads."""
        visible = translations_for(request.user).filter(is_source_gone=False, is_synced=True, units_done__lt=F("units_total"))
        locale = Locale.objects.filter(pk=locale_id_of(request.POST.get("language", ""))).first()
        job = request.POST.get("job", "")
        if locale is not None:
            if not may_lead(request.user, locale):
                raise PermissionDenied
            chosen, key, name = visible.filter(locale=locale), f"language-{locale.pk}", language_info(locale.language_code).name
        elif job.isdecimal():
            led = [each for each in self.locales if may_lead(request.user, each)]
            chosen = visible.filter(job_items__job=int(job[:18]), locale__in=led)
            key, name = f"job-{job[:18]}", _("the languages of a job")
        else:
            return redirect("localization_admin:machine")
        return start(request, list(chosen), language=name, key=key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The machine, and what waits."""
        engine, problem = None, ""
        try:
            engine = engine_now()
        except EngineError as error:
            problem = str(error)
        user = self.request.user
        visible = translations_for(user).filter(locale__in=self.locales)
        raw = Unit.objects.filter(translation__in=visible, origin=Origin.MACHINE, needs_edit=True, state=UnitState.DONE)
        led = [locale for locale in self.locales if may_lead(user, locale)]
        jobs = TranslationJob.objects.filter(closed=None, items__translation__in=visible.filter(locale__in=led)).distinct()
        more = {
            "engine": engine,
            "problem": problem,
            "raw": raw.count(),
            "languages": [language_info(locale.language_code) for locale in led],
            "jobs": jobs.order_by("-created", "-pk")[:50] if led else [],
            "needs_edit": settings.SANAD_MACHINE_NEEDS_EDIT,
            "sends_closed": settings.SANAD_MACHINE_SEND_CLOSED,
        }
        return super().get_context_data(**more, **kwargs)


@require_POST
def fill_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill what is to do on one page, for whoever may write it now."""
    translation = translation_or_refuse(request.user, pk)
    if not may_translate(request.user, translation.locale):
        raise PermissionDenied
    if refused := writing_refused(request.user, translation):
        messages.error(request, refused)
        return redirect("localization_admin:edit", pk)
    name = language_info(translation.locale.language_code).name
    return start(request, [translation], language=name, key=f"page-{pk}", back=pk)


def start(
    request: HttpRequest, translations: list[Translation], *, language: str, key: str, back: int | None = None
) -> HttpResponse:
    """Begin a run, or say why not."""
    from localization.runs import AlreadyRunning

    where: tuple[Any, ...] = ("localization_admin:edit", back) if back else ("localization_admin:machine",)
    try:
        if engine_now() is None:
            raise EngineError("machine_none")
    except EngineError as error:
        messages.error(request, str(error))
        return redirect(*where)
    if not translations:
        messages.info(request, _("There is nothing to do here."))
        return redirect(*where)
    try:
        fill_start(translations, language=language, open_key=key, user=request.user)
    except AlreadyRunning:
        messages.info(request, _("The machine is at work there already."))
        return redirect("localization_admin:runs")
    number = len(translations)
    sentence = ngettext(
        "%(number)d page is being filled. You may leave and come back.",
        "%(number)d pages are being filled. You may leave and come back.",
        number,
    )
    messages.success(request, sentence % {"number": number})
    return redirect(*where) if back else redirect("localization_admin:runs")
