"""Editors write, publish and delete reusable contents; translators change what is there."""

from django.apps import apps as present
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {"Editors": ("add", "change", "delete", "publish", "view"), "Translators": ("change", "view")}
MODEL = "reusablecontent"


def grant(apps, schema_editor):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    # Permissions are made after all migrations otherwise; that to publish is Wagtail's, for snippets with drafts.
    create_permissions(present.get_app_config("content"), verbosity=0, apps=apps)
    kind = apps.get_model("contenttypes", "ContentType").objects.get(app_label="content", model=MODEL)
    Permission.objects.get_or_create(
        content_type=kind, codename=f"publish_{MODEL}", defaults={"name": "Can publish reusable content"}
    )
    for name, rights in RIGHTS.items():
        if group := Group.objects.filter(name=name).first():
            codenames = [f"{right}_{MODEL}" for right in rights]
            group.permissions.add(*Permission.objects.filter(content_type=kind, codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_reusable_content"),
        ("accounts", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
