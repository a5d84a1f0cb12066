"""The library in the menu of the admin."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from faq_blocks.library import panels, topic_views, views
from faq_blocks.library.copying import QuestionCopyView
from faq_blocks.library.filters import QuestionFilterSet
from faq_blocks.models import Question, Topic


class QuestionViewSet(SnippetViewSet):
    """Questions."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_per_page = 50
    filterset_class = QuestionFilterSet
    index_view_class = views.QuestionIndexView
    add_view_class = views.QuestionCreateView
    edit_view_class = views.QuestionEditView
    usage_view_class = views.QuestionUsageView
    delete_view_class = views.QuestionDeleteView
    # A copy would stand beside itself, word by word: another language is what a question is copied for.
    copy_view_enabled = False
    inspect_view_enabled = False
    delete_template_name = "faq_blocks/admin/question_delete.html"
    edit_handler = panels.question_form

    def get_urlpatterns(self) -> list[Any]:
        """Besides Wagtail's: a copy for another language."""
        return [*super().get_urlpatterns(), path("copy-for/<int:pk>/", QuestionCopyView.as_view(), name="copy_for")]


class TopicViewSet(SnippetViewSet):
    """Topics."""

    model = Topic
    icon = "list-ul"
    menu_label = _("Topics")
    copy_view_enabled = False
    index_view_class = topic_views.TopicTreeView
    add_view_class = topic_views.TopicCreateView
    edit_view_class = topic_views.TopicEditView
    index_template_name = "faq_blocks/admin/topics.html"
    index_results_template_name = "faq_blocks/admin/_topics.html"
    edit_handler = panels.topic_form

    def get_urlpatterns(self) -> list[Any]:
        """Besides Wagtail's: moving a topic, and the questions of one with their order."""
        return [
            *super().get_urlpatterns(),
            path("move/<row:pk>/", topic_views.TopicMoveView.as_view(), name="move"),
            path("questions/<row:pk>/", topic_views.TopicQuestionsView.as_view(), name="questions"),
            path("order/<row:pk>/", topic_views.TopicOrderView.as_view(), name="order"),
        ]


class FaqGroup(SnippetViewSetGroup):
    """Questions and topics under one word."""

    menu_label = _("FAQ")
    menu_name = "faq-library"
    menu_icon = "help"
    menu_order = 350
    items = (QuestionViewSet, TopicViewSet)
