"""Questions of the library as things that readers vote and comment on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from content.audiences import ANONYMOUS, Reader, reader_for
from content.locales import code_of
from faq_blocks.models import Question
from faq_blocks.own_pages.addresses import own_path, standings
from faq_blocks.selectors import default_has_own_pages
from feedback.kinds import TargetKind, Thing
from search.outbox import outbox_add

KIND = "question"


class QuestionKind(TargetKind):
    """Questions. Who reads them is asked of `listable_to` alone, on whatever page they stand."""

    name = KIND
    label = _("question")
    model = Question
    owner_field = "owner"

    def asked(self, request: HttpRequest, pk: int) -> tuple[Thing, Thing] | None:
        found = self.listable(reader_for(request.user), [pk]).get(pk)
        return (found, found) if found else None

    def listable(self, reader: Reader, ids: Collection[int]) -> dict[int, Thing]:
        return _things(self, Question.objects.listable_to(reader).filter(pk__in=ids), reader)

    def edited_by(self, user: Any) -> QuerySet[Question]:
        if not policy_registry.get_by_type(Question).user_has_permission(user, "change"):
            return Question.objects.none()
        reader = reader_for(user)
        questions = Question.objects.get_queryset()
        return questions if reader.sees_all else questions.filter(audience__lte=reader.level)

    def for_editors(self, ids: Collection[int]) -> dict[int, Thing]:
        return _things(self, Question.objects.filter(pk__in=ids), ANONYMOUS)

    def editor_url(self, thing: Thing, *, section: str = "", revision: int = 0) -> str:
        return admin_url("edit", thing.pk)

    def revision_urls(self, thing: Thing, revision: int) -> tuple[str, str]:
        return "", admin_url("revisions_compare", thing.pk, revision, "live")

    def search_refresh(self, ids: Collection[int]) -> None:
        outbox_add(keys=[f"{KIND}:{pk}" for pk in ids])


def _things(kind: QuestionKind, questions: QuerySet[Question], reader: Reader) -> dict[int, Thing]:
    rows = list(questions)
    urls = _urls(rows, reader)
    return {
        each.pk: Thing(
            kind=kind,
            target=each,
            title=each.question,
            language=code_of(each.locale_id),
            url=urls.get(each.pk, ""),
            revision=each.live_revision_id or 0,
            is_live=each.live,
        )
        for each in rows
    }


def _urls(questions: list[Question], reader: Reader) -> dict[int, str]:
    """Where readers see them: on the first page that shows them to this reader, else at their own address if they have any."""
    found = standings([each.pk for each in questions], reader)
    urls = {pk: places[0].url for pk, places in found.items() if places}
    if len(urls) < len(questions) and default_has_own_pages():
        urls = {each.pk: own_path(each.slug, each.locale_id) for each in questions} | urls
    return urls


def admin_url(view: str, *args: Any) -> str:
    """Return the address of one of the views that Wagtail makes for questions; "" where there is none of that name."""
    try:
        return reverse(Question.snippet_viewset.get_url_name(view), args=args)
    except NoReverseMatch:
        return ""
