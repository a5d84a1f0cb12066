from django.db import migrations, models


def compare(apps, schema_editor):
    from wiki.deciding.criteria import comparable

    rows = apps.get_model("wiki", "ExceptionCriterion").objects.all()
    changed = []
    for row in rows.iterator():
        row.low, row.high, row.codes = comparable(topic=row.topic, operator=row.operator, value=row.value, currency=row.currency)
        changed.append(row)
    rows.model.objects.bulk_update(changed, ["low", "high", "codes"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0015_attachments")]

    operations = [
        migrations.AddField(
            model_name="exceptioncriterion",
            name="low",
            field=models.DecimalField(decimal_places=3, editable=False, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="exceptioncriterion",
            name="high",
            field=models.DecimalField(decimal_places=3, editable=False, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="exceptioncriterion",
            name="codes",
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.RunPython(compare, migrations.RunPython.noop),
    ]
