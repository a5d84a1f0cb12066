"""No query reads which page a document translates: the pages themselves know."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0004_rules_version")]

    operations = [migrations.RemoveField(model_name="indexeddocument", name="translation_key")]
