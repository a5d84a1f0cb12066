"""Whether something helped."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Vote(models.Model):
    """One reader's answer to "Was this helpful?" on one revision of one thing.

    `target_type` is HelpPage for pages of every type. `revision` is the id of the Wagtail revision that was read, 0 for
    things without revisions; it is no foreign key, for old revisions may be purged. `voter_key` is "user:<id>" or
    "anonymous:<random>" (see feedback.readers), never an address.
    """

    target_type = models.ForeignKey(ContentType, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField(_("id"))
    revision = models.PositiveBigIntegerField(_("revision"), default=0)
    language = models.CharField(_("language"), max_length=100)
    voter_key = models.CharField(_("reader"), max_length=80)
    is_helpful = models.BooleanField(_("helpful"))
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            # In this order the index also finds all votes on a target, and all votes of one reader on it.
            models.UniqueConstraint(
                fields=["target_type", "target_id", "voter_key", "revision"], name="feedback_one_vote_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{'+' if self.is_helpful else '-'} {self.target_id} ({self.language})"
