"""Rights of the groups on pages."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, get_default_page_content_type

from accounts.groups import EDITORS, TRANSLATORS

# Editors run a tree; translators change what is there, and an editor publishes it.
PAGE_RIGHTS = {EDITORS: ("add", "change", "publish"), TRANSLATORS: ("change",)}


@transaction.atomic
def grant_editor_permissions(*, page: Page) -> None:
    """Let Editors and Translators work on `page` and everything below it. Safe to call again.

    A right that an administrator took away comes back by a further call: call it once per tree, when the tree is made.
    """
    content_type = get_default_page_content_type()
    for group_name, rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=group_name)
        codenames = [f"{right}_page" for right in rights]
        for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
