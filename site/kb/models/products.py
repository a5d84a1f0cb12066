"""Products and their versions, and which of them an article is for."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

from localization.languages import language_choices


@register_snippet
class Product(ClusterableModel):
    """What articles can be for. Its name is the same everywhere unless a language has one of its own."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, allow_unicode=True, help_text=_("Names it in files that are imported.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        InlinePanel("names", heading=_("Names in other languages"), label=_("Name")),
        InlinePanel("versions", heading=_("Versions, the newest first"), label=_("Version")),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """Return what the product is called in a language; reads `names`."""
        return next((each.name for each in self.names.all() if each.language == language), self.name)


class ProductName(models.Model):
    """What a product is called in one language."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("name of a product")
        verbose_name_plural = _("names of a product")
        constraints = [models.UniqueConstraint(fields=["product", "language"], name="kb_one_name_per_language")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class VersionManager(models.Manager["ProductVersion"]):
    """Versions are named with their product, wherever they can be chosen."""

    def get_queryset(self) -> models.QuerySet[ProductVersion]:
        return super().get_queryset().select_related("product")


class ProductVersion(Orderable):
    """A version, in the order editors put them into."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("version"), max_length=40)

    objects = VersionManager()

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["product", "name"], name="kb_one_version_of_a_name")]

    def __str__(self) -> str:
        return f"{self.product.name} {self.name}"


class AppliesTo(Orderable):
    """One product, or one version of it, that an article is for."""

    page = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="applies_to")
    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(
        ProductVersion,
        verbose_name=_("version"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: all versions. Add a line for each of several."),
    )

    panels = [FieldPanel("product"), FieldPanel("version")]

    class Meta(Orderable.Meta):
        verbose_name = _("product the article is for")
        verbose_name_plural = _("products the article is for")

    def clean(self) -> None:
        super().clean()
        if self.version_id and self.version is not None and self.version.product_id != self.product_id:
            raise ValidationError({"version": _("This is a version of another product.")})
