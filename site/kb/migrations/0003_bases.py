import django.core.validators
import django.db.models.deletion
import kb.models.bases
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0002_kinds"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.AddField(
            model_name="categorypage",
            name="colour",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "As the site"),
                    ("blue", "Blue"),
                    ("teal", "Teal"),
                    ("green", "Green"),
                    ("amber", "Amber"),
                    ("red", "Red"),
                    ("pink", "Pink"),
                    ("violet", "Violet"),
                    ("grey", "Grey"),
                ],
                default="",
                help_text="Of the icon and its tile.",
                max_length=10,
                verbose_name="colour",
            ),
        ),
        migrations.AddField(
            model_name="categorypage",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                help_text="Stands across the head of the category; the middle of a wide picture is shown.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailimages.image",
                verbose_name="cover picture",
            ),
        ),
        migrations.AddField(
            model_name="categorypage",
            name="cover_alt",
            field=models.CharField(
                blank=True,
                help_text="What the picture tells, for people who do not see it. Empty when it only decorates.",
                max_length=250,
                verbose_name="alternative text of the cover",
            ),
        ),
        migrations.AlterField(
            model_name="categorypage",
            name="icon",
            field=models.CharField(
                choices=[
                    ("box", "Parcel"),
                    ("truck", "Delivery"),
                    ("return", "Return"),
                    ("card", "Payment"),
                    ("person", "Account"),
                    ("shield", "Warranty"),
                    ("question", "Question"),
                    ("book", "Book"),
                    ("bag", "Shopping bag"),
                    ("receipt", "Receipt"),
                    ("people", "People"),
                    ("device", "Phone or tablet"),
                    ("laptop", "Computer"),
                    ("cloud", "Cloud"),
                    ("plug", "Connections"),
                    ("tools", "Repair"),
                    ("gear", "Settings"),
                    ("key", "Access"),
                    ("bell", "News"),
                    ("bulb", "Ideas"),
                    ("chart", "Figures"),
                    ("star", "Favourites"),
                    ("heart", "Health"),
                    ("pin", "Places"),
                ],
                default="book",
                max_length=20,
                verbose_name="icon",
            ),
        ),
        migrations.CreateModel(
            name="KnowledgeBasePage",
            fields=[
                (
                    "categorypage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="kb.categorypage",
                    ),
                ),
                (
                    "accent_colour",
                    models.CharField(
                        blank=True,
                        help_text="Any colour is safe: light and dark shades with enough contrast are made from it. Empty: that of the site.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}\\Z", "Write the colour as # and six digits or letters a to f, such as #1f6b4f."
                            )
                        ],
                        verbose_name="accent colour",
                    ),
                ),
                (
                    "main_menu",
                    wagtail.fields.StreamField(
                        [("page", 2), ("address", 5)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page"}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "Empty: the title of the page.", "label": "Title", "required": False},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("page", 0), ("title", 1)]], {}),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            4: ("wagtail.blocks.URLBlock", (), {"label": "Address"}),
                            5: ("wagtail.blocks.StructBlock", [[("title", 3), ("url", 4)]], {}),
                        },
                        help_text="Empty: that of the site in this language.",
                        verbose_name="main menu",
                    ),
                ),
                (
                    "languages",
                    kb.models.bases.LanguagesField(
                        blank=True,
                        default=list,
                        help_text="In which languages readers are offered it; none means all. What is written in another one is not listed, not found and not offered as a translation. What is chosen in the default language of the site counts.",
                        verbose_name="languages",
                    ),
                ),
                (
                    "new_page_audience",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Everyone"), (1, "Signed-in customers"), (2, "Agents")],
                        default=0,
                        help_text="New pages below begin with it; editors may choose another one.",
                        verbose_name="audience of new pages",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: that of the site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "knowledge base",
                "verbose_name_plural": "knowledge bases",
            },
            bases=("kb.categorypage",),
        ),
    ]
