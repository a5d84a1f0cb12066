"""Menus and wordings become translations of one another, with drafts; 0004 fills the new fields and 0005 relies on them."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

REVISION = {
    "blank": True,
    "editable": False,
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": "wagtailcore.revision",
}


def add(name, field):
    return migrations.AddField(model_name="navigation", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [
        ("theme", "0002_contact"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="navigation", name="theme_one_navigation_per_language"),
        add(
            "contact_url",
            models.CharField(
                blank=True,
                help_text="Empty: the contact of the branding, the same for all languages.",
                max_length=500,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(https?://[^\\s/?#\\\\]+|/(?![/\\\\]))[^\\s\\\\]*\\Z",
                        "Write an address that begins with https:// or, on this site, with a slash.",
                    )
                ],
                verbose_name="contact page in this language",
            ),
        ),
        add("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
        add("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
        add(
            "first_published_at",
            models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
        ),
        add("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
        add(
            "has_unpublished_changes",
            models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
        ),
        add("last_published_at", models.DateTimeField(editable=False, null=True, verbose_name="last published at")),
        add("latest_revision", models.ForeignKey(**REVISION, verbose_name="latest revision")),
        add("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
        add("live_revision", models.ForeignKey(**REVISION, verbose_name="live revision")),
        add(
            "locale",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        add("translation_key", models.UUIDField(null=True, editable=False)),
        # For the way back: the column comes again empty, and 0004 fills it.
        migrations.AlterField(model_name="navigation", name="language", field=models.CharField(default="", max_length=20)),
    ]
