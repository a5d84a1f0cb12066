"""Why something did not help, in a reader's words, and what became of it."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.vote import Vote

LONGEST = 1000
"""Characters of a comment and of an editor's note."""

LONGEST_QUERY = 200
"""Characters that are kept of a search that found nothing."""


class Reason(models.TextChoices):
    """Why a page did not help; the reader chooses one."""

    INACCURATE = "inaccurate", _("Something in it is wrong")
    CONFUSING = "confusing", _("It is hard to understand")
    MISSING = "missing", _("Something is missing")
    OUTDATED = "outdated", _("It is out of date")
    BROKEN = "broken", _("A link or picture is broken")
    UNSOLVED = "unsolved", _("It did not solve my problem")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """Where a comment stands among the editors' work."""

    OPEN = "open", _("open")
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    DECLINED = "declined", _("won’t do")


class Comment(models.Model):
    """One reader's reason and words about one revision of one thing, and how the editors deal with it.

    There is at most one for each vote; sending the form again replaces reason, text and address. What it is about stands
    here again, for the vote may be changed or gone while the comment is worked on. `target_type` and `target_id` are None
    where it is about no single thing, such as a search that found nothing. `section` is the id of the heading above the
    passage the reader had before them, "" when unknown; `query` is what was searched for where that found nothing. `said` is
    when the reader wrote, whatever editors did since. Text and address are emptied when their time is over (`erased`): reason
    and state remain, for counting.
    """

    vote = models.OneToOneField(Vote, null=True, blank=True, on_delete=models.SET_NULL, related_name="comment")
    target_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    target_id = models.PositiveBigIntegerField(_("id"), null=True, blank=True)
    revision = models.PositiveBigIntegerField(_("revision"), default=0)
    language = models.CharField(_("language"), max_length=100)
    voter_key = models.CharField(_("reader"), max_length=80, blank=True, db_index=True)
    is_helpful = models.BooleanField(_("helpful"), null=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    section = models.CharField(_("section"), max_length=255, blank=True)
    query = models.CharField(_("searched for"), max_length=LONGEST_QUERY, blank=True)
    said = models.DateTimeField(_("said"), default=timezone.now, db_index=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(_("internal note"), max_length=LONGEST, blank=True)
    answer = models.TextField(_("answer to the reader"), blank=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    closed = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by_revision = models.PositiveBigIntegerField(_("mended by revision"), default=0)

    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)
    erased = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            # About a page, the one-to-one key to the vote is the guard; about nothing, this is.
            models.UniqueConstraint(
                fields=["voter_key", "language", "query"],
                condition=models.Q(target_type=None) & ~models.Q(voter_key=""),
                name="feedback_one_note_per_search",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-said"], name="feedback_comment_inbox"),
            models.Index(fields=["target_type", "target_id", "state"], name="feedback_comment_target"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display() or self.pk} ({self.language})"
