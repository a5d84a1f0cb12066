"""`plugin check`: templates, styles, migrations, the manifest and catalogues."""

from __future__ import annotations

import polib
import pytest

from plugins.creating import skeleton_description
from plugins.messages import catalogues_write
from plugins.testing import plugin_write
from tests.plugins.checking import found, rules

PAGE = "templates/notes/page.html"
STYLES = "static/notes/notes.css"
MIGRATION = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    {}\n"
MODELS = "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n"

# What is wrong -> (file, text, rule, line).
WRONG = {
    "a script in a template": (PAGE, "<p></p>\n<script>go()</script>\n", "inline-code", 2),
    "a style sheet in a template": (PAGE, "<style>p { margin: 0 }</style>\n", "inline-code", 1),
    "a style attribute": (PAGE, '{% if x %}\n<p style="{{ y }}"></p>{% endif %}\n', "inline-code", 2),
    "a handler": (PAGE, '<button\n  onclick="go()"></button>\n', "inline-code", 1),
    "a script as an address": (PAGE, '<a href="javascript:go()"></a>\n', "inline-code", 1),
    "a script from elsewhere": (PAGE, '<script src="https://cdn.example.com/x.js"></script>\n', "foreign-address", 1),
    "a font from elsewhere": (PAGE, '<link rel="stylesheet" href="//example.com/x.css">\n', "foreign-address", 1),
    "a text": (PAGE, "<p>\n  {{ name }} was here</p>\n", "untranslated", 2),
    "a label of an element": (PAGE, '<input\n aria-label="Name">\n', "untranslated", 1),
    "a template in a shared folder": ("templates/shared/page.html", "<p></p>\n", "template-folder", 1),
    "a template over Sanad's": ("templates/theme/base.html", "<p></p>\n", "template-folder", 1),
    "a static file in a shared folder": ("static/css/notes.css", "", "static-folder", 0),
    "a side": (STYLES, ".notes {\n  margin-left: 1rem;\n}\n", "physical-css", 2),
    "a place": (STYLES, ".notes { position: absolute; left: 0 }\n", "physical-css", 1),
    "an alignment": (STYLES, ".notes { text-align: right; }\n", "physical-css", 1),
    "a corner": (STYLES, ".notes { border-top-left-radius: 1px; }\n", "physical-css", 1),
    "four sides that differ": (STYLES, ".notes { padding: 0 calc(1px + 2px) 0 0; }\n", "physical-css", 1),
    "a side in a media query": (STYLES, "@media (width > 1px) {\n  .notes { float: left; }\n}\n", "physical-css", 2),
    "an element of the site": (STYLES, ".notes p, p { margin: 0; }\n", "css-prefix", 1),
    "a class of the site": (STYLES, "@media print {\n  .button { margin: 0; }\n}\n", "css-prefix", 2),
    "a class that only begins alike": (STYLES, ".notesbook { margin: 0; }\n", "css-prefix", 1),
    "a migration that is not atomic": (
        "migrations/0001_initial.py",
        MIGRATION.format("atomic = False  # plugin-check: allow provides-missing"),
        "non-atomic",
        5,
    ),
    "a migration without a way back": (
        "migrations/0001_initial.py",
        MIGRATION.format("operations = [migrations.RunPython(print)]"),
        "irreversible",
        5,
    ),
    "SQL without a way back": (
        "migrations/0001_initial.py",
        MIGRATION.format("operations = [migrations.RunSQL('DELETE')]"),
        "irreversible",
        5,
    ),
    "the network": ("views.py", "\nimport requests\n", "provides-missing", 2),
    "the network by a function": ("views.py", "from urllib.request import urlopen\n", "provides-missing", 1),
    "files": ("views.py", "open('x', 'w')\n", "provides-missing", 1),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found_at_its_line(tmp_path, case):
    path, text, rule, line = WRONG[case]
    assert (rule, path, line) in rules(found(tmp_path, path, text))


@pytest.mark.parametrize("case", [case for case in WRONG if case != "a migration that is not atomic"])
def test_it_is_the_only_thing_that_is_found(tmp_path, case):
    path, text, rule, line = WRONG[case]
    assert rules(found(tmp_path, path, text)) == [(rule, path, line)]


RIGHT = {
    "translated texts": (
        PAGE,
        '{% translate "A note" as x %}<p title="{{ x }}">{% blocktranslate %}A\nb{% endblocktranslate %}</p>\n',
    ),
    "comments": (PAGE, "{# Some words #}{% comment %}More <script>words</script>{% endcomment %}<!-- and more -->\n"),
    "data for a script": (PAGE, '<script type="application/json">{"a": 1}</script>\n'),
    "a script from a file": (PAGE, '<script type="module" src="{% static "notes/x.js" %}"></script>\n'),
    "a link to elsewhere": (PAGE, '<a href="https://example.com/">{{ name }}</a>\n'),
    "signs and code": (PAGE, "<p>→ {{ a }} · 3</p><code>def</code>\n"),
    "logical sides": (STYLES, ".notes { margin-inline-start: 1rem; text-align: start; padding: 0 1px 0 1px; }\n"),
    "sides in comments and texts": (STYLES, '/* left: 0; p { } */\n.notes::before { content: "left: 0; }"; }\n'),
    "steps of an animation": (STYLES, "@keyframes notes-in {\n  from { opacity: 0; }\n  to { opacity: 1; }\n}\n"),
    "variables of its own": (STYLES, ":root { --notes-gap: 1px; }\n.notes__title:hover, .notes-list li { margin: 0; }\n"),
    "a style sheet in the place of Sanad's": ("static/notes/replace/theme/css/sanad.css", "p { margin: 0; }\n"),
    "a declaration that no parser knows": (PAGE, "<p></p><![if IE]>\n"),
    "a selector within a rule": (STYLES, ".notes {\n  p { margin: 0; }\n}\n"),
    "a migration with a way back": (
        "migrations/0001_initial.py",
        MIGRATION.format("operations = [migrations.RunPython(print, migrations.RunPython.noop)]"),
    ),
    "files that are read": ("views.py", "open('x')\nopen('x', 'rb')\n"),
    "an address that is only taken apart": ("views.py", "from urllib.parse import urlsplit\nimport urllib.parse\n"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_is_not_told_of(tmp_path, case):
    assert [each for each in rules(found(tmp_path, *RIGHT[case])) if each[0] != "catalogue"] == []


@pytest.mark.parametrize(
    ("provides", "path", "text"),
    [
        ("network", "views.py", "import httpx\n"),
        ("files", "views.py", "import tempfile\n\ntempfile.mkdtemp()\n"),
        ("middleware", "apps.py", "from sanad import register_middleware\n\n\n@register_middleware\nclass Timed:\n    pass\n"),
        ("non_atomic_migrations", "migrations/0001_initial.py", MIGRATION.format("atomic = False")),
        ("blocks", "apps.py", "from sanad import register_block\n\nregister_block('notes__map', object())\n"),
    ],
)
def test_what_is_declared_is_not_told_of(tmp_path, provides, path, text):
    assert rules(found(tmp_path, path, text, provides=[provides])) == []


@pytest.mark.parametrize("provides", ["models", "blocks", "middleware", "network", "files", "non_atomic_migrations"])
def test_what_is_declared_and_not_there_is_told_of_where_it_stands(tmp_path, provides):
    assert rules(found(tmp_path, "views.py", "", provides=[provides])) == [("provides-unused", "plugin.toml", 6)]


def test_models_are_to_be_declared_and_migrated(tmp_path):
    expected = [("no-migrations", "models.py", 0), ("provides-missing", "models.py", 4)]
    assert rules(found(tmp_path, "models.py", MODELS)) == expected


def test_models_with_a_migration_are_fine(tmp_path):
    more = {"migrations/0001_initial.py": "", "migrations/__init__.py": ""}
    assert rules(found(tmp_path, "models.py", MODELS, more=more, provides=["models"])) == []


def test_a_table_has_the_name_of_the_plugin(tmp_path):
    text = MODELS + "\n    class Meta:\n        db_table = 'texts'\n"
    assert ("prefix", "models.py", 8) in rules(found(tmp_path, "models.py", text, provides=["models"]))


def test_a_manifest_that_cannot_be_read_is_told_of(tmp_path):
    findings = found(tmp_path, "plugin.toml", '[plugin]\nslug = "notes"\n')
    assert [each.sentence for each in findings if each.rule == "manifest"] == [
        "[plugin] name is missing.",
        "[plugin] version is missing.",
    ]


def test_what_a_stranger_wants_to_know_is_asked_for(tmp_path):
    sentences = {each.sentence for each in found(tmp_path, "views.py", "", description="") if each.rule == "undescribed"}
    assert sentences == {
        "plugin.toml has no description.",
        "plugin.toml has no author.",
        "plugin.toml has no licence.",
        "plugin.toml does not say for which Sanad it is.",
        "There is no README.",
        "There are no tests.",
    }


def test_a_language_without_a_catalogue_is_told_of(tmp_path):
    text = "from django.utils.translation import gettext as _\n\nNAME = _('A note')\n"
    assert [path for rule, path, _line in rules(found(tmp_path, "views.py", text))] == [
        f"locale/{code}/LC_MESSAGES/django.po" for code in ("ar", "fa", "id")
    ]


@pytest.mark.parametrize(("whose", "told"), [("notes", False), ("diary", False), ("letter", True)])
def test_the_catalogue_of_another_plugin_is_told_of(tmp_path, whose, told):
    path = "locale/id/LC_MESSAGES/django.po"
    catalogue = f'msgid ""\nmsgstr "Project-Id-Version: {whose}\\n"\n\nmsgid "One"\nmsgstr "Satu"\n'
    domain = "diary" if whose == "diary" else "notes"
    findings = found(tmp_path, PAGE, '{% translate "One" %}', more={path: catalogue}, text_domain=domain)
    assert any("catalogue of 'letter'" in each.sentence for each in findings if each.path == path) is told


def test_the_catalogues_of_a_plugin_bear_its_text_domain(tmp_path):
    folder = plugin_write(tmp_path, "notes", {PAGE: '{% translate "One" %}'}, text_domain="diary")
    assert {polib.pofile(str(each)).metadata["Project-Id-Version"] for each in catalogues_write(folder)} == {"diary"}


def test_texts_that_a_catalogue_has_not_translated_are_counted(tmp_path):
    catalogue = 'msgid "One"\nmsgstr "Satu"\n\nmsgid "Two"\nmsgstr ""\n'
    more = {"locale/id/LC_MESSAGES/django.po": catalogue}
    text = '{% translate "One" %}{% translate \'Two\' as two %}{% translate "Three" %}'
    findings = {each.path: each.sentence for each in found(tmp_path, PAGE, text, more=more)}
    assert findings["locale/id/LC_MESSAGES/django.po"] == "2 texts are not translated, such as “Three”."


def test_a_link_out_of_the_folder_is_told_of(tmp_path):
    (tmp_path / "outside").write_text("")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "link").symlink_to(tmp_path / "outside")
    assert rules(found(tmp_path, "views.py", "")) == [("files", ".", 0)]


def test_the_description_of_the_skeleton_is_told_of_in_a_plugin_that_does_something_else(tmp_path):
    findings = found(tmp_path, "views.py", "", description=skeleton_description())
    assert "The description in plugin.toml is that of the skeleton" in " ".join(each.sentence for each in findings)
