"""Who looks after a page, when it was checked last, and when it is to be checked again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import BaseTranslatableField

from content.models import HelpPage
from content.timed import TIMED_PANEL

LONGEST_MONTHS = 120
REVIEW_FACTS = ("reviewed_on", "reviewed_by", "reviewed_as", "verified_until")


class ReviewedPage(HelpPage):
    """Inherited by types of pages that are reviewed; their room registers them (content.review.kinds).

    What is known of the last review belongs to the page and not to a revision: marking a page as reviewed makes none,
    and publishing an older draft does not turn it back. `content.review.services` writes it. `review_due` is computed
    (content.review.due): the first day on which the page is no longer fresh.
    """

    review_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_MONTHS)],
        help_text=_("Empty: as the pages above it say. 0: never."),
    )
    reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("The day somebody last checked that all of it is still true."),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_as = models.CharField(_("reviewed as"), max_length=80, blank=True)
    verified_until = models.DateField(_("verified until"), null=True, blank=True)
    review_due = models.DateField(null=True, editable=False, db_index=True)

    exclude_fields_in_copy = [*REVIEW_FACTS, "review_due"]
    # Each language is reviewed for itself.
    override_translatable_fields = [
        *HelpPage.override_translatable_fields,
        *(BaseTranslatableField(name) for name in REVIEW_FACTS),
    ]
    settings_panels = [*HelpPage.settings_panels, FieldPanel("review_months"), TIMED_PANEL]

    class Meta:
        abstract = True

    @property
    def is_stale(self) -> bool:
        """Whether a review is due."""
        return self.review_due is not None and self.review_due <= timezone.localdate()

    def with_content_json(self, content: Any) -> Any:
        """Return the page as a revision has it, with what is known of its reviews."""
        page = super().with_content_json(content)
        for name in (*REVIEW_FACTS, "review_due"):
            attribute = str(self._meta.get_field(name).attname)
            setattr(page, attribute, getattr(self, attribute))
        return page

    @property
    def status_string(self) -> Any:
        """What listings in the admin say of the page: that a review is due, beside its state."""
        state = super().status_string
        return _("%(state)s, review due") % {"state": state} if self.live and self.is_stale else state
