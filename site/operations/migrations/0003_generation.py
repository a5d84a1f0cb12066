from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_work_and_troubles")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=32, verbose_name="token")),
            ],
            options={"verbose_name": "generation", "verbose_name_plural": "generations"},
        ),
    ]
