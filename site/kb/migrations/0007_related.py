"""Pages beside an article: chosen by hand, found by likeness; and the state of the glossary."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_index_url_path"),
        ("kb", "0006_products"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="GlossaryVersion",
            fields=[
                (
                    "locale",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.locale",
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "version of the glossary", "verbose_name_plural": "versions of the glossary"},
        ),
        migrations.CreateModel(
            name="Nearby",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="nearby",
                        serialize=False,
                        to="kb.articlepage",
                    ),
                ),
                ("page_ids", models.CharField(blank=True, max_length=200)),
                ("found_at", models.DateTimeField(db_index=True, null=True)),
            ],
            options={"verbose_name": "nearby pages", "verbose_name_plural": "nearby pages"},
        ),
        migrations.CreateModel(
            name="RelatedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related_pages", to="kb.articlepage"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.helppage",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "related page",
                "verbose_name_plural": "related pages",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
