from django.db import migrations, models


def chosen(apps, schema_editor):
    """Pages that have topics now have chosen them."""
    pages = apps.get_model("faq_blocks", "FaqPageTopic").objects.values("page")
    apps.get_model("faq_blocks", "FaqPage").objects.filter(pk__in=pages).update(library_part="topics")


class Migration(migrations.Migration):
    dependencies = [("faq_blocks", "0006_library_rights")]

    operations = [
        migrations.AddField(
            model_name="faqpage",
            name="library_part",
            field=models.CharField(
                choices=[("all", "The whole library"), ("topics", "The topics chosen here")],
                default="all",
                help_text="Where topics are chosen, those alone are listed.",
                max_length=10,
                verbose_name="which of them",
            ),
        ),
        migrations.RunPython(chosen, migrations.RunPython.noop, elidable=False),
    ]
