import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wiki", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="spacepage",
            name="approvers",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Only their members publish here. Empty: whoever may write and publish. These groups may write as well.",
                related_name="+",
                to="auth.group",
                verbose_name="groups that may approve",
            ),
        ),
        migrations.AddField(
            model_name="spacepage",
            name="collection",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.collection",
            ),
        ),
        migrations.AddField(
            model_name="spacepage",
            name="writers",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text=(
                    "Empty: whoever may edit this part of the help centre and read the space. "
                    "Otherwise only members of these groups."
                ),
                related_name="+",
                to="auth.group",
                verbose_name="groups that may write",
            ),
        ),
    ]
