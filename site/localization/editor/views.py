"""The page on which a translation is written. It works as a plain form; scripts make it save while somebody types."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import PreviewableMixin

from localization.editor import access
from localization.editor.acting import Refused, act
from localization.editor.answering import progress_of
from localization.editor.saving import FormSaved, form_kept, form_save
from localization.editor.shown import Section, ShownUnit, bin_of, sections_of
from localization.editor.told import told_of
from localization.editor.values import widget_for
from localization.editor.words import keys, words
from localization.languages import language_info
from localization.links import link_to
from localization.machine.views import fill_page
from localization.models import Kind, Stage, Translation, UnitState
from localization.quality import quality_refresh
from localization.rights import writing_refused

SCRIPTS = [f"localization/editor/{name}.js" for name in ("text", "field", "keeping", "saving", "panel", "jumping", "page")]
"""In the order in which they build on each other."""


class EditView(WagtailAdminTemplateMixin, TemplateView):
    """One translation: all its units, and the ways on from here."""

    template_name = "localization/editor/edit.html"
    header_icon = "globe"

    @cached_property
    def translation(self) -> Translation:
        """The translation of this address. Raises Http404, PermissionDenied."""
        return access.translation_to_edit(self.request.user, self.kwargs["pk"])

    def get_page_title(self) -> str:
        """What is translated; the title in its own direction stands below."""
        return self.translation.title or gettext("Translation")

    def get_page_subtitle(self) -> str:
        """Into which language."""
        return language_info(self.translation.locale.language_code).name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the list of translations, where there is one."""
        above = {"url": link_to("matrix"), "label": _("Translations")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, here]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; what is found in texts that nobody has looked at since the checks were there is found now."""
        quality_refresh(self.translation)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the form, and do what the button says. With conflicts nothing but saving is done."""
        translation = self.translation
        if refused := writing_refused(request.user, translation):
            messages.error(request, refused)
            kept = form_kept(translation=translation, data=request.POST, sentence=refused)
            return self.render_to_response(self.get_context_data(saved=kept)) if kept.refused else redirect(request.path)
        saved = form_save(translation=translation, data=request.POST, user=request.user)
        if saved.conflicts or saved.refused:
            messages.error(request, gettext("Not everything could be saved. Nothing that you typed is lost: see below."))
            return self.render_to_response(self.get_context_data(saved=saved))
        if request.POST.get("do") == "machine":
            return fill_page(request, translation.pk)
        translation.refresh_from_db()
        try:
            done = act(request.POST.get("do", "save"), translation, user=request.user)
        except Refused as error:
            for sentence in error.sentences:
                messages.error(request, sentence)
            return redirect(request.path)
        messages.success(request, done)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that is drawn."""
        translation, user = self.translation, self.request.user
        saved: FormSaved | None = kwargs.get("saved")
        sections = sections_of(translation, user)
        if saved:
            _put_back(sections, saved)
        refused = writing_refused(user, translation)
        units = [shown for section in sections for shown in section.units]
        return {
            **super().get_context_data(**kwargs),
            "translation": translation,
            "sections": sections,
            "units": units,
            "bin": bin_of(translation, user),
            "target": language_info(translation.locale.language_code),
            "source": language_info(translation.source_locale.language_code),
            "refused": refused,
            "told": told_of(translation),
            "today": timezone.localdate(),
            "is_locked": bool(refused),
            "may_waive": access.may_waive(user, translation),
            "submit_refused": access.submitting_refused(user, translation),
            "publish_refused": access.publishing_refused(user, translation),
            "progress": progress_of(translation),
            "counts": _counts(units),
            "links": _links(translation),
            "has_machine": bool(settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR),
            "words": words(),
            "keys": keys(),
            "scripts": SCRIPTS,
            "media": _media(units),
            "user_id": user.pk,
        }


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft as readers would see it, with all that is written now. Nothing is saved."""
    from localization.rendering import rendered
    from localization.rendering.drafts import SourceGone

    translation = access.translation_to_edit(request.user, pk)
    try:
        target = rendered(translation)
    except SourceGone:
        raise Http404 from None
    if not isinstance(target, PreviewableMixin) or not target.preview_modes:
        raise Http404
    return target.make_preview_request(request, target.default_preview_mode)


def _put_back(sections: list[Section], saved: FormSaved) -> None:
    """What was typed and not saved is shown as it was typed, beside what somebody else wrote."""
    for section in sections:
        for shown in section.units:
            if shown.unit.pk in saved.conflicts:
                shown.typed, current = saved.conflicts[shown.unit.pk]
                shown.conflict = current.text if current.kind == Kind.TEXT else str(current.value or "")
            elif shown.unit.pk in saved.refused:
                shown.typed, shown.refusal = saved.refused[shown.unit.pk]


def _counts(units: list[ShownUnit]) -> dict[str, int]:
    texts = [shown for shown in units if not shown.is_value]
    return {
        "all": len(texts),  # as they are counted above: links are no segments
        "todo": sum(shown.unit.state != UnitState.DONE or shown.unit.needs_edit for shown in texts),
        "outdated": sum(shown.unit.state == UnitState.OUTDATED for shown in units),
        "findings": sum(bool(shown.findings) for shown in units),
    }


def _links(translation: Translation) -> dict[str, str]:
    """Where else to go from here; empty where that page is not there."""
    page = reverse("wagtailadmin_pages:edit", args=[translation.page_id]) if translation.page_id else ""
    review = link_to("review", translation.pk) if translation.stage == Stage.REVIEW else ""
    return {
        "page": page,
        "review": review,
        "preview": link_to("preview", translation.pk) if translation.page_id else "",
        "files": link_to("exchange_page", translation.pk),
    }


def _media(units: list[ShownUnit]) -> Media:
    media = Media()
    for shown in units:
        widget = widget_for(shown.unit) if shown.is_value else None
        if widget is not None:
            media += widget.media
    return media
