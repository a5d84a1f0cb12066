"""Rights of the groups on pages."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, get_default_page_content_type

from accounts.groups import AUTHORS, EDITORS, REVIEWERS, TRANSLATORS

# Editors run a tree. Authors write, translators change what is there, and somebody else publishes it: an editor, or a reviewer by
# approving what was submitted.
PAGE_RIGHTS = {
    EDITORS: ("add", "change", "publish"),
    TRANSLATORS: ("change",),
    AUTHORS: ("add", "change"),
    REVIEWERS: ("change",),
}


@transaction.atomic
def grant_editor_permissions(*, page: Page) -> None:
    """Let those who work in the admin do so on `page` and everything below it. Safe to call again.

    A right that an administrator took away comes back by a further call: call it once per tree, when the tree is made.
    """
    content_type = get_default_page_content_type()
    for group_name, rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=group_name)
        codenames = [f"{right}_page" for right in rights]
        for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
