import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("contenttypes", "0002_remove_content_type_name")]

    operations = [
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target_id", models.PositiveBigIntegerField(verbose_name="id")),
                ("revision", models.PositiveBigIntegerField(default=0, verbose_name="revision")),
                ("language", models.CharField(max_length=100, verbose_name="language")),
                ("voter_key", models.CharField(max_length=80, verbose_name="reader")),
                ("is_helpful", models.BooleanField(verbose_name="helpful")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated", models.DateTimeField(auto_now=True, db_index=True, verbose_name="updated")),
                (
                    "target_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target_type", "target_id", "voter_key", "revision"),
                        name="feedback_one_vote_per_reader",
                    )
                ],
            },
        ),
    ]
