"""Two more groups: Authors write, Reviewers approve what others wrote. On sites that have home pages they get their rights there.

A site that has groups of these names already keeps them as they are, members and all; what they lack is added.
"""

from django.db import migrations

PAGE_RIGHTS = {"Authors": ("add", "change"), "Reviewers": ("change",)}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")

    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    # Where Editors may add pages there is a tree of ours.
    trees = set(GroupPagePermission.objects.filter(group__name="Editors", page__depth=2).values_list("page_id", flat=True))
    for name, rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
        codenames = [f"{right}_page" for right in rights]
        permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
        for page_id in trees:
            for permission in permissions:
                GroupPagePermission.objects.get_or_create(group=group, page_id=page_id, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
