from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, Site, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from theme.colours import colour_validators

DEFAULT_ACCENT = "#1f6b4f"

contact_validator = RegexValidator(
    r"^(https?://[^\s/?#\\]+|/(?![/\\]))[^\s\\]*\Z",
    _("Write an address that begins with https:// or, on this site, with a slash."),
)


@register_setting(icon="view")
class Branding(BaseSiteSetting):
    """The customer's own: name, logo and one colour, from which every other is derived (theme/css/tokens.css)."""

    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("Shown where a language has no name of its own."))
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=colour_validators(),
        help_text=_("Any colour is safe: light and dark shades with enough contrast are made from it."),
    )

    contact_url = models.CharField(
        _("contact page"),
        max_length=500,
        blank=True,
        validators=[contact_validator],
        help_text=_("Where readers write to you when they find no answer, such as a form. On this site: /en/contact/."),
    )
    contact_email = models.EmailField(
        _("contact e-mail address"), blank=True, help_text=_("Shown to everybody where there is no contact page.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("logo"),
        FieldPanel("accent_colour"),
        MultiFieldPanel([FieldPanel("contact_url"), FieldPanel("contact_email")], _("Contact")),
    ]

    class Meta:
        verbose_name = _("branding")

    @property
    def contact_address(self) -> str:
        """Where to write to, as a link: the contact page, else an e-mail; "" when there is neither."""
        if self.contact_url or not self.contact_email:
            return self.contact_url
        return "mailto:" + quote(self.contact_email, safe="@")


class PageLinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))
    title = blocks.CharBlock(required=False, label=_("Title"), help_text=_("Empty: the title of the page."))

    class Meta:
        icon = "doc-empty"
        label = _("Page")


class AddressLinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Other address")


def menu_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of a menu: pages, and other addresses."""
    return [("page", PageLinkBlock()), ("address", AddressLinkBlock())]


class Navigation(DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Menus and wordings of one site in one language; a language without its own is shown those that stand in for it.

    Readers see what is published. What is not of one language is set in Branding.
    """

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="navigations")
    site_name = models.CharField(_("name in this language"), max_length=80, blank=True)
    sub_title = models.CharField(_("words beside the name"), max_length=80, blank=True, help_text=_("For example: Help centre"))
    main_menu = StreamField(menu_blocks(), blank=True, verbose_name=_("main menu"))
    footer_links = StreamField(menu_blocks(), blank=True, verbose_name=_("footer links"))
    footer_note = models.CharField(_("footer note"), max_length=200, blank=True)
    contact_url = models.CharField(
        _("contact page in this language"),
        max_length=500,
        blank=True,
        validators=[contact_validator],
        help_text=_("Empty: the contact of the branding, the same for all languages."),
    )

    panels = [
        FieldPanel("site"),
        FieldPanel("site_name"),
        FieldPanel("sub_title"),
        FieldPanel("main_menu"),
        FieldPanel("footer_links"),
        FieldPanel("footer_note"),
        FieldPanel("contact_url"),
        PublishingPanel(),
    ]
    override_translatable_fields = [
        SynchronizedField("site", overridable=False),
        TranslatableField("site_name"),
        TranslatableField("sub_title"),
        TranslatableField("main_menu"),
        TranslatableField("footer_links"),
        TranslatableField("footer_note"),
        SynchronizedField("contact_url"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menus and wordings")
        verbose_name_plural = _("menus and wordings")
        constraints = [models.UniqueConstraint(fields=["site", "locale"], name="theme_one_navigation_per_language")]

    def __str__(self) -> str:
        return f"{self.site_name or self.site} ({self.locale})"

    def clean(self) -> None:
        """Refuse a second row of a language, and be a translation of those that the site has in others."""
        super().clean()
        if not self.site_id or not self.locale_id:
            return
        others = Navigation.objects.filter(site_id=self.site_id).exclude(pk=self.pk)
        if others.filter(locale_id=self.locale_id).exists():
            raise ValidationError(_("This site has menus and wordings in this language already. Change those."))
        if self.pk is None and (first := others.order_by("pk").first()):
            self.translation_key = first.translation_key
