"""Who writes and who approves in a space, in the admin.

A space that names groups is theirs: they get the rights on its pages and files that they need, and all others, who write
elsewhere in the tree, have none there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from content.closed.narrowed import APPROVING, Narrowed, is_barred
from wiki.models import SpacePage

WRITING = frozenset({"add_page", "change_page"})
# Deleted pages can be brought back, with what stands below them.
PUBLISHING = frozenset({"publish_page", "lock_page", "unlock_page", "bulk_delete_page"})


def narrowed_spaces() -> Iterator[Narrowed]:
    """Return the spaces in which only some groups write or approve. Two queries."""
    groups: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for place, through in enumerate((SpacePage.writers.through, SpacePage.approvers.through)):
        for path, group in through.objects.values_list("spacepage__path", "group_id"):
            groups[path][place].add(group)
    for path, (writers, approvers) in groups.items():
        yield Narrowed(path, frozenset(writers), frozenset(approvers))


def may_approve(*, page: Page, user: Any) -> bool:
    """Tell whether somebody may approve in the space of this page: by right, and by the groups of the space."""
    tester = page.permissions_for_user(user)
    return bool(user.is_active and (user.is_superuser or APPROVING in getattr(tester, "permissions", ())))


def refusal(page: Page, user: Any, _revision: Any = None) -> str:
    """Return why somebody may not publish a page here, or ""."""
    if user is None or not is_barred(page, user, APPROVING):
        return ""
    return _("In this wiki space only the groups that approve may publish. Send the page to them for approval.")


def must_wait(page: Page, user: Any) -> bool:
    """Tell whether what is new below a page waits for somebody else."""
    return user is not None and is_barred(page, user, APPROVING)


def rights_write(*, space: SpacePage) -> None:
    """Give the groups of a space what they need there, and take back what they no longer do."""
    writers, approvers = set(space.writers.all()), set(space.approvers.all())
    wanted: dict[Group, set[str]] = defaultdict(set)
    for group in writers | approvers:
        wanted[group] |= WRITING
    for group in approvers or writers:
        wanted[group] |= PUBLISHING
    _page_rights_write(space, wanted)
    _file_rights_write(space, writers | approvers)
    # Without it they do not get to the pages.
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in wanted:
        group.permissions.add(access)


def _page_rights_write(space: SpacePage, wanted: dict[Group, set[str]]) -> None:
    rights = {each.codename: each for each in Permission.objects.filter(content_type__app_label="wagtailcore")}
    new = {(group.pk, rights[name].pk) for group, names in wanted.items() for name in names}
    _replace(GroupPagePermission.objects.filter(page_id=space.pk), new, {"page_id": space.pk})


def _file_rights_write(space: SpacePage, groups: set[Group]) -> None:
    if space.collection_id is None:
        return
    models = (get_image_model(), get_document_model())
    names = [f"{action}_{model._meta.model_name}" for model in models for action in ("add", "choose")]
    labels = {model._meta.app_label for model in models}
    rights = Permission.objects.filter(codename__in=names, content_type__app_label__in=labels)
    new = {(group.pk, right.pk) for group in groups for right in rights}
    _replace(
        GroupCollectionPermission.objects.filter(collection_id=space.collection_id), new, {"collection_id": space.collection_id}
    )


def _replace(rows: QuerySet[Any], wanted: set[tuple[int, int]], place: dict[str, int]) -> None:
    known = {(row.group_id, row.permission_id): row for row in rows}
    for key, row in known.items():
        if key not in wanted:
            row.delete()
    for group_id, permission_id in wanted - known.keys():
        rows.model.objects.create(group_id=group_id, permission_id=permission_id, **place)
