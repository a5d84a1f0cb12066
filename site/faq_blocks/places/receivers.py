"""What changes where questions stand, and what search knows of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import HelpPage
from content.signals import text_changed, visibility_changed
from faq_blocks.models import Placement, Question, QuestionPlace, QuestionSource, Topic
from faq_blocks.places.keeping import places_due, places_rebuild, places_refresh, question_key, typed_key
from faq_blocks.signals import places_changed
from plugins.hooks import add_action
from search.outbox import outbox_add

_UID = "faq_blocks.places"
_NOT_SHOWN = {"latest_revision", "has_unpublished_changes", "locked", "locked_by", "locked_at", "owner", "note"}
"""Fields of a question that change nothing for readers: saving a draft writes some of them, perhaps every second."""
DAILY = timedelta(days=1)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    page_published.connect(_page_changed, dispatch_uid=_UID)
    page_unpublished.connect(_page_changed, dispatch_uid=_UID)
    text_changed.connect(_texts_changed, dispatch_uid=_UID)
    visibility_changed.connect(_visibility_changed, dispatch_uid=_UID)
    post_page_move.connect(_page_moved, dispatch_uid=_UID)
    post_save.connect(_question_changed, sender=Question, dispatch_uid=_UID)
    pre_delete.connect(_leaving, sender=Question, dispatch_uid=_UID)
    pre_delete.connect(_leaving, sender=Topic, dispatch_uid=_UID)
    post_delete.connect(_question_gone, sender=Question, dispatch_uid=_UID)
    post_save.connect(_placed, sender=Placement, dispatch_uid=_UID)
    post_delete.connect(_placed, sender=Placement, dispatch_uid=_UID)
    post_save.connect(_topic_changed, sender=Topic, dispatch_uid=_UID)
    places_changed.connect(_places_changed, dispatch_uid=_UID)
    post_delete.connect(_place_gone, sender=QuestionPlace, dispatch_uid=_UID)
    add_action("import_finished", _imported)
    add_action("scheduled_jobs", lambda register: register("faq_blocks.places", every=DAILY, run=places_rebuild))


def _page_changed(*, instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, HelpPage):
        places_refresh([instance.pk])


def _texts_changed(*, page_ids: list[int], others: dict[type[Model], list[int]], **_kwargs: Any) -> None:
    # What an answer of the library takes from elsewhere is in the question's own documents.
    outbox_add(keys=[question_key(pk) for pk in others.get(Question, ())])
    places_due(page_ids=page_ids)


def _visibility_changed(*, page_ids: list[int], **_kwargs: Any) -> None:
    typed = QuestionPlace.objects.filter(page_id__in=page_ids, question=None).values_list("pk", flat=True)
    outbox_add(keys=[typed_key(pk) for pk in typed])


def _page_moved(*, instance: Page, **_kwargs: Any) -> None:
    below = HelpPage.objects.filter(path__startswith=instance.path).values_list("pk", flat=True)
    _visibility_changed(page_ids=list(below))


def _question_changed(*, instance: Question, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    if raw or (update_fields is not None and _NOT_SHOWN.issuperset(update_fields)):
        return
    outbox_add(keys=[question_key(instance.pk)])
    places_due(question_ids=[instance.pk])


def _leaving(*, instance: Question | Topic, **_kwargs: Any) -> None:
    # Asked before, for the rows that tell go with it.
    if isinstance(instance, Question):
        pages = set(QuestionPlace.objects.filter(question=instance).values_list("page_id", flat=True))
    else:
        # A translated page names the topics of its source.
        naming = QuestionSource.objects.filter(Q(page__locale=instance.locale_id) | Q(topic__locale=instance.locale_id))
        pages = set(naming.values_list("page_id", flat=True))
    places_due(page_ids=pages)


def _question_gone(*, instance: Question, **_kwargs: Any) -> None:
    outbox_add(keys=[question_key(instance.pk)])


def _placed(*, instance: Placement, **_kwargs: Any) -> None:
    outbox_add(keys=[question_key(instance.question_id)])
    places_due(question_ids=[instance.question_id])


def _topic_changed(*, instance: Topic, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        places_due(locale_ids=[instance.locale_id])


def _places_changed(*, question_ids: list[int], topic_ids: list[int], **_kwargs: Any) -> None:
    outbox_add(keys=[question_key(pk) for pk in question_ids])
    locales = Topic.objects.filter(pk__in=topic_ids).order_by().values_list("locale", flat=True).distinct()
    places_due(question_ids=question_ids, locale_ids=list(locales))


def _place_gone(*, instance: QuestionPlace, **_kwargs: Any) -> None:
    if instance.question_id is None:
        outbox_add(keys=[typed_key(instance.pk)])


def _imported(**_kwargs: Any) -> None:
    places_rebuild()
