"""The page of the admin on which the settings of a plugin are changed, also while it is not active."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from plugins.blame import culprit
from plugins.figures import figures_of
from plugins.loaded import loaded
from plugins.outside import is_from_outside
from plugins.settings.reading import stored_settings
from plugins.settings.saving import settings_save
from plugins.settings.schema import SettingsForm, schema_of, translatable_fields
from plugins.shield import GUARDED, failed, shielded

WHERE = "settings"
PERMISSION = "plugins.change_pluginsettings"


class SettingsView(WagtailAdminTemplateMixin, TemplateView):
    """A form for all languages, and one for each language where the plugin has texts that can be translated."""

    template_name = "plugins/settings.html"
    slug: str
    schema: type[SettingsForm]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may change settings of plugins. Raises Http404 for a plugin that has none or is not loaded."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.slug = kwargs["slug"]
        schema = schema_of(self.slug)
        if schema is None:
            raise Http404
        self.schema = schema
        with _blaming(self.slug, schema):
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is set."""
        return self._show(self._forms(None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store everything, or show what was typed and what is wrong with it."""
        forms = self._forms(request.POST)
        valid = [self._is_valid(form) for form in forms]  # all are asked, so that all mistakes show at once
        if not all(valid):
            messages.error(request, gettext("Nothing was saved: some settings are not right."))
            return self._show(forms)
        settings_save(slug=self.slug, forms=forms, by=request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("The settings of %(plugin)s are saved.") % {"plugin": loaded().name(self.slug)})
        return redirect("plugin_settings", self.slug)

    def get_page_title(self) -> str:
        """Whose settings these are."""
        return gettext("Settings of %(plugin)s") % {"plugin": loaded().name(self.slug)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def _forms(self, data: Any) -> list[SettingsForm]:
        stored = stored_settings(self.slug)
        every = self.schema(data, stored=stored.get("", {}))
        if not translatable_fields(self.schema):
            return [every]
        return [every, *(self._form_of(code, data, stored.get(code, {}), every) for code, _name in settings.LANGUAGES)]

    def _form_of(self, code: str, data: Any, stored: dict[str, Any], every: SettingsForm) -> SettingsForm:
        """The form of a language. Where nothing is typed it shows, faintly, what counts for all."""
        form = self.schema(data, language=code, stored=stored)
        for name, field in form.fields.items():
            field.widget.attrs.setdefault("placeholder", _text(every.get_initial_for_field(every.fields[name], name)))
        return form

    def _is_valid(self, form: SettingsForm) -> bool:
        """Is it? A check of the plugin's own that fails is told as a mistake: nothing unchecked is stored."""
        valid = shielded(self.slug, WHERE, form.is_valid, None)
        if valid is None:
            form.add_error(None, _("The plugin failed while it checked these settings."))
        return bool(valid)

    def _show(self, forms: list[SettingsForm]) -> HttpResponse:
        names = dict(settings.LANGUAGES)
        context = self.get_context_data(
            form=forms[0],
            language_forms=[(form, names[form.language], f"settings-{form.language}") for form in forms[1:]],
            media=sum((form.media for form in forms), Media()),
            action_url=self.request.path,
            submit_button_label=gettext("Save"),
            submit_button_active_label=gettext("Saving…"),
            has_unsaved_changes=forms[0].is_bound,
        )
        response: HttpResponse = self.render_to_response(context)
        # Now, so that a failing widget of the plugin's is known as such.
        return response.render()  # type: ignore[attr-defined]


@contextmanager
def _blaming(slug: str, schema: type[SettingsForm]) -> Iterator[None]:
    """Record what the code of the plugin raises, and let it go on."""
    try:
        yield
    except GUARDED as error:
        # No page of ours but this one shows what the plugin wrote, so a text that cannot be encoded is the plugin's.
        if culprit(error) == slug or isinstance(error, UnicodeEncodeError):
            failed(figures_of(slug, WHERE), schema, error)
        if not isinstance(error, Exception) and not is_from_outside(error):
            raise RuntimeError(f"The settings of the plugin {slug} raised {type(error).__name__}.") from error
        raise


def _text(value: Any) -> str:
    return "" if value is None else str(value)
