"""Changed files: their pages are updated as an editor would, one by one, with a revision each."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from content.models import HelpPage
from content.review.pages import ReviewedPage
from importing.models import ImportedPage
from importing.problems import Problem
from importing.reading.keys import KEYS
from importing.reading.nodes import UNNAMED
from importing.writing.criteria import criteria_fill
from importing.writing.streams import streams_fill
from importing.writing.work import Draft, Work
from kb.models import ArticlePage
from wiki.models.approved import ApprovedPage


def draft_publish(draft: Draft, work: Work) -> bool:
    """Write a changed draft to its page and publish it; False, with a problem, where Wagtail refuses the values."""
    page = draft.page
    node = draft.node
    if node.kind != "home" or node.title != UNNAMED:
        page.title = page.draft_title = node.title
    for field in {key.field for key in KEYS[node.kind].values() if not (key.is_link or key.is_rows)}:
        # A key that is gone from the file empties its field.
        setattr(page, field, node.fields.get(field, page._meta.get_field(field).get_default()))
    streams_fill(page, draft.blocks)
    criteria_fill(page, node.criteria)
    if isinstance(page, ArticlePage):
        page.tags.set(node.tags)
    if isinstance(page, ReviewedPage):
        # Not part of a revision: publishing would bring the old days back.
        days = {"reviewed_on": page.reviewed_on, "verified_until": page.verified_until}
        type(page)._base_manager.filter(pk=page.pk).update(**days)
    # Pages that were just made below it have changed its place in the tree, which publishing would write back as it was.
    place = Page._base_manager.filter(pk=page.pk).values("path", "depth", "numchild", "url_path", "slug").get()
    for name, value in place.items():
        setattr(page, name, value)
    if isinstance(page, ApprovedPage):
        page.approved_user, page.approved_state = None, page.seal  # the file names who approved what it says now
    try:
        with transaction.atomic():
            page.save_revision().publish()
    except ValidationError as error:
        language, source_id = draft.place
        work.report.problems.append(Problem(f"{language}/{source_id}", "; ".join(error.messages)))
        return False
    return True


def siblings_reorder(drafts: list[Draft], rows: list[ImportedPage]) -> None:
    """Move pages whose place among their siblings changed; pages that no file names stay where they are.

    `drafts` are the new and moved pages, `rows` all imported ones with their present positions.
    """
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    paths = dict(Page._base_manager.filter(pk__in=[draft.page.pk for draft in drafts]).values_list("pk", "path"))
    for pk, path in paths.items():
        wanted[path[: -Page.steplen]].add(pk)
    order = {row.page_id: (row.position, row.source_id) for row in rows if row.page_id}
    for parent_path, moving in wanted.items():
        _reorder(parent_path, moving, order)


def _reorder(parent_path: str, moving: set[int], order: dict[int | None, tuple[int, str]]) -> None:
    depth = len(parent_path) // Page.steplen + 1
    children = Page._base_manager.filter(path__startswith=parent_path, depth=depth).order_by("path")
    now = [pk for pk in children.values_list("pk", flat=True) if pk in order]
    target = sorted(now, key=lambda pk: order[pk])
    for at, pk in enumerate(target):
        if pk not in moving or now.index(pk) == at:
            continue
        page = HelpPage._base_manager.get(pk=pk)
        neighbour = HelpPage._base_manager.get(pk=target[at - 1] if at else now[0])
        if neighbour.pk != pk:
            page.move(neighbour, pos="right" if at else "left")
            now.remove(pk)
            now.insert(now.index(neighbour.pk) + (1 if at else 0), pk)
