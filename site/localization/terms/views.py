"""The translators' glossary in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

from localization.languages import language_info
from localization.models import Term
from localization.rights import locales_for, locales_led_by
from localization.terms.permissions import TermPolicy
from localization.terms.words import folded
from localization.terms.writing import exported


class TermForm(WagtailAdminModelForm):
    """A term; its languages are those that the person leads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            led = [locale.pk for locale in locales_led_by(self.for_user)]
            self.fields["locale"].queryset = Locale.objects.filter(pk__in=led)

    def clean(self) -> dict[str, Any]:
        """Two languages, and something to say."""
        found: dict[str, Any] = super().clean() or {}
        found["source"] = " ".join(found.get("source", "").split())
        if found.get("locale") and found.get("locale") == found.get("source_locale"):
            self.add_error("locale", _("A term needs two different languages."))
        if not (found.get("targets", "").strip() or found.get("forbidden", "").strip() or found.get("is_kept")):
            self.add_error("targets", _("Write a translation or a forbidden word, or say that the word stays as it is."))
        return found

    def save(self, commit: bool = True) -> Any:
        """With what the word is found by, and who wrote it."""
        self.instance.source_folded = folded(self.instance.source)[:200]
        self.instance.user = self.for_user
        return super().save(commit)


class TermIndexView(IndexView):
    """The list, of the languages in which the person works."""

    def get_base_queryset(self) -> QuerySet[Term]:
        """With the languages, read at once."""
        rows = Term.objects.filter(locale__in=locales_for(self.request.user))
        return rows.select_related("source_locale", "locale")

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The usual ones, and the ways of files."""
        buttons = list(super().header_more_buttons)
        buttons.append(Button(_("Download as CSV"), url=reverse(f"{VIEWS}:csv"), icon_name="download", priority=70))
        if self.user_has_permission("add"):
            url = reverse("localization_admin:exchange")
            buttons.append(Button(_("Import a CSV file"), url=url, icon_name="upload", priority=80))
        return buttons


class TermCreateView(CreateView):
    """A new term."""

    def get_initial(self) -> dict[str, Any]:
        """From the first language, which is what most pages are written in."""
        source = Locale.objects.order_by("pk").first()
        return {**super().get_initial(), "source_locale": source}


class OfLeads:
    """A screen of one term, for the leads of its language."""

    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> Term:
        """Raises PermissionDenied for others."""
        found: Term = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not TermPolicy().user_has_permission_for_instance(self.request.user, "change", found):
            raise PermissionDenied
        return found


class TermEditView(OfLeads, EditView):
    """A term that is there."""


class TermDeleteView(OfLeads, DeleteView):
    """The question before a term goes."""


class TermHistoryView(OfLeads, HistoryView):
    """Who changed a term, and when."""


class TermUsageView(OfLeads, UsageView):
    """Where a term is used: nowhere, but the address is there."""


VIEWS = "translation_terms"


def _language(locale: Locale) -> str:
    return language_info(locale.language_code).name


class WordingColumn(Column):
    """Words of a language, each line of them."""

    cell_template_name = "localization/terms/wordings.html"


class TermViewSet(ModelViewSet):
    """Terms: lists and forms."""

    model = Term
    name = VIEWS
    url_prefix = "translations/terms"
    icon = "openquote"
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    delete_view_class = TermDeleteView
    history_view_class = TermHistoryView
    usage_view_class = TermUsageView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 100
    list_display = [
        "source",
        Column("source_locale", label=gettext_lazy("From"), accessor=lambda term: _language(term.source_locale)),
        Column("locale", label=gettext_lazy("Into"), accessor=lambda term: _language(term.locale)),
        WordingColumn("wordings", label=gettext_lazy("Approved translations")),
        WordingColumn("forbidden_wordings", label=gettext_lazy("Forbidden words")),
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display"),
        UpdatedAtColumn(),
    ]
    list_filter = ["source_locale", "locale", "status", "is_kept"]
    search_fields = ["source", "targets", "forbidden", "note"]
    ordering = ["source_folded", "locale"]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None to tick for groups: rights go by language."""
        return Permission.objects.none()

    def get_edit_handler(self) -> Any:
        """The panels with the form that checks them."""
        languages = FieldRowPanel([FieldPanel("source_locale"), FieldPanel("locale")])
        panels = [
            MultiFieldPanel([languages, FieldPanel("source"), FieldPanel("is_case_sensitive")], heading=gettext_lazy("Word")),
            MultiFieldPanel(
                [FieldPanel("targets"), FieldPanel("is_kept"), FieldPanel("forbidden")],
                heading=gettext_lazy("In the other language"),
            ),
            MultiFieldPanel([FieldPanel("note"), FieldPanel("status")], heading=gettext_lazy("Further choices")),
        ]
        return ObjectList(panels, base_form_class=TermForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        """The usual addresses, and that of the file."""
        return [path("csv/", csv_export, name="csv"), *super().get_urlpatterns()]


@never_cache
@require_GET
def csv_export(request: HttpRequest) -> HttpResponseBase:
    """All terms of the languages in which the person works, as a file that the import takes."""
    locales = locales_for(request.user)
    if not locales:
        raise PermissionDenied
    lines = exported(Term.objects.filter(locale__in=locales).iterator(chunk_size=500))
    headers = {"Content-Disposition": f'attachment; filename="terms-{timezone.localdate():%Y-%m-%d}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


view_set = TermViewSet()
