"""A list in the admin, with filters and export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from activity.selectors import WINDOWS
from content.editors import edits_pages
from content.exporting import HarmlessExportMixin
from content.locales import code_of
from content.models import HelpPage
from kb.lists.filters import ListFilterSet
from kb.lists.registry import Chosen, EditorsList, list_named
from kb.lists.selectors import list_pages
from search.admin.counting import CountingPaginator

AT_ONCE = 1000
"""Rows of an export that are in memory at a time."""
COUNTED = ngettext_lazy("%(count)d page", "%(count)d pages", "count")
NAMES = {code: str(name) for code, name in settings.LANGUAGES}


class PagesPaginator(CountingPaginator):
    """Counts pages of the help center."""

    @cached_property
    def items_count_label(self) -> str:
        """The number with what is counted."""
        return str(COUNTED % {"count": self.count})


class PageColumn(Column):
    """A page with the way to its editor, its language, category and kind."""

    cell_template_name = "kb/admin/cells/page.html"

    class Media:
        css = {"all": ["search/css/admin-lists.css", "kb/css/lists.css"]}


class ToldColumn(Column):
    """A number or a few words."""

    cell_template_name = "kb/admin/cells/told.html"


class CellColumn(Column):
    """A column with a template of the list's own."""

    def __init__(self, *args: Any, template: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cell_template_name = template

    def get_cell_context_data(self, instance: HelpPage, parent_context: Any) -> dict[str, Any]:
        """With what forms need."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class ListRows:
    """The rows of an export, read from the database some at a time."""

    def __init__(self, view: MendListView, pages: QuerySet[HelpPage]) -> None:
        self.view, self.pages, self.model = view, pages, HelpPage

    def __iter__(self) -> Iterator[Any]:
        batch: list[Any] = []
        for page in self.pages.iterator(chunk_size=AT_ONCE):
            batch.append(page)
            if len(batch) == AT_ONCE:
                yield from self.view.prepared(batch)
                batch = []
        yield from self.view.prepared(batch)


class MendListView(HarmlessExportMixin, ReportView):
    """One list."""

    model = HelpPage
    template_name = "kb/admin/list.html"
    results_template_name = "kb/admin/list_results.html"
    filterset_class = ListFilterSet
    paginator_class = PagesPaginator
    header_icon = "list-ul"
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who edit pages."""
        if not edits_pages(request.user):
            raise PermissionDenied
        entry = list_named(kwargs["name"])
        if entry is None:
            raise Http404
        self.entry: EditorsList = entry
        return super().dispatch(request, *args, **kwargs)

    def export_rows(self) -> ListRows:
        """All rows, for a file."""
        return ListRows(self, self.get_queryset())

    @cached_property
    def chosen(self) -> Chosen:
        """What the list is made with; what makes no sense in the address counts as not there."""
        days, language = self.request.GET.get("days", ""), self.request.GET.get("missing", "")
        usual = Chosen()
        return Chosen(
            days=int(days) if self.entry.has_days and days in map(str, WINDOWS) else usual.days,
            language=language if self.entry.has_language and language in NAMES else "",
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """With the list, for not all filters make sense for each."""
        return {**super().get_filterset_kwargs(), "entry": self.entry}

    def filter_queryset(self, queryset: QuerySet[HelpPage]) -> QuerySet[HelpPage]:
        """A filter that makes no sense shows nothing: everything would look like an answer."""
        if self.filters is not None and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_base_queryset(self) -> QuerySet[HelpPage]:
        """The pages of the list that this person may edit and read."""
        pages = list_pages(self.entry, self.request.user, self.chosen)
        return pages.select_related("facts", "responsible")

    @property
    def default_ordering(self) -> str:
        """That of the list."""
        return self.entry.order

    def order_queryset(self, queryset: QuerySet[HelpPage]) -> QuerySet[HelpPage]:
        """Equal ones in a lasting order, so that no page is on two pages of the list; empty values come last."""
        name = self.ordering.removeprefix("-")
        by = F(name).desc(nulls_last=True) if self.ordering.startswith("-") else F(name).asc(nulls_last=True)
        return queryset.order_by(by, "pk")

    def get_valid_orderings(self) -> list[str]:
        """Those of the columns, and that of the list itself."""
        return [*super().get_valid_orderings(), self.entry.order]

    @cached_property
    def columns(self) -> list[Any]:
        """The page, what the list tells of it, and who answers for it."""
        told = [
            CellColumn(each.name, label=each.label, accessor=each.value, sort_key=each.sort or None, template=self.entry.cell)
            if self.entry.cell and each is self.entry.columns[-1]
            else ToldColumn(each.name, label=each.label, accessor=each.value, sort_key=each.sort or None)
            for each in self.entry.columns
        ]
        person = ToldColumn("responsible", label=_("Responsible"), accessor="owner_name")
        return [PageColumn("title", label=_("Page"), sort_key="title"), *told, person]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows of one page of the list, with what stands beside them."""
        return self.prepared(list(object_list))

    def prepared(self, pages: list[Any]) -> list[Any]:
        """Give pages what their row shows; a few queries, however many they are."""
        above = {page.path[: -Page.steplen] for page in pages}
        titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
        for page in pages:
            page.language = NAMES.get(code_of(page.locale_id), code_of(page.locale_id))
            page.category_title = titles.get(page.path[: -Page.steplen], "")
            page.owner_name = page.responsible.display_name() if page.responsible else ""
            page.edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            page.site_url = page.link
        if self.entry.prepare is not None and pages:
            self.entry.prepare(pages, self.request.user, self.chosen)
        for page in pages:
            for column in self.entry.columns:
                setattr(page, f"told_{column.name}", column.value(page))
        return pages

    @cached_property
    def list_export(self) -> list[str]:
        """What a file says of each page."""
        told = [f"told_{each.name}" for each in self.entry.columns]
        return ["title", "language", "category_title", *told, "owner_name", "last_published_at", "site_url"]

    @property
    def export_headings(self) -> dict[str, Any]:
        """The heads of a file."""
        return {
            "title": _("Title"), "language": _("Language"), "category_title": _("Category"), "owner_name": _("Responsible"),
            "last_published_at": _("Published"), "site_url": _("Address"),
            **{f"told_{each.name}": each.label for each in self.entry.columns},
        }  # fmt: skip

    def get_filename(self) -> str:
        """Named like the list."""
        return f"pages-{self.entry.name}"

    @property
    def page_title(self) -> Any:
        """The name of the list."""
        return self.entry.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the overview."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kb_lists"), "label": gettext("What to mend next")},
            {"url": "", "label": self.entry.label},
        ]

    def get_index_url(self) -> str:
        """Where this list is."""
        return reverse("kb_list", args=[self.entry.name])

    def get_index_results_url(self) -> str:
        """Where scripts fetch a part of it."""
        return reverse("kb_list_results", args=[self.entry.name])

    @cached_property
    def index_url(self) -> str:
        """For Wagtail's templates."""
        return self.get_index_url()

    @cached_property
    def index_results_url(self) -> str:
        """For Wagtail's templates."""
        return self.get_index_results_url()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what the list is about."""
        return {**super().get_context_data(*args, **kwargs), "entry": self.entry}
