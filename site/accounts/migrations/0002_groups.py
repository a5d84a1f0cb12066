"""The five groups. Wagtail's own sample data gets out of the way.

Wagtail's first migration makes Editors and Moderators with rights on the root of the page tree, wiki included. Here rights on pages
are granted per home page (`accounts.permissions.grant_editor_permissions`), and Moderators has no part in Sanad.
"""

from django.db import migrations

GROUPS = ("Agents", "Leads", "Managers", "Editors", "Translators")
ADMIN_GROUPS = ("Editors", "Translators")


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")

    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name in GROUPS:
        group, _created = Group.objects.get_or_create(name=name)
        if name in ADMIN_GROUPS:
            group.permissions.add(access)
    GroupPagePermission.objects.filter(group__name="Editors", page__depth=1).delete()
    # Somebody may have put it to use before Sanad was installed: then it stays.
    Group.objects.filter(name="Moderators", user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        # The ones that fill Wagtail's groups, and all later ones that change these tables.
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
