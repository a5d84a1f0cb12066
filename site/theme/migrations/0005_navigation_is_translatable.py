"""What 0004 has filled is required from now on, and the code of the language is kept nowhere but in its Locale."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("theme", "0004_navigation_languages")]

    operations = [
        migrations.AlterField(
            model_name="navigation",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="navigation",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.RemoveField(model_name="navigation", name="language"),
        migrations.AlterUniqueTogether(name="navigation", unique_together={("translation_key", "locale")}),
        migrations.AddConstraint(
            model_name="navigation",
            constraint=models.UniqueConstraint(fields=["site", "locale"], name="theme_one_navigation_per_language"),
        ),
    ]
