"""The screens of questions, beyond what Wagtail's own do."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, LocaleColumn, UpdatedAtColumn, UserColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView, UsageView

from content.converters import row_id
from faq_blocks.library.columns import QuestionTitleColumn, StateColumn, TopicsColumn, UsageColumn, question_columns, with_states
from faq_blocks.library.filters import searched
from faq_blocks.library.placing import question_place
from faq_blocks.library.usage import references_to, usage_counts
from faq_blocks.models import Placement, Question, Topic
from localization.dashboards.in_lists import TranslationsColumn
from localization.dashboards.side_panel import TranslationsBeside

PLACES = Prefetch("placements", queryset=Placement.objects.select_related("topic"))


class QuestionIndexView(IndexView):
    """The list: status, topics, language, how often it is shown, owner, last change, and what others add."""

    default_ordering = "question"

    @cached_property
    def list_display(self) -> list[Any]:
        """The columns; those of plugins are asked for each time."""
        return [
            "question",
            StateColumn(),
            TopicsColumn(),
            *([LocaleColumn(), TranslationsColumn()] if self.i18n_enabled else []),
            UsageColumn(lambda pk: self.usage.get(pk, 0)),
            *(each.make() for each in question_columns()),
            UserColumn("owner", label=_("Owner")),
            UpdatedAtColumn(),
        ]

    def _get_title_column(self, field_name: str, column_class: Any = QuestionTitleColumn, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, column_class, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        return list(super().columns)

    @cached_property
    def usage(self) -> dict[int, int]:
        """How often each question on this page of the list is shown; a few queries for all together."""
        return usage_counts([each.pk for each in self.shown])

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Keep the rows, for what is counted for all of them together."""
        found = super().paginate_queryset(queryset, page_size)
        self.shown = list(found[2])
        found[1].object_list = self.shown
        return (*found[:2], self.shown, found[3])

    def get_base_queryset(self) -> QuerySet[Question]:
        """With everything that a row shows."""
        questions = with_states(Question.objects.all()).select_related("locale", "owner__wagtail_userprofile", "latest_revision")
        for each in question_columns():
            questions = each.annotate(questions)
        return questions.prefetch_related(PLACES)

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """Parts of words in the question, whole words in the answer; narrowed by any filter and in any order."""
        return searched(queryset, self.search_query.strip())

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        """With a copy for another language."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("add"):
            url = reverse(Question.snippet_viewset.get_url_name("copy_for"), args=[instance.pk])
            buttons.append(MenuItem(_("Copy for another language"), url=url, icon_name="copy", priority=20))
        return buttons

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Topics are one click away."""
        to_topics = HeaderButton(_("Topics"), url=reverse(Topic.snippet_viewset.get_url_name("list")), icon_name="list-ul")
        to_files = HeaderButton(_("Import and export"), url=reverse("faq_exchange"), icon_name="download")
        return [*super().header_buttons, to_topics, to_files]


class SavesTopics:
    """Saves the topics together with the form. A preview reads the same form and must not.

    Nor must the form that saves itself while somebody works in it, where readers would see it at once.
    """

    def save_instance(self) -> Any:
        """Save the question, then its topics."""
        question = super().save_instance()  # type: ignore[misc]
        form: Any = self.form  # type: ignore[attr-defined]
        by_itself = self.expects_json_response  # type: ignore[attr-defined]
        if by_itself and question.live:
            return question
        if "in_topics" in form.cleaned_data and not form.fields["in_topics"].disabled:
            question_place(question=question, topics=form.cleaned_data["in_topics"])
        return question


class QuestionCreateView(SavesTopics, CreateView):
    """A new question: who writes it owns it, and `?topic=` puts it there."""

    def get_initial_form_instance(self) -> Any:
        """Owned by who writes it."""
        question = super().get_initial_form_instance() or Question()
        question.owner = self.request.user
        return question

    def get_initial(self) -> dict[str, Any]:
        """In the topic of the address."""
        topic = row_id(self.request.GET.get("topic"))
        return {**super().get_initial(), "in_topics": [topic] if topic else []}


class QuestionEditView(SavesTopics, TranslationsBeside, EditView):
    """Edits a question and its topics."""

    def get_page_subtitle(self) -> str:
        """Between marks that keep its direction from turning the sign at its end."""
        return f"\u2068{self.object}\u2069"


class QuestionUsageView(UsageView):
    """Everything that shows a question, by hand or by a topic."""

    def get_queryset(self) -> Any:
        return references_to(self.object).group_by_source_object()


class QuestionDeleteView(DeleteView):
    """Tells before it deletes how many places will lose the question; pages show the others all the same."""

    def get_usage(self) -> Any:
        return references_to(self.object).group_by_source_object() if self.usage_url else None
