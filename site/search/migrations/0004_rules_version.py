"""The one row that counts changes of rules, and the rights of Editors on rules, on sites that were set up before."""

from django.apps import apps as present
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Editors"
MODELS = ("synonymset", "stopwordlist", "promotedresult", "hiddenresult", "failedquery")


def create(apps, schema_editor):
    apps.get_model("search", "RulesVersion").objects.get_or_create(pk=1)
    if editors := apps.get_model("auth", "Group").objects.filter(name=EDITORS).first():
        # Permissions are made after all migrations otherwise.
        create_permissions(present.get_app_config("search"), verbosity=0, apps=apps)
        wanted = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="search", content_type__model__in=MODELS
        )
        editors.permissions.add(*wanted)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_language_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop, elidable=False)]
