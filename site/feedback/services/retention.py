"""Forgetting what readers wrote, when its time is over or when they ask for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from feedback.conf import feedback_settings
from feedback.models import Comment

BATCH = 500
"""Rows that are written at a time: who writes meanwhile waits for one batch, not for all of it."""

WORDS = {"text": "", "note": "", "answer": "", "section": "", "query": ""}
"""What goes with the words: notes and answers of editors repeat them."""

_with_words = ~Q(text="") | ~Q(note="") | ~Q(answer="") | ~Q(query="")


def comments_expire() -> int:
    """Erase comments and e-mail addresses that are older than the settings allow; return how many were written.

    Reason and state stay, for counting. It can be stopped at any time and goes on the next time.
    """
    kept, now = feedback_settings(), timezone.now()
    addresses = Comment.objects.filter(~Q(email=""), said__lt=now - timedelta(days=kept.email_days))
    words = Comment.objects.filter(_with_words, said__lt=now - timedelta(days=kept.comment_days))
    return _emptied(addresses, {"email": ""}, now) + _emptied(words, WORDS, now)


def _emptied(comments: QuerySet[Comment], fields: dict[str, str], now: datetime) -> int:
    count = 0
    while batch := list(comments.order_by("said").values_list("pk", flat=True)[:BATCH]):
        count += Comment.objects.filter(pk__in=batch).update(**fields)
        # Erased is a comment of which nothing is left that could tell of a person.
        Comment.objects.filter(pk__in=batch, text="", email="", erased=None).update(erased=now)
    return count
