"""Each row gets the Locale of its language and, with the others of its site, one translation key."""

import uuid

from django.apps import apps as present
from django.contrib.auth.management import create_permissions
from django.db import migrations


def forwards(apps, schema_editor):
    Navigation, Locale = apps.get_model("theme", "Navigation"), apps.get_model("wagtailcore", "Locale")
    keys = {}
    for row in Navigation.objects.order_by("pk"):
        row.locale = Locale.objects.get_or_create(language_code=row.language)[0]
        row.translation_key = keys.setdefault(row.site_id, uuid.uuid4())
        row.save(update_fields=["locale", "translation_key"])


def backwards(apps, schema_editor):
    for row in apps.get_model("theme", "Navigation").objects.select_related("locale"):
        row.language = row.locale.language_code
        row.save(update_fields=["language"])


def grant(apps, schema_editor):
    """Who changed menus could show them at once; now that is a right of its own. Translators change what is there."""
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    create_permissions(present.get_app_config("theme"), verbosity=0, apps=apps)
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="theme", model="navigation").first()
    if kind is None:
        return
    publish, _made = Permission.objects.get_or_create(
        content_type=kind, codename="publish_navigation", defaults={"name": "Can publish menus and wordings"}
    )
    for group in Group.objects.filter(permissions__content_type=kind, permissions__codename="change_navigation"):
        group.permissions.add(publish)
    if translators := Group.objects.filter(name="Translators").first():
        rights = ["change_navigation", "view_navigation"]
        translators.permissions.add(*Permission.objects.filter(content_type=kind, codename__in=rights))


class Migration(migrations.Migration):
    dependencies = [
        ("theme", "0003_navigation_fields"),
        ("accounts", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(forwards, backwards, elidable=False),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
