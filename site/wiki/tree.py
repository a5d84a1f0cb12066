"""The navigation of a space: the way to the page that is read, and what stands beside it on each step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from content.addresses import page_path
from content.models import HelpPage

SPACE_DEPTH = 3
MOST_BESIDE = 60
"""Pages on one step. A shelf of hundreds is read on its own page, which the last entry leads to."""


@dataclass
class Node:
    """A page in the tree. `more` counts the pages below it that are left out."""

    pk: int
    title: str
    url: str
    is_current: bool
    is_open: bool
    children: list[Node] = field(default_factory=list)
    more: int = 0


def tree_of(*, page: HelpPage, user: Any) -> Node | None:
    """Return the space of a page with the branch that leads to it and the pages below it; None outside of a space. One query.

    Only what this reader may be shown; exceptions stand on the page of their policy, and here only the one that is read.
    """
    if not page.path or page.depth < SPACE_DEPTH:
        return None
    from wiki.models import PolicyExceptionPage

    steps = [page.path[:end] for end in range(SPACE_DEPTH * Page.steplen, len(page.path) + 1, Page.steplen)]
    wanted = Q(path=steps[0])
    for step in steps:
        wanted |= Q(path__startswith=step, depth=len(step) // Page.steplen + 1)
    exceptions = ContentType.objects.get_for_model(PolicyExceptionPage)
    rows = HelpPage.objects.listable_to(user).filter(wanted).filter(~Q(content_type=exceptions) | Q(pk=page.pk))
    names = ("pk", "path", "title", "url_path", "locale_id")
    nodes: dict[str, Node] = {}
    for pk, path, title, url_path, locale_id in rows.order_by("path").values_list(*names):
        url = page_path(url_path=url_path, locale_id=locale_id)
        node = nodes[path] = Node(pk, title, url, path == page.path, path in steps)
        parent = nodes.get(path[: -Page.steplen])
        if parent is None:
            continue
        if len(parent.children) < MOST_BESIDE or node.is_open:
            parent.children.append(node)
        else:
            parent.more += 1
    return nodes.get(steps[0])
