"""The matrix: one row for each source, one column for each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import F, Min, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale

from activity.models import DailyCount
from content.editors import edits_pages
from content.exporting import HarmlessExportMixin
from content.locales import code_of
from content.models import HelpPage
from localization.dashboards.cells import MISSING, SOURCE, VIEW_DAYS, Cell, cells_of, edit_address, request_address
from localization.dashboards.filters import MatrixFilterSet, PageMatrixFilterSet
from localization.dashboards.sources import (
    site_locales,
    source_pages_known_to,
    source_snippets,
    title_field,
    translatable_snippets,
)
from localization.languages import language_info
from localization.models import IS_OUTDATED, Stage
from localization.visible import translations_visible_to

AT_ONCE = 500
"""Sources of an export that are in memory at a time."""
COUNTED = ngettext_lazy("%(count)d original", "%(count)d originals", "count")


class SourcesPaginator(WagtailPaginator):
    """Counts what there is to be translated."""

    @cached_property
    def items_count_label(self) -> str:
        """The number with what is counted."""
        return str(COUNTED % {"count": self.count})


class SourceColumn(Column):
    """A source with the way to its editor, its language and its type."""

    cell_template_name = "localization/admin/cells/source.html"

    class Media:
        css = {"all": ["localization/css/admin-translations.css"]}


class LanguageColumn(Column):
    """What is known of a source in one language."""

    cell_template_name = "localization/admin/cells/language.html"

    def __init__(self, locale: Locale) -> None:
        info = language_info(locale.language_code)
        super().__init__(f"language_{info.code}", label=info.name, classname="l10n-matrix__language")
        self.locale = locale

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the cell."""
        return {**super().get_cell_context_data(instance, parent_context), "cell": instance.cells[self.locale.pk]}


class ToldColumn(Column):
    """A number or a day."""

    cell_template_name = "localization/admin/cells/told.html"


class MatrixView(HarmlessExportMixin, ReportView):
    """What pages and snippets have in common."""

    template_name = "localization/admin/matrix.html"
    results_template_name = "localization/admin/matrix_results.html"
    filterset_class: Any = MatrixFilterSet
    paginator_class = SourcesPaginator
    header_icon = "wagtail-localize-language"
    page_title = _("Translations")
    is_searchable = True
    default_ordering = "title"
    index_url_name = "localization_admin:matrix"
    index_results_url_name = "localization_admin:matrix_results"
    list_export = [
        "title", "type", "source_language", "language", "state", "percent", "words_left", "since", "level", "due", "assignee",
        "views", "address",
    ]  # fmt: skip
    export_headings = {
        "title": _("Title"), "type": _("Type"), "source_language": _("Written in"), "language": _("Language"),
        "state": _("State"), "percent": _("Done in %"), "words_left": _("Words to do"), "since": _("Since"),
        "level": _("Change of the source"), "due": _("Due"), "assignee": _("Assigned to"),
        "views": _("Readers of 90 days"), "address": _("Address"),
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who edit pages, in whatever language."""
        if not edits_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """It is narrowed already."""
        return self.get_queryset()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A filter that makes no sense shows nothing: everything would look like an answer."""
        if self.filters is not None and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages of the columns."""
        return self.filters.locales if self.filters is not None and self.filters.is_valid() else site_locales()

    @cached_property
    def order_fields(self) -> dict[str, Any]:
        """What each order of the list goes by."""
        visible = translations_visible_to(self.request.user)
        mine = visible.filter(translation_key=OuterRef("translation_key"), locale__in=self.locales).order_by()
        oldest = mine.filter(IS_OUTDATED).values("translation_key").annotate(first=Min("outdated_since")).values("first")
        due = mine.exclude(Q(stage=Stage.PUBLISHED) & ~IS_OUTDATED).values("translation_key")
        return {
            "title": F(self.title_name),
            "age": Subquery(oldest),
            "due": Subquery(due.annotate(first=Min("due")).values("first")),
        }

    title_name = "title"

    def get_valid_orderings(self) -> list[str]:
        """Both directions of each."""
        return [f"{sign}{name}" for name in self.order_fields for sign in ("", "-")]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Equal ones in a lasting order, so that nothing is on two pages of the list; empty values come last."""
        name = self.ordering.removeprefix("-")
        queryset = queryset.annotate(ordered_by=self.order_fields[name])
        by = F("ordered_by").desc(nulls_last=True) if self.ordering.startswith("-") else F("ordered_by").asc(nulls_last=True)
        return queryset.order_by(by, "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Words in the title of the source, or of one of its translations."""
        if not self.is_searching:
            return queryset
        told = translations_visible_to(self.request.user).filter(title__icontains=self.search_query)
        found = Q(**{f"{self.title_name}__icontains": self.search_query}) | Q(translation_key__in=told.values("translation_key"))
        return queryset.filter(found)

    @cached_property
    def columns(self) -> list[Any]:
        """The source, each language, and the oldest and the next day of all of them."""
        languages = [LanguageColumn(locale) for locale in self.locales]
        return [
            SourceColumn("title", label=_("Original"), sort_key="title"),
            *self.told_columns,
            *languages,
            ToldColumn("age", label=_("Outdated since"), sort_key="age"),
            ToldColumn("due", label=_("Due"), sort_key="due"),
        ]

    told_columns: Sequence[Column] = ()

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """The rows of one page of the list, with their cells."""
        return self.prepared(list(object_list))

    def prepared(self, sources: list[Any]) -> list[Any]:
        """Give sources what their row shows; a few queries, however many they are."""
        cells = cells_of(sources, user=self.request.user, locales=self.locales)
        for source in sources:
            source.cells = cells[source.translation_key]
            mine = [cell for cell in source.cells.values() if cell.translation is not None]
            source.age = min((cell.since for cell in mine if cell.state == "outdated" and cell.since), default=None)
            source.due = min((cell.due for cell in mine if cell.due), default=None)
            source.language = language_info(code_of(source.locale_id))
            source.type_name = str(type_name_of(source))
            source.edit_url = edit_address(source)
            source.shown_title = title_of(source)
        return sources

    def export_rows(self) -> ExportRows:
        """A line for each source and language."""
        return ExportRows(self, self.get_queryset())

    def get_filename(self) -> str:
        """With the day, for it is a state of that day."""
        return f"translations-{timezone.localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the ways to the other dashboards."""
        context = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "tabs": dashboards_for(self.request.user, self.request.path),
            "request_url": self._request_url(context),
        }

    def _request_url(self, context: dict[str, Any]) -> str:
        """The form in which all that is listed here is asked for: where the list is of what is missing in one language."""
        asked = self.filters.form.cleaned_data if self.filters is not None and self.filters.is_valid() else {}
        rows = list(context["object_list"])
        if asked.get("state") != MISSING or not asked.get("language") or not rows:
            return ""
        return request_address(rows, self.locales[0])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_index_url(self) -> str:
        """Where the list is."""
        return reverse(self.index_url_name)

    def get_index_results_url(self) -> str:
        """Where scripts fetch a part of it."""
        return reverse(self.index_results_url_name)

    @cached_property
    def index_url(self) -> str:
        """For Wagtail's templates."""
        return self.get_index_url()

    @cached_property
    def index_results_url(self) -> str:
        """For Wagtail's templates."""
        return self.get_index_results_url()


class PageMatrixView(MatrixView):
    """Pages."""

    model = HelpPage
    filterset_class = PageMatrixFilterSet
    told_columns = [ToldColumn("views", label=_("Readers"), sort_key="views")]

    def get_base_queryset(self) -> QuerySet[Any]:
        """The originals that this person may know of."""
        rows = source_pages_known_to(self.request.user)
        return rows.only("title", "draft_title", "translation_key", "locale_id", "content_type_id", "path", "depth", "live")

    @cached_property
    def order_fields(self) -> dict[str, Any]:
        """Also the number of readers."""
        since = timezone.localdate() - timedelta(days=VIEW_DAYS)
        days = DailyCount.objects.filter(page_id=OuterRef("pk"), day__gt=since).order_by().values("page_id")
        orders: dict[str, Any] = {**super().order_fields, "views": Subquery(days.annotate(sum=Sum("views")).values("sum"))}
        return orders

    def prepared(self, sources: list[Any]) -> list[Any]:
        """With the readers of the source itself, also where its language has no column."""
        rows = super().prepared(sources)
        for source in rows:
            own = source.cells.get(source.locale_id)
            source.views = own.views if own is not None else 0
        return rows


class SnippetMatrixView(MatrixView):
    """Snippets of one kind, such as `faq_blocks.question`."""

    page_title = _("Translations of snippets")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Those that this person sees; the kind with most of them where none is chosen."""
        self.kinds = translatable_snippets(request.user)
        wanted = kwargs.get("kind", "")
        named: dict[str, type[Model]] = {model._meta.label_lower: model for model in self.kinds}
        if not self.kinds or (wanted and wanted not in named):
            raise Http404
        self.model = named[wanted] if wanted else max(self.kinds, key=lambda model: model._default_manager.count())
        self.title_name = title_field(self.model)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        """The originals."""
        return source_snippets(self.model)

    def get_index_url(self) -> str:
        """Of this kind."""
        return reverse("localization_admin:matrix_kind", args=[self.model._meta.label_lower])

    def get_index_results_url(self) -> str:
        """Of this kind."""
        return reverse("localization_admin:matrix_kind_results", args=[self.model._meta.label_lower])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the kinds to choose from."""
        kinds = [
            {
                "name": model._meta.verbose_name_plural,
                "url": reverse("localization_admin:matrix_kind", args=[model._meta.label_lower]),
                "current": model is self.model,
            }
            for model in self.kinds
        ]
        return {**super().get_context_data(*args, **kwargs), "kinds": kinds}


class ExportRow:
    """One source in one language, for the columns of a file."""

    def __init__(self, source: Any, cell: Cell) -> None:
        row = cell.translation
        self.title = source.shown_title
        self.type = source.type_name
        self.source_language = source.language.code
        self.language = cell.locale.language_code
        self.state = str(cell.label)
        self.percent = cell.percent
        self.words_left = row.words_total - row.words_done if row is not None else None
        self.since = cell.since.date() if cell.since else None
        self.level = str(row.get_level_display()) if row is not None and row.level else ""
        self.due, self.assignee, self.views = cell.due, cell.assignee, cell.views
        self.address = cell.url


class ExportRows:
    """The rows of an export, read from the database some at a time."""

    def __init__(self, view: MatrixView, sources: QuerySet[Any]) -> None:
        self.view, self.sources, self.model = view, sources, sources.model

    def __iter__(self) -> Iterator[ExportRow]:
        batch: list[Any] = []
        for source in self.sources.iterator(chunk_size=AT_ONCE):
            batch.append(source)
            if len(batch) == AT_ONCE:
                yield from self._rows(batch)
                batch = []
        yield from self._rows(batch)

    def _rows(self, batch: list[Any]) -> Iterator[ExportRow]:
        for source in self.view.prepared(batch):
            for cell in source.cells.values():
                if cell.state != SOURCE:
                    yield ExportRow(source, cell)


def title_of(source: Any) -> str:
    """Return the name of a page or snippet in lists."""
    return source.get_admin_display_title() if hasattr(source, "get_admin_display_title") else str(source)


def type_name_of(source: Any) -> Any:
    """Return what a page or snippet is, without reading the page's own row."""
    if isinstance(source, HelpPage):
        model = ContentType.objects.get_for_id(source.content_type_id).model_class()
        return model._meta.verbose_name if model is not None else ""
    return source._meta.verbose_name


def dashboards_for(user: Any, path: str) -> list[dict[str, Any]]:
    """Return the ways to the dashboards; the one at `path` is the current one."""
    tabs = [{"name": gettext("Pages"), "url": reverse("localization_admin:matrix")}]
    if translatable_snippets(user):
        tabs.append({"name": gettext("Snippets"), "url": reverse("localization_admin:matrix_snippets")})
    for locale in site_locales():
        info = language_info(locale.language_code)
        tabs.append({"name": info.name, "lang": info.code, "url": reverse("localization_admin:language", args=[info.code])})
    return [
        {**tab, "current": path.startswith(tab["url"]) and (tab["url"] != tabs[0]["url"] or path == tab["url"])} for tab in tabs
    ]
