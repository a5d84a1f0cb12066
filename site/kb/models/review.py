"""What categories say about the review and the approval of the articles below them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from content.models import HelpPage
from content.review.pages import LONGEST_MONTHS
from content.timed import TIMED_PANEL


class FourEyes(models.TextChoices):
    """Whether somebody else has to approve what one has written."""

    INHERIT = "", _("As the category above says")
    YES = "yes", _("Yes: nobody approves their own changes")
    NO = "no", _("No: who may publish may publish their own")


class ReviewingPage(HelpPage):
    """Inherited by categories: what counts for the articles below, unless something nearer says otherwise."""

    review_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_MONTHS)],
        help_text=_("For the articles below. Empty: as the category above says. 0: never."),
    )
    review_team = models.CharField(
        _("team"),
        max_length=80,
        blank=True,
        help_text=_("Shown to readers as who reviewed, such as: Customer service. Empty: as the category above says."),
    )
    four_eyes = models.CharField(
        _("four eyes"),
        max_length=3,
        choices=FourEyes.choices,
        default=FourEyes.INHERIT,
        blank=True,
        help_text=_("For this category and everything below."),
    )

    settings_panels = [
        *HelpPage.settings_panels,
        MultiFieldPanel(
            [FieldPanel("review_months"), FieldPanel("review_team"), FieldPanel("four_eyes")], _("Review and approval")
        ),
        TIMED_PANEL,
    ]

    class Meta:
        abstract = True
