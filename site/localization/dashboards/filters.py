"""How the matrix is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Page

from content.locales import code_of
from content.models import HelpPage
from localization.dashboards.cells import LOOSE, MISSING, OUTDATED, STATES
from localization.dashboards.sources import site_locales, source_pages_known_to
from localization.models import IS_OUTDATED, Stage, Translation
from localization.significance.saying import unready_keys
from localization.visible import translations_visible_to

LISTED_BRANCHES = 500
"""Branches of the tree to choose from: a longer list would be no help, and a branch that is not in it has one above."""
MINE, NOBODYS, LATE, MAJOR, UNREADY = "mine", "nobody", "late", "major", "unready"
OWN = [
    (MINE, _("assigned to me")),
    (NOBODYS, _("assigned to nobody")),
    (LATE, _("overdue")),
    (UNREADY, _("not ready for translation")),
]


class RowField(ModelChoiceField):
    """A choice of rows that takes any number from an address; one too large for the database is nobody's."""

    def to_python(self, value: Any) -> Any:
        """The row. Raises ValidationError where there is none."""
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class SectionField(RowField):
    """Pages with others below, indented as in the tree."""

    def label_from_instance(self, obj: HelpPage) -> str:
        """The title behind its depth, with the language at the top of each tree."""
        title = obj.get_admin_display_title()
        return f"{title} ({code_of(obj.locale_id)})" if obj.depth <= 2 else f"{'– ' * (obj.depth - 2)}{title}"


class SectionFilter(django_filters.ModelChoiceFilter):
    """A page and everything below it."""

    field_class = SectionField

    def filter(self, qs: QuerySet[HelpPage], value: HelpPage | None) -> QuerySet[HelpPage]:
        """Keep the pages of the section."""
        return qs if value is None else qs.filter(path__startswith=value.path)


class TypeField(RowField):
    """Types of pages by their names."""

    def label_from_instance(self, obj: ContentType) -> str:
        """The name, as editors know it."""
        model = obj.model_class()
        return str(model._meta.verbose_name) if model is not None else obj.model


class TypeFilter(django_filters.ModelChoiceFilter):
    """A type of pages."""

    field_class = TypeField


def sections_for(request: Any) -> QuerySet[HelpPage]:
    """Return the sections this person sees, with what their names are made of."""
    found = source_pages_known_to(request.user).filter(numchild__gt=0).order_by("path")
    rows = HelpPage.objects.filter(pk__in=found.values("pk")[:LISTED_BRANCHES]).order_by("path")
    return rows.only("title", "draft_title", "path", "depth", "locale_id")


def types_for(request: Any) -> QuerySet[ContentType]:
    """Return the types of the pages this person sees."""
    return ContentType.objects.filter(pk__in=source_pages_known_to(request.user).order_by().values("content_type"))


def _own_of(model: Any) -> QuerySet[Any]:
    """Return the things of a kind without those that only show another one in its language."""
    rows = model._default_manager.all()
    return rows.filter(alias_of=None) if issubclass(model, Page) else rows


class MatrixFilterSet(WagtailFilterSet):
    """Language, state in it, whose work; each row of the matrix stays as long as one of its cells fits."""

    language = django_filters.ChoiceFilter(
        label=_("Into"), choices=settings.LANGUAGES, empty_label=_("all languages"), widget=forms.RadioSelect, method="later"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(STATES.items()), empty_label=_("All"), widget=forms.RadioSelect, method="of_state"
    )
    own = django_filters.ChoiceFilter(
        label=_("Work"), choices=OWN, empty_label=_("All"), widget=forms.RadioSelect, method="of_work"
    )
    source = django_filters.ChoiceFilter(
        label=_("Written in"),
        choices=settings.LANGUAGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
        field_name="locale__language_code",
    )

    class Meta:
        model = HelpPage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail adds one for whatever has a language: "Written in" is that already.
        self.filters.pop("locale", None)

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages into which things are shown."""
        code = self.form.cleaned_data.get("language") if self.form.is_valid() else ""
        return [each for each in site_locales() if not code or each.language_code == code]

    @cached_property
    def recorded(self) -> QuerySet[Translation]:
        """The translations of a row into these languages, for subqueries."""
        visible = translations_visible_to(self.request.user)
        return visible.filter(translation_key=OuterRef("translation_key"), locale__in=self.locales)

    def later(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The language narrows the columns, and what the other filters look at."""
        return queryset

    def of_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows with a cell in this state."""
        if value == OUTDATED:
            return queryset.filter(Exists(self.recorded.filter(IS_OUTDATED)))
        if value in Stage.values:
            return queryset.filter(Exists(self.recorded.filter(stage=value).exclude(IS_OUTDATED)))
        wanted = Q(pk__in=[])
        for locale in self.locales:
            there = _own_of(queryset.model).filter(translation_key=OuterRef("translation_key"), locale=locale)
            known = Translation.objects.filter(translation_key=OuterRef("translation_key"), locale=locale)
            if value == MISSING:
                wanted |= ~Q(locale=locale) & ~Exists(there) & ~Exists(known)
            elif value == LOOSE:
                wanted |= ~Q(locale=locale) & Exists(there) & ~Exists(known)
        return queryset.filter(wanted)

    def of_work(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows with a cell that is somebody's, or late."""
        open_ones = self.recorded.exclude(Q(stage=Stage.PUBLISHED) & ~IS_OUTDATED)
        if value == UNREADY:
            return queryset.filter(translation_key__in=unready_keys())
        if value == LATE:
            return queryset.filter(Exists(open_ones.filter(due__lt=timezone.localdate())))
        assignee = self.request.user.pk if value == MINE else None
        return queryset.filter(Exists(open_ones.filter(assignee=assignee)))


class PageMatrixFilterSet(MatrixFilterSet):
    """Besides: the section of the tree, and the type."""

    section = SectionFilter(label=_("Section"), queryset=sections_for, empty_label=_("All"), widget=forms.Select)
    type = TypeFilter(label=_("Type"), queryset=types_for, empty_label=_("All"), widget=forms.Select, field_name="content_type")
