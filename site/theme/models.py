from __future__ import annotations

from urllib.parse import quote

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.snippets.models import register_snippet

from localization.languages import language_choices
from theme.colours import colour_validators

DEFAULT_ACCENT = "#1f6b4f"


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
        validators=[
            RegexValidator(
                r"^(https?://[^\s/?#\\]+|/(?![/\\]))[^\s\\]*\Z",
                _("Write an address that begins with https:// or, on this site, with a slash."),
            )
        ],
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


@register_snippet
class Navigation(models.Model):
    """Menus and wordings of one site in one language."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="navigations")
    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    site_name = models.CharField(_("name in this language"), max_length=80, blank=True)
    sub_title = models.CharField(_("words beside the name"), max_length=80, blank=True, help_text=_("For example: Help centre"))
    main_menu = StreamField(menu_blocks(), blank=True, verbose_name=_("main menu"))
    footer_links = StreamField(menu_blocks(), blank=True, verbose_name=_("footer links"))
    footer_note = models.CharField(_("footer note"), max_length=200, blank=True)

    panels = [
        FieldPanel("site"),
        FieldPanel("language"),
        FieldPanel("site_name"),
        FieldPanel("sub_title"),
        FieldPanel("main_menu"),
        FieldPanel("footer_links"),
        FieldPanel("footer_note"),
    ]

    class Meta:
        verbose_name = _("menus and wordings")
        verbose_name_plural = _("menus and wordings")
        constraints = [models.UniqueConstraint(fields=["site", "language"], name="theme_one_navigation_per_language")]

    def __str__(self) -> str:
        return f"{self.site_name or self.site} ({self.get_language_display()})"
