"""The same to many questions at once: topics, tags, publishing. What cannot be done to some is said, with the reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagField
from taggit.models import Tag
from wagtail.admin import messages
from wagtail.admin.widgets import AdminTagWidget
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from content.converters import row_id
from content.publishing import refusal_of
from faq_blocks.held import perhaps_locked
from faq_blocks.library.fields import TopicField
from faq_blocks.library.filters import narrowed
from faq_blocks.library.permissions import is_locked_for, may, may_place
from faq_blocks.library.placing import questions_add, questions_move
from faq_blocks.library.tagging import question_tag
from faq_blocks.models import Question, Topic

NAMED = 10
"""Questions that are named before something is done to them."""


class TopicForm(forms.Form):
    """Which topic."""

    topic = TopicField(label=_("Topic"), queryset=Topic.objects.all())


class TagsForm(forms.Form):
    """Which tags."""

    tags = TagField(label=_("Tags"), widget=AdminTagWidget(tag_model=Tag, free_tagging=True))


class QuestionBulkAction(SnippetBulkAction):
    """Asks first, does it where this person may, and says how many were left alone and why."""

    models = [Question]
    template_name = "faq_blocks/admin/bulk.html"
    hint: Any = ""
    left_alone: Any = ""

    @cached_property
    def chosen(self) -> list[Question]:
        """The ticked questions; with "all", those of the list as it is narrowed."""
        asked = self.request.GET.getlist("id")
        if "all" in asked:
            questions = Question.objects.all()
            return list(narrowed(questions, parameters=QueryDict(urlsplit(self.next_url).query), request=self.request))
        return list(Question.objects.filter(pk__in=filter(None, map(row_id, asked))))

    def allowed(self, question: Question) -> bool:
        """Whether this person may do it to this question."""
        raise NotImplementedError

    def get_actionable_objects(self) -> tuple[list[Question], dict[str, Any]]:
        """Those it may be done to, and the others."""
        allowed: list[Question] = []
        others: list[Question] = []
        for each in self.chosen:
            (allowed if self.allowed(each) else others).append(each)
        return allowed, {"items_with_no_access": others}

    def is_locked(self, question: Question) -> bool:
        """Whether its text is held fast. Only those that have any lock are asked one by one."""
        return question.pk in self.perhaps_locked and is_locked_for(self.request.user, question)

    @cached_property
    def perhaps_locked(self) -> set[int]:
        return perhaps_locked(self.chosen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is asked."""
        context = super().get_context_data(**kwargs)
        named = [each["item"] for each in context["items"][:NAMED]]
        return {
            **context,
            "named": named,
            "more": len(context["items"]) - len(named),
            "title": self.display_name,
            "hint": self.hint,
        }

    def get_execution_context(self) -> dict[str, Any]:
        """What was chosen, and who does it."""
        assert self.cleaned_form is not None  # noqa: S101  # nosec B101 # for the type checker: it is set before
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data, "user": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> None:
        """Tell how many, and why others were left alone."""
        said = ngettext("%(count)d question changed.", "%(count)d questions changed.", num_parent_objects)
        messages.success(self.request, said % {"count": num_parent_objects})
        if left := len(self.chosen) - num_parent_objects:
            said = ngettext("%(count)d was left alone: %(reason)s", "%(count)d were left alone: %(reason)s", left)
            messages.warning(self.request, said % {"count": left, "reason": self.left_alone})


class AddToTopic(QuestionBulkAction):
    """Put many into a topic."""

    display_name = _("Add to topic")
    action_type = "add_to_topic"
    aria_label = _("Add the selected questions to a topic")
    action_priority = 10
    form_class = TopicForm
    hint = _("Questions in another language come into the translation of the topic.")
    left_alone = _("the topic has no translation in their language, or they are published and you may not publish.")

    def allowed(self, question: Question) -> bool:
        return may_place(self.request.user, question)

    @classmethod
    def execute_action(cls, objects: list[Question], **chosen: Any) -> tuple[int, int]:
        """Add those that have the topic in their language."""
        return len(questions_add(questions=objects, topic=chosen["topic"])), 0


class MoveToTopic(AddToTopic):
    """Put many into a topic, and out of all others."""

    display_name = _("Move to topic")
    action_type = "move_to_topic"
    aria_label = _("Move the selected questions to a topic")
    action_priority = 11
    hint = _("They leave all other topics. Questions in another language come into the translation of the topic.")

    @classmethod
    def execute_action(cls, objects: list[Question], **chosen: Any) -> tuple[int, int]:
        """Move those that have the topic in their language."""
        return len(questions_move(questions=objects, topic=chosen["topic"])), 0


class AddTags(QuestionBulkAction):
    """Give tags to many."""

    display_name = _("Tag")
    action_type = "tag"
    aria_label = _("Tag the selected questions")
    action_priority = 12
    form_class = TagsForm
    hint = _("The tags they have stay.")
    left_alone = _("they are locked, or they are published and you may not publish.")

    def allowed(self, question: Question) -> bool:
        return may_place(self.request.user, question) and not self.is_locked(question)

    @classmethod
    def execute_action(cls, objects: list[Question], **chosen: Any) -> tuple[int, int]:
        """Tag what is live and its draft alike."""
        for each in objects:
            question_tag(question=each, tags=chosen["tags"], user=chosen["user"])
        return len(objects), 0


class Publish(QuestionBulkAction):
    """Publish the newest draft of many."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the selected questions")
    action_priority = 13
    left_alone = _("there is nothing new in them, they are locked or unfinished, or you may not publish.")

    def allowed(self, question: Question) -> bool:
        waits = question.has_unpublished_changes or not question.live
        return waits and may(self.request.user, "publish") and not self.is_locked(question)

    @classmethod
    def execute_action(cls, objects: list[Question], **chosen: Any) -> tuple[int, int]:
        """Publish those that are complete."""
        return sum(_published(each, chosen["user"]) for each in objects), 0


def _published(question: Question, user: Any) -> bool:
    draft = question.get_latest_revision_as_object()
    if refusal_of(draft, user, question.latest_revision):
        return False
    try:
        draft.full_clean(exclude=["slug"])
    except ValidationError:
        return False
    revision = question.get_latest_revision() or question.save_revision(user=user)
    revision.publish(user=user)
    return True


def actions() -> tuple[type[QuestionBulkAction], ...]:
    """Return the bulk actions of the library."""
    return AddToTopic, MoveToTopic, AddTags, Publish
