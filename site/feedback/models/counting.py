"""What the votes add up to, and from where on they count."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class VoteTotal(models.Model):
    """The votes on one thing, added up: lists and search read this row instead of thousands of votes.

    Written by feedback.services.totals_refresh alone, in the transaction of every vote. `since` is the revision from which
    votes count, `score` the lower end of the Wilson interval.
    """

    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    since = models.PositiveBigIntegerField(default=0)
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target_type", "target_id"], name="feedback_one_total_per_target")]
        indexes = [models.Index(fields=["target_type", "score"], name="feedback_total_score")]

    def __str__(self) -> str:
        return f"{self.target_id}: +{self.helpful} -{self.unhelpful}"


class CountRestart(models.Model):
    """A major change: votes on earlier revisions say nothing about the page as it is now.

    An editor says so while the revision is a draft. `in_force` is set when it, or a later one, goes live: until then readers
    vote on what was there before, and that counts.
    """

    target_type = models.ForeignKey(ContentType, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField(_("id"))
    revision = models.PositiveBigIntegerField(_("revision"))
    in_force = models.BooleanField(_("in force"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("major change")
        verbose_name_plural = _("major changes")
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id", "revision"], name="feedback_one_restart_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.revision}"
