import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_timed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wiki", "0002_space_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.helppage",
                        verbose_name="article",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "wiki_page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.helppage",
                        verbose_name="wiki page",
                    ),
                ),
            ],
            options={
                "verbose_name": "origin of an article",
                "verbose_name_plural": "origins of articles",
                "constraints": [models.UniqueConstraint(fields=("wiki_page", "article"), name="wiki_one_origin")],
            },
        ),
    ]
