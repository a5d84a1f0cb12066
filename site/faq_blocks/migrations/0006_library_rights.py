"""Who does what in the library: Editors everything, Authors write drafts, Reviewers approve, Translators change what is there."""

from django.apps import apps as present
from django.contrib.auth.management import create_permissions
from django.db import migrations

QUESTIONS = {
    "Editors": ("add", "change", "delete", "publish", "view", "lock", "unlock"),
    "Authors": ("add", "change", "view"),
    "Reviewers": ("change", "view"),
    "Translators": ("change", "view"),
}
TOPICS = {
    "Editors": ("add", "change", "delete", "view"),
    "Authors": ("view",),
    "Reviewers": ("view",),
    "Translators": ("change", "view"),
}


def grant(apps, schema_editor):
    # Permissions are made after all migrations otherwise; those of drafts and locks are Wagtail's, for snippets that have them.
    create_permissions(present.get_app_config("faq_blocks"), verbosity=0, apps=apps)
    _grant(apps, "question", QUESTIONS, extra=("publish", "lock", "unlock"))
    _grant(apps, "topic", TOPICS)


def _grant(apps, model, rights, extra=()):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    kind = apps.get_model("contenttypes", "ContentType").objects.get(app_label="faq_blocks", model=model)
    for right in extra:
        Permission.objects.get_or_create(
            content_type=kind, codename=f"{right}_{model}", defaults={"name": f"Can {right} {model}"}
        )
    for name, granted in rights.items():
        if group := Group.objects.filter(name=name).first():
            codenames = [f"{right}_{model}" for right in granted]
            group.permissions.add(*Permission.objects.filter(content_type=kind, codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("faq_blocks", "0005_page_lists_and_places"),
        ("accounts", "0003_authors_and_reviewers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
