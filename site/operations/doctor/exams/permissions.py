"""Groups, what they may do, and whether somebody may do everything."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.management import create_contenttypes
from wagtail.models import GroupPagePermission, Page

from accounts.groups import ADMIN_GROUPS, ALL_GROUPS, EDITORS
from accounts.models import User
from accounts.permissions import grant_editor_permissions
from operations.doctor.registry import register_exam

ADMIN = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}


def problems() -> Iterator[str]:
    """Groups and permissions that are missing."""
    there = set(Group.objects.filter(name__in=ALL_GROUPS).values_list("name", flat=True))
    for name in ALL_GROUPS:
        if name not in there:
            yield f"The group {name} is missing: whom it let in is shut out."
    for name in sorted(there & set(ADMIN_GROUPS)):
        if not Permission.objects.filter(group__name=name, **ADMIN).exists():
            yield f"The group {name} may not open the admin."
    for label in sorted(_lacking()):
        yield f"The permissions of {label} are missing: nobody but superusers may do anything with it."
    for home in _homes_without_editors():
        yield f"Editors may not edit {home.title!r} (page {home.pk}) and what is below it."
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        yield "There is no superuser who can sign in: run `manage.py createsuperuser`."


def mend() -> None:
    """Make what is missing. What an administrator gave or took stays as it is; people are for people to make."""
    for config in apps.get_app_configs():
        create_contenttypes(config, verbosity=0)
        create_permissions(config, verbosity=0)
    for name in ALL_GROUPS:
        Group.objects.get_or_create(name=name)
    for name in ADMIN_GROUPS:
        for permission in Permission.objects.filter(**ADMIN):
            Group.objects.get(name=name).permissions.add(permission)
    for home in _homes_without_editors():
        grant_editor_permissions(page=home)


def _lacking() -> set[str]:
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    return {
        model._meta.label
        for model in apps.get_models()
        for action in model._meta.default_permissions
        if (model._meta.app_label, f"{action}_{model._meta.model_name}") not in known
    }


def _homes_without_editors() -> list[Page]:
    above = GroupPagePermission.objects.filter(group__name=EDITORS, permission__codename="change_page")
    if above.filter(page__depth=1).exists():
        return []
    return list(Page.objects.filter(depth=2).exclude(pk__in=above.values("page")).order_by("pk"))


def register() -> None:
    """Register the exam."""
    register_exam("permissions", "groups are there and may do what they are for", problems, mend)
