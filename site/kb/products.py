"""Which products and versions articles are for: on the page, and as facets of search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.signals import post_save, pre_delete
from django.utils.translation import gettext_lazy as _

from content.locales import code_of
from search.documents import PRODUCT
from search.facets import Facet, register_facet, register_facet_values
from search.outbox import outbox_add

if TYPE_CHECKING:
    from kb.models import AppliesTo, ArticlePage

VERSION = "version"
"""Name of the facet whose values are products with their versions."""


def applies_to(page: ArticlePage) -> list[str]:
    """Return the products an article is for, with their versions, in its own language. One query, or none without any."""
    from kb.models import AppliesTo

    language = code_of(page.locale_id)
    staged = page._cluster_related_objects.get("applies_to") if hasattr(page, "_cluster_related_objects") else None
    if staged is not None:  # a preview
        return [_full(row.product.name_in(language), row.version.name if row.version else "") for row in staged if row.product_id]
    if not page.has_products:
        return []
    rows = _named(AppliesTo.objects.filter(page=page))
    return [_full(name, version) for _page, name, version in rows]


def article_products(page_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the products that articles are for, each in the language of its article."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for page, name, _version in _of(page_ids):
        found[page][name] = None
    return {page: [*names] for page, names in found.items()}


def article_versions(page_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the versions that articles are for, each with the name of its product."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for page, name, version in _of(page_ids):
        if version:
            found[page].append(_full(name, version))
    return dict(found)


def _of(page_ids: Sequence[int]) -> Iterable[tuple[int, str, str | None]]:
    from kb.models import AppliesTo

    return _named(AppliesTo.objects.filter(page_id__in=page_ids))


def _named(rows: QuerySet[AppliesTo]) -> Iterable[tuple[int, str, str | None]]:
    """Return page, name of the product in the page's language, and version. One query."""
    from kb.models import ProductName

    local = ProductName.objects.filter(product=OuterRef("product"), language=OuterRef("page__locale__language_code"))
    named = rows.annotate(called=Coalesce(Subquery(local.values("name")[:1]), "product__name"))
    return named.order_by("page_id", "sort_order", "pk").values_list("page_id", "called", "version__name")


def _full(name: str, version: str | None) -> str:
    return f"{name} {version}" if version else name


def on_product_changed(instance: Any, **_kwargs: Any) -> None:
    """Search is told of new names."""
    from kb.models import AppliesTo, Product

    product_id = instance.pk if isinstance(instance, Product) else instance.product_id
    outbox_add(page_ids=AppliesTo.objects.filter(product_id=product_id).values_list("page_id", flat=True).distinct())


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from kb.models import Product, ProductName, ProductVersion

    register_facet(Facet(VERSION, _("Version"), lambda value, _titles: value))
    register_facet_values(PRODUCT, article_products)
    register_facet_values(VERSION, article_versions)
    for model in (Product, ProductName, ProductVersion):
        post_save.connect(on_product_changed, sender=model, dispatch_uid=f"kb.product_saved.{model.__name__}")
        # Before they are gone: afterwards nobody knows which articles named them.
        pre_delete.connect(on_product_changed, sender=model, dispatch_uid=f"kb.product_deleted.{model.__name__}")
