"""Knowledge bases: one for each product or brand, directly below the home page, with a look of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from content.audiences import Audience
from kb.models.category import CategoryPage
from localization.languages import language_choices
from theme.colours import colour_validators
from theme.models import menu_blocks


class LanguagesField(models.JSONField):
    """Codes of languages of the site, chosen from all of them; none means all."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=language_choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )


class KnowledgeBasePage(CategoryPage):
    """The topmost category of a product or brand. Its look is worn by all pages below it."""

    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: that of the site."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=colour_validators(),
        help_text=_("Any colour is safe: light and dark shades with enough contrast are made from it. Empty: that of the site."),
    )
    main_menu = StreamField(
        menu_blocks(), blank=True, verbose_name=_("main menu"), help_text=_("Empty: that of the site in this language.")
    )
    languages = LanguagesField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_(
            "In which languages readers are offered it; none means all. What is written in another one is not listed, not "
            "found and not offered as a translation. What is chosen in the default language of the site counts."
        ),
    )
    new_page_audience = models.PositiveSmallIntegerField(
        _("audience of new pages"),
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text=_("New pages below begin with it; editors may choose another one."),
    )

    parent_page_types = ["home.HomePage"]
    template = "kb/knowledge_base_page.html"
    content_panels = [
        *CategoryPage.content_panels,
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("accent_colour"), FieldPanel("main_menu")], _("Look")),
    ]
    settings_panels = [
        MultiFieldPanel([FieldPanel("languages"), FieldPanel("new_page_audience")], _("Readers")),
        *CategoryPage.settings_panels,
    ]
    override_translatable_fields = [
        *CategoryPage.override_translatable_fields,
        SynchronizedField("accent_colour"),
    ]

    class Meta:
        verbose_name = _("knowledge base")
        verbose_name_plural = _("knowledge bases")


def offered_languages(base: KnowledgeBasePage) -> set[str]:
    """Return the codes of the languages in which a knowledge base is offered."""
    known = {code for code, _name in settings.LANGUAGES}
    return (known & {*base.languages}) or known
