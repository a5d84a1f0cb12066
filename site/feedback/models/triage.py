"""What editors did with a comment, the mails that went out for it, and which publishes they have not been asked about."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage
from feedback.models.comment import Comment

SEND, SEE_ADDRESS = "send_answer", "see_address"
"""The rights to answer readers by e-mail, and to see their addresses while doing so."""


class CommentEvent(models.Model):
    """One step in the history of a comment. It never repeats what the reader or an editor wrote.

    `before` and `after` are states, or ids of people for assignments. What was done to many at once shares a `batch`, by
    which it can be undone.
    """

    class Kind(models.TextChoices):
        """What was done."""

        STATE = "state", _("state")
        ASSIGNEE = "assignee", _("assigned to")
        NOTE = "note", _("internal note")
        SENT = "sent", _("answer sent")
        FAILED = "failed", _("answer not sent")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="events")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    revision = models.PositiveBigIntegerField(default=0)
    batch = models.UUIDField(db_index=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.before} -> {self.after}"


class AnswerMail(models.Model):
    """An answer on its way to a reader. Number 1 is the first of a comment, so that a form sent twice makes one mail.

    Text and address stay with the comment, where their time is watched. `failure` names the kind of error and nothing else:
    messages of mail servers repeat addresses.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mails")
    number = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=100, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer by e-mail")
        verbose_name_plural = _("answers by e-mail")
        default_permissions = ()
        permissions = [(SEND, "Can answer readers by e-mail"), (SEE_ADDRESS, "Can see the e-mail addresses of readers")]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="feedback_one_mail_per_answer")]

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}: {self.state}"


class PublishNotice(models.Model):
    """A page with unsolved comments was published, and nobody has said yet which of them that solves."""

    page = models.OneToOneField(HelpPage, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("publish with unsolved comments")
        verbose_name_plural = _("publishes with unsolved comments")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.revision}"
