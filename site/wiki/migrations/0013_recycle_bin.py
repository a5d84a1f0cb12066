import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def rights_extend(apps, schema_editor):
    """Who publishes in a space deletes pages there with what stands below them: they can be brought back."""
    space = apps.get_model("wiki", "SpacePage")
    rights = apps.get_model("wagtailcore", "GroupPagePermission")
    permission = apps.get_model("auth", "Permission")
    deleting = permission.objects.filter(codename="bulk_delete_page", content_type__app_label="wagtailcore").first()
    if deleting is None:
        return  # a new site: there are no spaces yet
    for each in space.objects.all():
        groups = each.approvers.all() or each.writers.all()
        for group in groups:
            rights.objects.get_or_create(page_id=each.pk, group=group, permission=deleting)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_timed"),
        ("wiki", "0012_ties_told"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecycledPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=255, verbose_name="slug")),
                ("files", models.JSONField(default=list, verbose_name="files")),
                ("recycled_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="deleted on")),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recycled", to="content.helppage"
                    ),
                ),
                (
                    "recycled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deleted by",
                    ),
                ),
            ],
            options={"verbose_name": "page in the recycle bin", "verbose_name_plural": "pages in the recycle bin"},
        ),
        migrations.RunPython(rights_extend, migrations.RunPython.noop),
    ]
