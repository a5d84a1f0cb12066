"""The products and versions that files name: "lumen-app", or "lumen-app/2.0" for one version."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from kb.models import AppliesTo, ArticlePage, Product, ProductVersion

LONGEST_NAME, LONGEST_VERSION = 80, 40


def products_fill(page: Any, written: list[str]) -> None:
    """Say for which products an article is; those that are not there yet are made, and get a better name from an editor."""
    if isinstance(page, ArticlePage):
        page.applies_to = [_line(each, at) for at, each in enumerate(dict.fromkeys(written))]
        page.has_products = bool(written)


def products_insert(pages: list[Any]) -> None:
    """Insert what `products_fill` has given to pages that are new."""
    rows = []
    for page in pages:
        if isinstance(page, ArticlePage) and page.has_products:
            for row in page.applies_to.all():
                row.page = page
                rows.append(row)
    AppliesTo.objects.bulk_create(rows, batch_size=500)


def products_written(page: Any) -> list[str]:
    """Return what a file calls the products of an article."""
    if not isinstance(page, ArticlePage):
        return []
    rows = AppliesTo.objects.filter(page=page).order_by("sort_order", "pk").values_list("product__slug", "version__name")
    return [f"{slug}/{version}" if version else slug for slug, version in rows]


def _line(written: str, at: int) -> AppliesTo:
    name, _slash, version = (part.strip() for part in written.partition("/"))
    slug = slugify(name, allow_unicode=True)[:LONGEST_NAME] or "product"
    shown = slug.replace("-", " ").capitalize()
    product = Product.objects.filter(slug=slug).first() or Product.objects.create(slug=slug, name=_free(shown))
    of_version = None
    if version:
        of_version, _made = ProductVersion.objects.get_or_create(product=product, name=version[:LONGEST_VERSION])
    return AppliesTo(product=product, version=of_version, sort_order=at)


def _free(name: str) -> str:
    found, number = name, 1
    while Product.objects.filter(name=found).exists():
        number += 1
        found = f"{name[: LONGEST_NAME - 5]} {number}"
    return found
