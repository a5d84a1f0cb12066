from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from accounts.groups import EDITORS


def grant_menu_permissions() -> None:
    """Let Editors change menus, wordings and branding. Called once, with a site's first home page."""
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    wanted = Permission.objects.filter(content_type__app_label="theme", content_type__model__in=["navigation", "branding"])
    editors.permissions.add(*wanted)
