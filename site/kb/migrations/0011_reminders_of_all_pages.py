import django.core.validators
from django.db import migrations, models


def reminders_carry(apps, schema_editor):
    """What was told of is not told again: pages of every kind are noted in one table now."""
    old, new = apps.get_model("kb", "ReviewReminder"), apps.get_model("content", "ReviewReminder")
    rows = old.objects.using(schema_editor.connection.alias).values_list("article_id", "due").iterator()
    new.objects.using(schema_editor.connection.alias).bulk_create(
        (new(page_id=page, due=due) for page, due in rows), batch_size=500, ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("kb", "0010_workflow_of_questions"), ("content", "0006_review_reminders")]

    operations = [
        migrations.RunPython(reminders_carry, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReviewReminder"),
        migrations.AlterField(
            model_name="articlepage",
            name="review_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: as the pages above it say. 0: never.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(120)],
                verbose_name="review every … months",
            ),
        ),
    ]
