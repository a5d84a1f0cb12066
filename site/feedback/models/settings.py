"""What readers are asked, and for how long their words are kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from localization.languages import language_choices

COMMENT_DAYS, EMAIL_DAYS = 365, 90
LONGEST_DAYS = 3650


def _days() -> list[object]:
    return [MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]


@register_setting(icon="help", order=700)
class FeedbackSettings(BaseGenericSetting, ClusterableModel):
    """One row for the whole installation. Read it through feedback.conf, which remembers it."""

    is_on = models.BooleanField(_("Ask “Was this helpful?”"), default=True)
    asks_comments = models.BooleanField(_("Ask for a reason and a comment after the answer"), default=True)
    asks_email = models.BooleanField(
        _("Ask for an e-mail address"), default=True, help_text=_("Readers may leave it out. It serves to answer them.")
    )
    shows_counts = models.BooleanField(
        _("Show readers how many found a page helpful"), default=False, help_text=_("Editors see it in any case.")
    )
    comment_days = models.PositiveIntegerField(
        _("Days that comments are kept"),
        default=COMMENT_DAYS,
        validators=_days(),  # type: ignore[arg-type]
        help_text=_("Then their words are erased; the reason stays, for counting."),
    )
    email_days = models.PositiveIntegerField(
        _("Days that e-mail addresses are kept"),
        default=EMAIL_DAYS,
        validators=_days(),  # type: ignore[arg-type]
    )

    panels = [
        MultiFieldPanel([FieldPanel("is_on"), FieldPanel("shows_counts")], _("The question")),
        MultiFieldPanel([FieldPanel("asks_comments"), FieldPanel("asks_email")], _("After the answer")),
        MultiFieldPanel([FieldPanel("comment_days"), FieldPanel("email_days")], _("Retention")),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Your own words, by language. What is left empty is asked in the words of Sanad.")),
                InlinePanel("wordings", label=_("Words in one language")),
            ],
            _("Words"),
        ),
    ]

    class Meta:
        verbose_name = _("feedback of readers")


class FeedbackWording(models.Model):
    """The texts of the form in one language, where the site has its own."""

    settings = ParentalKey(FeedbackSettings, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    question = models.CharField(_("question"), max_length=120, blank=True, help_text=_("In the place of “Was this helpful?”"))
    hint = models.CharField(
        _("hint"), max_length=200, blank=True, help_text=_("In the place of “Please leave out card and phone numbers.”")
    )
    thanks = models.CharField(
        _("thanks"), max_length=200, blank=True, help_text=_("After a comment, below “Thank you. It is in good hands.”")
    )

    panels = [FieldPanel("language"), FieldPanel("question"), FieldPanel("hint"), FieldPanel("thanks")]

    class Meta:
        verbose_name = _("words of the form")
        verbose_name_plural = _("words of the form")
        constraints = [models.UniqueConstraint(fields=["settings", "language"], name="feedback_one_wording_per_language")]

    def __str__(self) -> str:
        return self.language
