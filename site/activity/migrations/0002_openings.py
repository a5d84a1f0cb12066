from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_views")]

    operations = [
        migrations.CreateModel(
            name="OpenCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.PositiveSmallIntegerField(verbose_name="kind")),
                ("target_id", models.PositiveBigIntegerField(verbose_name="id")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("readers", models.PositiveIntegerField(default=0, verbose_name="readers")),
            ],
            options={
                "verbose_name": "openings of a day",
                "verbose_name_plural": "openings of days",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "target_id", "day"), name="activity_one_opening_count_a_day")
                ],
            },
        ),
    ]
