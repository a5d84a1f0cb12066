"""Mails that tell owners what is due: one for each of them, and each due date of an article once."""

from __future__ import annotations

import logging
from collections import defaultdict
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext, override

from accounts.mails import admin_language_of, mail_send
from kb.models import ArticlePage, ReviewReminder, ReviewSettings
from kb.review.selectors import due_articles, owners_of

logger = logging.getLogger(__name__)

MOST_LISTED = 50
"""Articles in one mail; the others are counted, and stand in the admin."""
AT_ONCE = 2000


def reminders_send() -> int:
    """Mail each owner what became due since the last mail, with what is overdue anyway counted; return how many mails went out.

    What was told of is noted after each mail: a run that is killed goes on where it was, and may repeat the one mail that was
    under way. A mail that fails is tried again by the next run, and does not hold up the others.
    """
    if ReviewSettings.objects.filter(send_reminders=False).exists():
        return 0
    told = ReviewReminder.objects.filter(article=OuterRef("pk"), due=OuterRef("review_due"))
    waiting = list(due_articles().filter(~Exists(told)).select_related("locale")[:AT_ONCE])
    by_owner: defaultdict[int, list[ArticlePage]] = defaultdict(list)
    owners = owners_of(waiting) if waiting else {}
    for article in waiting:
        if owner := owners.get(article.pk):
            by_owner[owner.pk].append(article)
    people = {owner.pk: owner for owner in owners.values()}
    return sum(_remind(people[pk], articles) for pk, articles in by_owner.items())


def _remind(owner: Any, articles: list[ArticlePage]) -> bool:
    try:
        _mail(owner, articles)
    except (OSError, SMTPException) as error:
        logger.warning("A reminder of reviews could not be sent: %s", type(error).__name__)
        return False
    notes = [ReviewReminder(article=each, due=each.review_due) for each in articles if each.review_due]
    ReviewReminder.objects.bulk_create(notes, ignore_conflicts=True, batch_size=500)
    return True


def _mail(owner: Any, articles: list[ArticlePage]) -> None:
    language, base = admin_language_of(owner), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    listed = [(each, base + reverse("wagtailadmin_pages:edit", args=[each.pk])) for each in articles[:MOST_LISTED]]
    with override(language):
        count = len(articles)
        subject = ngettext("%(count)d article is due for review", "%(count)d articles are due for review", count)
        mail_send(
            to=owner.email,
            language=language,
            subject=subject % {"count": count},
            template="kb/mail/review_reminder.txt",
            owner=owner,
            listed=listed,
            more=count - len(listed),
            due_link=base + reverse("kb_review_due"),
        )
