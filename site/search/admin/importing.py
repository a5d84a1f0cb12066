"""The page on which a file of synonyms is brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.admin.synonym_files import MOST_ROWS, Reading, UnreadableFile, read_synonyms, synonyms_create

MOST_BYTES = 5_000_000
SHOWN = 50
"""Bad lines that are listed; whoever has more has one mistake in all of them."""


class ImportForm(forms.Form):
    """A file, and the language of lines that name none."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("as each line says")), *settings.LANGUAGES],
        required=False,
        help_text=_("For lines that name no language."),
    )
    reading: Reading

    def clean(self) -> dict[str, Any]:
        """Read the whole file: it is taken as a whole."""
        found: dict[str, Any] = super().clean() or {}
        if file := found.get("file"):
            if file.size > MOST_BYTES:
                self.add_error("file", _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1_000_000})
                return found
            try:
                self.reading = read_synonyms(file.read(), language=found.get("language", ""))
            except UnreadableFile as error:
                self.add_error("file", error)
        return found


class SynonymImportView(WagtailAdminTemplateMixin, FormView):
    """Takes a file of synonyms: every line of it, or nothing and a list of what is wrong."""

    form_class = ImportForm
    template_name = "search/admin/import_synonyms.html"
    page_title = _("Import synonyms")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may make synonyms."""
        if not request.user.has_perm("search.add_synonymset"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the list of synonyms."""
        above = {"url": reverse("search_synonyms:index"), "label": _("Synonyms")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Store everything, or show what is wrong."""
        reading = form.reading
        if reading.bad:
            return self.render_to_response(self.get_context_data(form=form, bad=reading.bad[:SHOWN], number=len(reading.bad)))
        number = synonyms_create(sets=reading.sets, user=self.request.user) if reading.sets else 0
        made = ngettext("%(number)d set of synonyms was added.", "%(number)d sets of synonyms were added.", number)
        known = ngettext("%(known)d was there already.", "%(known)d were there already.", reading.known)
        text = made % {"number": number} + (" " + known % {"known": reading.known} if reading.known else "")
        messages.success(self.request, text)
        return redirect("search_synonyms:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Besides: how much fits."""
        return super().get_context_data(most_rows=MOST_ROWS, **kwargs)
