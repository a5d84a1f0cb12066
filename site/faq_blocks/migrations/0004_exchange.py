import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("faq_blocks", "0003_library"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(null=True)),
                ("file_name", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("language", models.CharField(blank=True, max_length=100)),
                ("update_existing", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("checked", "Checked"), ("waiting", "Waiting"), ("done", "Imported"), ("failed", "Failed")],
                        default="checked",
                        max_length=10,
                    ),
                ),
                ("written", models.PositiveIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={"verbose_name": "import of questions", "verbose_name_plural": "imports of questions"},
        ),
    ]
