"""The four kinds of rules in the admin: lists, forms, histories."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CopyView, CreateView, DeleteView, EditView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import Button

from content.models import HelpPage
from search.admin import answering
from search.admin.columns import FlagColumn, MomentColumn, TextColumn, TimeColumn
from search.admin.forms import FORMS
from search.admin.importing import SynonymImportView
from search.admin.listing import RuleIndexView
from search.admin.readers import reader_choices
from search.admin.visible import OnlyVisible
from search.models import HiddenResult, PromotedResult, StopWordList, SynonymSet

ONE_WAY_ONLY = {"data-w-rules-target": "show", "data-w-rules": '{"direction": "one-way"}'}
FOLLOWS_CHOICES = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


class TryableForm:
    """A form below which a change can be tried before it is saved."""

    template_name = "search/admin/rule_form.html"
    request: Any
    model: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form's, and who can be searched as."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        instance = context["form"].instance
        context["try_url"] = reverse("search_try:panel", args=[self.model._meta.model_name])
        context["try_pk"] = instance.pk or ""
        context["try_readers"] = reader_choices(self.request.user)
        context["try_query"] = next(iter((getattr(instance, "terms", "") or getattr(instance, "queries", "")).split("\n")), "")
        return context


class RuleCreateView(TryableForm, CreateView):
    """A new rule, filled in from the address (?language=&terms=&queries=&page=) and possibly the answer to a failed search."""

    def get_initial(self) -> dict[str, Any]:
        """What the address names."""
        return {**super().get_initial(), **answering.initial(self.request, self.model)}

    def get_add_url(self) -> str:
        """Where the form is sent: with the failed search that it answers."""
        return answering.with_failed(super().get_add_url(), self.request)

    def save_instance(self) -> Any:
        """Save the rule, and tell the queue of failed searches within the same transaction."""
        saved = super().save_instance()
        answering.answer(self.request, saved)
        return saved

    def get_success_url(self) -> str:
        """Back to the queue, when that is where this came from."""
        return answering.way_back(self.request) or super().get_success_url()


class RuleEditView(OnlyVisible, TryableForm, EditView):
    """A rule that is there."""


class RuleCopyView(OnlyVisible, TryableForm, CopyView):
    """A new rule like another one."""


class RuleDeleteView(OnlyVisible, DeleteView):
    """The question before a rule goes."""


class RuleHistoryView(OnlyVisible, HistoryView):
    """Who changed a rule, and when."""


class RuleUsageView(OnlyVisible, UsageView):
    """Where a rule is used: nowhere, but the address is there."""


class RuleViewSet(ModelViewSet):
    """What the lists and forms of all kinds have in common."""

    index_view_class = RuleIndexView
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    copy_view_class = RuleCopyView
    delete_view_class = RuleDeleteView
    history_view_class = RuleHistoryView
    usage_view_class = RuleUsageView
    list_per_page = 50
    add_to_reference_index = True
    create_template_name = edit_template_name = TryableForm.template_name
    index_template_name = RuleIndexView.template_name
    index_results_template_name = RuleIndexView.results_template_name
    rule_panels: list[Any] = []

    def get_edit_handler(self) -> Any:
        """The panels with the form that checks them."""
        handler = ObjectList(self.rule_panels, base_form_class=FORMS[self.model], attrs=FOLLOWS_CHOICES)
        return handler.bind_to_model(self.model)


_note = FieldPanel("note")


class SynonymIndexView(RuleIndexView):
    """Synonyms can also come from a file."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The usual ones, and the way to the import."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            url = reverse("search_synonyms:import")
            buttons.append(Button(_("Import a CSV file"), url=url, icon_name="upload", priority=80))
        return buttons


class SynonymViewSet(RuleViewSet):
    """Words that mean the same."""

    model = SynonymSet
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    icon = "resubmit"
    menu_name = "search-synonyms"
    index_view_class = SynonymIndexView
    list_display = [
        "__str__",
        TextColumn("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        TextColumn("direction", label=_("Direction"), accessor=lambda each: _("one way") if each.targets else _("both ways")),
        FlagColumn("is_active", label=_("In force"), sort_key="is_active"),
        TimeColumn("changed", label=_("Changed"), sort_key="changed"),
    ]
    list_filter = ["language", "direction", "is_active"]
    search_fields = ["terms", "targets", "note"]
    list_export = ["language", "direction", "terms", "targets", "is_active", "note"]
    export_headings = {name: name for name in list_export}
    export_filename = "synonyms"
    rule_panels = [
        MultiFieldPanel([FieldPanel("language"), FieldPanel("direction")], heading=_("For which queries")),
        FieldPanel("terms", heading=_("Words")),
        FieldPanel("targets", heading=_("Look for as well"), attrs=ONE_WAY_ONLY),
        MultiFieldPanel([FieldPanel("is_active"), _note], heading=_("Further choices")),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """The usual addresses, and that of the import."""
        return [*super().get_urlpatterns(), path("import/", SynonymImportView.as_view(), name="import")]


class StopWordViewSet(RuleViewSet):
    """Words that a query need not find."""

    model = StopWordList
    name = "search_stop_words"
    url_prefix = "search/stop-words"
    icon = "no-view"
    menu_name = "search-stop-words"
    copy_view_enabled = False
    list_display = [
        "__str__",
        TextColumn("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        TimeColumn("changed", label=_("Changed"), sort_key="changed"),
    ]
    list_export = ["language", "words", "note"]
    export_headings = {name: name for name in list_export}
    export_filename = "stop-words"
    rule_panels = [FieldPanel("language"), FieldPanel("words"), _note]


class PromotedViewSet(RuleViewSet):
    """Pages that come first."""

    model = PromotedResult
    name = "search_promoted"
    url_prefix = "search/promoted"
    icon = "thumbtack"
    menu_name = "search-promoted"
    list_display = [
        "__str__",
        TextColumn("page", label=_("Page"), accessor="page.title"),
        TextColumn("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        MomentColumn("starts", label=_("From"), sort_key="starts"),
        MomentColumn("ends", label=_("Until"), sort_key="ends"),
    ]
    list_filter = ["language"]
    search_fields = ["queries", "page__title", "note"]
    list_export = ["language", "queries", "page.title", "page.pk", "starts", "ends", "note"]
    export_headings = {"page.title": "page", "page.pk": "page_id"}
    export_filename = "promoted-results"
    rule_panels = [
        FieldPanel("language"),
        FieldPanel("queries", heading=_("Queries")),
        FieldPanel("page", widget=AdminPageChooser(target_models=[HelpPage])),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")])], heading=_("When")),
        _note,
    ]


class HiddenViewSet(RuleViewSet):
    """Pages that are left out."""

    model = HiddenResult
    name = "search_hidden"
    url_prefix = "search/hidden"
    icon = "circle-xmark"
    menu_name = "search-hidden"
    list_display = [
        "__str__",
        TextColumn("page", label=_("Page"), accessor="page.title"),
        TextColumn("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        TimeColumn("changed", label=_("Changed")),
    ]
    list_filter = ["language"]
    search_fields = ["queries", "page__title", "note"]
    list_export = ["language", "queries", "page.title", "page.pk", "note"]
    export_headings = {"page.title": "page", "page.pk": "page_id"}
    export_filename = "hidden-results"
    rule_panels = [
        FieldPanel("language"),
        FieldPanel("page", widget=AdminPageChooser(target_models=[HelpPage])),
        FieldPanel("queries", heading=_("Queries")),
        _note,
    ]
