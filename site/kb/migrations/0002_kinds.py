import django.core.validators
import kb.problems
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="definition",
            field=models.TextField(
                blank=True,
                help_text="One or two sentences: they explain the term wherever it stands in a text.",
                verbose_name="definition",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("article", "Article"),
                    ("how_to", "How-to"),
                    ("troubleshooting", "Troubleshooting"),
                    ("reference", "Reference"),
                    ("policy", "Policy"),
                    ("release_note", "Release note"),
                    ("term", "Glossary term"),
                ],
                default="article",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How long it takes somebody who does it for the first time.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="minutes of work",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="needs",
            field=models.TextField(
                blank=True,
                help_text="One thing a line: a tool, a number at hand, a right in the account.",
                verbose_name="what is needed",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="other_forms",
            field=models.TextField(
                blank=True,
                help_text="One a line: the plural, an abbreviation, another name.",
                verbose_name="other forms of the word",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="problems",
            field=kb.problems.ProblemsField(
                blank=True,
                help_text="What readers see go wrong, each with its causes, the most frequent first. They stand before the text.",
                verbose_name="problems",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="release_version",
            field=models.CharField(blank=True, help_text="For example 2.4.", max_length=40, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="released_on",
            field=models.DateField(blank=True, null=True, verbose_name="released on"),
        ),
    ]
