"""Questions that were typed in place become questions of the library, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.log_actions import log
from wagtail.models import Locale, ReferenceIndex

from content.audiences import Audience
from content.blocks.text import TEXT_FEATURES
from faq_blocks.library.edited import Edited
from faq_blocks.library.permissions import may
from faq_blocks.library.placing import question_place
from faq_blocks.models import Question, Topic
from faq_blocks.models.question import LONGEST_QUESTION
from faq_blocks.texts import one_line

MOST_AT_ONCE = 200
SALT = "faq_blocks.promoting"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Typed:
    """A question typed in place, its words cleaned and as they are on the page; `answer` is rich text as it is stored."""

    question: str
    answer: str
    topic: str = ""
    typed_as: str = ""


def typed_from_form(raw: Any) -> Typed:
    """Read a question as the editor's form has it: the answer is the editor's own JSON, and is written as saving the page would.

    Raises ValidationError with a sentence for whatever is not such a thing.
    """
    try:
        question = one_line(raw["question"])
        answer = ContentstateConverter(TEXT_FEATURES).to_database_format(raw["answer"] or "null") if raw["answer"] else ""
        topic = str(raw.get("topic") or "")
    except (AttributeError, AssertionError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise ValidationError(gettext("These questions could not be read. Save the page and try again.")) from error
    if not question:
        raise ValidationError(gettext("A question without words cannot be moved to the library."))
    if len(question) > LONGEST_QUESTION:
        words = gettext("This question is too long for the library: %(count)d characters at most. It begins with: %(words)s")
        raise ValidationError(words % {"count": LONGEST_QUESTION, "words": question[:60]})
    return Typed(question, answer, topic.strip(), typed_as=raw["question"])


@transaction.atomic
def questions_promote(*, typed: Sequence[Typed], edited: Edited, user: Any, least: int = Audience.PUBLIC) -> list[Question]:
    """Add questions to the library, all or none, for the strictest audience of page, passage and `least`.

    Published is only what everybody reads where it was typed, word for word, and only by those who may publish questions: what
    stands in a draft, was not saved or has no answer becomes a draft. A topic of the same title comes to hold them.
    """
    publishes = may(user, "publish")
    topics = {each.title.casefold(): each for each in Topic.objects.filter(locale=edited.locale)}
    made: list[int] = []
    for each in typed:
        audience = max(least, edited.audience_of(each.typed_as))
        question = _added(each, edited.locale, audience, user)
        if publishes and each.answer and audience == Audience.PUBLIC and edited.is_public(each.typed_as, each.answer):
            question.latest_revision.publish(user=user)
        if topic := topics.get(each.topic.casefold()):
            question_place(question=question, topics=[topic])
        made.append(question.pk)
    found = Question.objects.in_bulk(made)
    return [found[pk] for pk in made]


def _added(each: Typed, locale: Locale, audience: int, user: Any) -> Question:
    answer = [{"type": "rich_text", "value": each.answer}] if each.answer else []
    question = Question(question=each.question, answer=answer, locale=locale, audience=audience, owner=user, live=False)
    question.full_clean(exclude=["slug"])
    question.save()
    revision = question.save_revision(user=user, log_action=False)
    log(instance=question, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return question


def undo_token(questions: Sequence[Question], user: Any) -> str:
    """Return what takes these questions back, for this person and for a day."""
    return signing.dumps({"ids": [each.pk for each in questions], "user": user.pk}, salt=SALT)


@transaction.atomic
def promotion_undo(*, token: str, user: Any) -> int:
    """Delete what was promoted; return how many. What somebody changed since, or shows on a page that was saved, stays.

    Raises ValidationError for a token of somebody else, or an old one.
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=A_DAY)
    except signing.BadSignature as error:
        raise ValidationError(gettext("This can no longer be undone.")) from error
    if told["user"] != user.pk:
        raise ValidationError(gettext("This can no longer be undone."))
    gone = 0
    for question in Question.objects.filter(pk__in=told["ids"]):
        if question.revisions.count() == 1 and not ReferenceIndex.get_references_to(question).exists():
            log(instance=question, action="wagtail.delete", user=user, deleted=True)
            question.delete()
            gone += 1
    return gone
