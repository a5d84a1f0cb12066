"""Answers to readers by e-mail: once each, whatever is pressed twice or run again."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback.inbox import mails
from feedback.models import AnswerMail, Comment, CommentEvent

logger = logging.getLogger(__name__)

LONGEST_ANSWER = 5000
"""Characters of an answer."""

UNDER_WAY = (AnswerMail.State.WAITING, AnswerMail.State.SENDING)
INTERRUPTED_AFTER = timedelta(hours=1)
"""A mail that is still being sent after so long was interrupted."""


class NoAddress(Exception):
    """The reader left no address, or its time is over."""


class AnsweredMeanwhile(Exception):
    """The form was sent twice, or somebody else was faster."""


def answer_queue(*, comment: Comment, text: str, user: Any, number: int) -> AnswerMail:
    """Store an answer and have it sent when the transaction is committed.

    `number` is that of the mail: one more than there were when the form was shown. Raises AnsweredMeanwhile where there is
    one of that number already, NoAddress where there is nobody to send it to.
    """
    from feedback.inbox.tasks import answer_mail_send

    if not comment.email or comment.erased:
        raise NoAddress
    try:
        with transaction.atomic():
            if AnswerMail.objects.filter(comment=comment, state__in=UNDER_WAY).exists():
                raise AnsweredMeanwhile  # its words stand where those of this one would
            mail = AnswerMail.objects.create(comment=comment, number=number, user=user)
            Comment.objects.filter(pk=comment.pk).update(answer=text, updated=timezone.now())
            transaction.on_commit(partial(answer_mail_send.enqueue, mail.pk), robust=True)
    except IntegrityError as error:
        raise AnsweredMeanwhile from error
    return mail


def answer_send(*, mail_id: int) -> None:
    """Send an answer that waits. A mail that another process has taken is left to it; a failure is kept to be shown."""
    State = AnswerMail.State  # noqa: N806
    if not AnswerMail.objects.filter(pk=mail_id, state=State.WAITING).update(state=State.SENDING, updated=timezone.now()):
        return
    mail = AnswerMail.objects.select_related("comment", "user").get(pk=mail_id)
    try:
        mails.answer_mail(comment=mail.comment)
    except Exception as error:
        # Whatever goes wrong, the editor reads that it did. The message of a server may hold the address: only its kind.
        logger.warning("Answer %s to comment %s was not sent: %s", mail.number, mail.comment_id, type(error).__name__)
        _finish(mail, State.FAILED, failure=type(error).__name__[:100])
        return
    _finish(mail, State.SENT)


def answers_settle() -> int:
    """Tell editors of mails whose sending was interrupted; nobody knows whether they arrived. Returns how many."""
    lost = AnswerMail.objects.filter(state=AnswerMail.State.SENDING, updated__lt=timezone.now() - INTERRUPTED_AFTER)
    mails = list(lost.select_related("user"))
    for mail in mails:
        _finish(mail, AnswerMail.State.FAILED, failure="interrupted")
    return len(mails)


@transaction.atomic
def _finish(mail: AnswerMail, state: AnswerMail.State, *, failure: str = "") -> None:
    now = timezone.now()
    AnswerMail.objects.filter(pk=mail.pk).update(state=state, failure=failure, updated=now)
    is_sent = state == AnswerMail.State.SENT
    if is_sent:
        Comment.objects.filter(pk=mail.comment_id).update(answered=now, updated=now)
    kind = CommentEvent.Kind.SENT if is_sent else CommentEvent.Kind.FAILED
    CommentEvent.objects.create(comment_id=mail.comment_id, user=mail.user, kind=kind, batch=uuid.uuid4())
