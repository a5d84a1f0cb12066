"""The trees of pages and of collections: the numbers that treebeard keeps, and addresses that follow from slugs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Collection, Page

from operations.doctor.registry import register_exam

AT_ONCE = 500
# What treebeard tells, in the order in which it does.
_KINDS = (
    "has letters in its path that do not belong there",
    "has a path of a wrong length",
    "has no parent",
    "has a wrong depth",
    "has a wrong number of children",
)


def problems() -> Iterator[str]:
    """Nodes that are in a wrong place, and pages whose address is not that of their place."""
    for model in (Page, Collection):
        for ids, kind in zip(model.find_problems(), _KINDS, strict=True):
            for pk in ids:
                yield f"{model.__name__} {pk} {kind}."
    for pk, _wanted in wrong_addresses():
        yield f"Page {pk} has an address that is not that of its place."


def wrong_addresses() -> Iterator[tuple[int, str]]:
    """Yield the pages whose stored address is not made of their parent's and their slug, with what it should be."""
    rightly: dict[str, str] = {}
    rows = Page.objects.order_by("path").values_list("pk", "path", "depth", "slug", "url_path")
    for pk, path, depth, slug, stored in rows.iterator(chunk_size=2000):
        above = rightly.get(path[: -Page.steplen])
        wanted = "/" if depth == 1 else f"{above}{slug}/"
        rightly = {each: address for each, address in rightly.items() if path.startswith(each)}
        rightly[path] = wanted
        if stored != wanted and (above is not None or depth == 1):
            yield pk, wanted


def mend() -> None:
    """Put numbers and addresses right. A node whose parent is gone stays where nobody sees it: that is for people."""
    for model in (Page, Collection):
        model.fix_tree()
    with transaction.atomic():
        for pk, wanted in list(wrong_addresses()):
            Page.objects.filter(pk=pk).update(url_path=wanted)


def register() -> None:
    """Register the exam."""
    register_exam("tree", "every page and collection is in its place", problems, mend)
