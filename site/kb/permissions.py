from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from accounts.groups import EDITORS


def grant_product_permissions() -> None:
    """Let Editors keep the list of products. Called once, with a site's first home page."""
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="kb", content_type__model="product"))
