"""The screen of all topics, and the one of the questions in a topic: both are sorted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from content.converters import row_id
from faq_blocks.library.columns import with_states
from faq_blocks.library.permissions import may_place, may_sort
from faq_blocks.library.placing import placement_remove, placements_order
from faq_blocks.library.tree import WAYS, topic_move, topic_step
from faq_blocks.models import Question, Topic


@dataclass(slots=True)
class Branch:
    """A topic on the screen, with those below it; `first` and `last` of its siblings have fewer ways to go."""

    topic: Topic
    first: bool
    last: bool
    branches: list[Branch] = field(default_factory=list)


def branches(topics: list[Topic]) -> list[Branch]:
    """Return topics of one language as the tree they are; none is left out, see faq_blocks.topics.in_order."""
    from faq_blocks.topics import in_order

    roots: list[Branch] = []
    way: list[Branch] = []
    for topic, depth in in_order(topics):
        del way[depth:]
        siblings = way[-1].branches if way else roots
        for each in siblings[-1:]:
            each.last = False
        siblings.append(Branch(topic, first=not siblings, last=True))
        way.append(siblings[-1])
    return roots


class TopicTreeView(IndexView):
    """All topics of one language as a tree, to be sorted by drag or by buttons."""

    template_name = "faq_blocks/admin/topics.html"
    results_template_name = "faq_blocks/admin/_topics.html"
    is_searchable = False
    filterset_class = None

    def get_base_queryset(self) -> Any:
        """With the number of questions in each."""
        return Topic.objects.filter(locale=self.locale).annotate(question_count=Count("placements"))

    def get_paginate_by(self, _queryset: Any) -> None:
        """A tree has no pages."""

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by("sort_order", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The tree, and the languages."""
        context = super().get_context_data(*args, **kwargs)
        locales = Locale.objects.order_by("language_code")
        return {
            **context,
            "branches": branches(list(self.get_queryset())),
            "may_sort": may_sort(self.request.user),
            "locale": self.locale,
            "locales": locales,
            "list_url": self.get_index_url(),
        }

    def get_index_url(self) -> str:
        return reverse(self.index_url_name)


class TopicCreateView(CreateView):
    """A new topic, below another one with `?parent=`, behind those that are there."""

    def get_initial(self) -> dict[str, Any]:
        """Below the topic of the address."""
        return {**super().get_initial(), "parent": row_id(self.request.GET.get("parent"))}

    def save_instance(self) -> Any:
        """Save it, and put it at the end."""
        topic = super().save_instance()
        topic_move(topic=topic, parent=topic.parent, position=10**6)
        return topic


class TopicEditView(EditView):
    """Edits a topic. Where another one above it was chosen, it moves to the end of those there, as on the screen of topics."""

    def save_instance(self) -> Any:
        """Save its words where it stands, then move it."""
        topic, old = self.form.instance, Topic.objects.select_related("parent").get(pk=self.object.pk).parent
        parent, topic.parent = topic.parent, old
        topic = super().save_instance()
        if parent != old:
            topic_move(topic=topic, parent=parent, position=10**6)
        return topic


class SortingView(View):
    """What sorts something: for those who may, with a sentence when it cannot be."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        """Sort, then lead back, or answer a script."""
        if not may_sort(request.user):
            raise PermissionDenied
        topic = get_object_or_404(Topic, pk=pk)
        problem = ""
        try:
            self.sort(topic, request, **more)
        except ValidationError as error:
            problem = " ".join(error.messages)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"problem": problem}, status=422 if problem else 200)
        if problem:
            messages.error(request, problem)
        return HttpResponseRedirect(self.back_to(topic))

    def sort(self, topic: Topic, request: HttpRequest, **more: Any) -> None:
        """Do it. Raises ValidationError."""
        raise NotImplementedError

    def back_to(self, topic: Topic) -> str:
        """Where its topics are listed, at the topic itself."""
        url = reverse(Topic.snippet_viewset.get_url_name("list"))
        return f"{url}?locale={topic.locale.language_code}#topic-{topic.pk}"


class TopicMoveView(SortingView):
    """One step by a button (`way`), or anywhere by drag (`parent`, `position`)."""

    def sort(self, topic: Topic, request: HttpRequest, **_more: Any) -> None:
        way = request.POST.get("way", "")
        if way:
            if way not in WAYS:
                raise ValidationError(gettext("There is no such way."))
            topic_step(topic=topic, way=way)
            return
        parent = _number(request.POST.get("parent") or "0")
        above = Topic.objects.filter(pk=parent).first()
        if parent and above is None:
            raise ValidationError(gettext("That topic is gone. Load the page again."))
        topic_move(topic=topic, parent=above, position=_number(request.POST.get("position", "")))


class TopicOrderView(SortingView):
    """The order sent (`question`, many), one step of one `question` (`way`), or one question taken out (`out`)."""

    def sort(self, topic: Topic, request: HttpRequest, **_more: Any) -> None:
        if gone := request.POST.get("out"):
            question = Question.objects.filter(pk=_number(gone)).first()
            if question is not None and not may_place(request.user, question):
                raise PermissionDenied
            if question is not None:
                placement_remove(topic=topic, question=question)
            return
        ids = [_number(each) for each in request.POST.getlist("question")]
        way = request.POST.get("way", "")
        placements_order(topic=topic, question_ids=_stepped(topic, ids[0], way) if way and ids else ids)

    def back_to(self, topic: Topic) -> str:
        return reverse(Topic.snippet_viewset.get_url_name("questions"), args=[topic.pk])


def _stepped(topic: Topic, question_id: int, way: str) -> list[int]:
    order = list(topic.placements.values_list("question_id", flat=True))
    if question_id in order:
        at = order.index(question_id)
        to = max(0, at - 1) if way == "up" else min(len(order) - 1, at + 1)
        order.insert(to, order.pop(at))
    return order


def _number(text: str) -> int:
    number = row_id(text)
    if number is None:
        raise ValidationError(gettext("That is no number."))
    return number


class TopicQuestionsView(WagtailAdminTemplateMixin, TemplateView):
    """The questions of one topic, to be sorted by drag or by buttons."""

    template_name = "faq_blocks/admin/topic_questions.html"
    page_title = _("Questions in this topic")
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may sort."""
        if not may_sort(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def topic(self) -> Topic:
        """The topic of the address."""
        return get_object_or_404(Topic.objects.select_related("locale"), pk=self.kwargs["pk"])

    @cached_property
    def header_buttons(self) -> list[Any]:
        """A new question comes to stand here."""
        add = reverse(Question.snippet_viewset.get_url_name("add"))
        url = f"{add}?locale={self.topic.locale.language_code}&topic={self.topic.pk}"
        return [HeaderButton(_("Add question"), url=url, icon_name="plus")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        topics = reverse(Topic.snippet_viewset.get_url_name("list"))
        topics += f"?locale={self.topic.locale.language_code}"
        return [{"url": topics, "label": gettext("Topics")}, {"url": "", "label": self.topic.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions in their order."""
        places = list(self._places())
        return {**super().get_context_data(**kwargs), "topic": self.topic, "questions": places}

    def _places(self) -> Iterator[Question]:
        questions = with_states(Question.objects.filter(placements__topic=self.topic))
        yield from questions.order_by("placements__sort_order", "placements__pk")
