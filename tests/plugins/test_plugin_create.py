"""`manage.py plugin create` and `messages` and `pack`: what is refused, and that nothing is left half done."""

from __future__ import annotations

import io
from hashlib import sha256
from zipfile import ZipFile

import polib
import pytest
from django.core.management import CommandError, call_command

from plugins.creating import SKELETON, CannotCreate, plugin_create
from plugins.manifest import read_manifest
from plugins.messages import Message, messages_of
from plugins.testing import plugin_write


@pytest.mark.parametrize("slug", ["Hello", "hello-world", "1st", "a", "class", "../up", "", "x" * 41])
def test_what_cannot_be_a_slug_is_refused(tmp_path, slug):
    with pytest.raises(CannotCreate, match="cannot be the slug of a plugin"):
        plugin_create(tmp_path, slug)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_place_that_is_taken_is_refused(tmp_path, kind):
    target = tmp_path / "hello"
    {"folder": target.mkdir, "file": target.touch, "link": lambda: target.symlink_to("nowhere")}[kind]()
    with pytest.raises(CannotCreate, match="is there already"):
        plugin_create(tmp_path, "hello")
    assert [path.name for path in tmp_path.iterdir()] == ["hello"]


def test_an_unknown_part_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(CannotCreate, match="no part 'block'; there are: api, blocks, command"):
        plugin_create(tmp_path, "hello", wanted=["block"])


@pytest.mark.parametrize("name", ['A "quoted" name', "Two\nlines", "Back\\slash"])
def test_a_name_that_would_break_a_file_is_refused(tmp_path, name):
    with pytest.raises(CannotCreate, match="one line each"):
        plugin_create(tmp_path, "hello", name=name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_plugin_that_could_not_be_finished(tmp_path, monkeypatch):
    def fail(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plugins.creating.catalogues_write", fail)
    with pytest.raises(CannotCreate, match="No space left"):
        plugin_create(tmp_path, "hello")
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_says_what_was_asked_for(tmp_path):
    manifest = read_manifest(plugin_create(tmp_path, "hello_you", name="Hello, you", author="Ada", wanted=["models"]))
    assert (manifest.name, manifest.author, manifest.provides) == ("Hello, you", "Ada", frozenset({"models"}))


def test_without_a_name_the_slug_gives_one(tmp_path):
    assert read_manifest(plugin_create(tmp_path, "hello_you")).name == "Hello you"


@pytest.mark.parametrize("language", ["ar", "fa", "id"])
def test_its_catalogues_are_filled(tmp_path, language):
    folder = plugin_create(tmp_path, "hello", wanted=["models", "blocks", "settings", "urls"])
    catalogue = polib.pofile(str(folder / f"locale/{language}/LC_MESSAGES/django.po"))
    assert (catalogue.percent_translated(), len(catalogue) > 5) == (100, True)


def test_every_file_of_the_skeleton_is_written_somewhere(tmp_path):
    sources = [path for path in SKELETON.rglob("*-tpl") if path.name != "ready.txt-tpl"]
    folder = plugin_create(tmp_path, "hello", wanted=["api", "blocks", "command", "job", "models", "settings", "urls"])
    written = [path for path in folder.rglob("*") if path.is_file() and "locale" not in path.parts]
    assert len(written) == len(sources)


@pytest.mark.django_db
def test_the_command_says_what_to_do_next(tmp_path):
    out = io.StringIO()
    call_command("plugin", "create", "hello", "--into", str(tmp_path), "--with", "urls, api", stdout=out)
    assert (tmp_path / "hello" / "api.py").exists()
    assert "plugin check hello" in out.getvalue()


@pytest.mark.django_db
def test_a_refusal_is_an_error_of_the_command(tmp_path):
    with pytest.raises(CommandError, match="cannot be the slug"):
        call_command("plugin", "create", "Hello", "--into", str(tmp_path))


TEXTS = {
    "views.py": "from django.utils.translation import gettext as _, ngettext, pgettext\n\n"
    "_('One')\nngettext('%(n)s note', '%(n)s notes', 2)\npgettext('month', 'May')\n",
    "templates/notes/a.html": '{% load i18n %}{% translate "Two" %}{% blocktranslate trimmed with x=y %}\n  Three\n  {{ x }}\n'
    "{% endblocktranslate %}{% blocktranslate count n=2 %}a{% plural %}b{% endblocktranslate %}",
    "tests/test_a.py": "_('Not this')\n",
}


def test_texts_of_python_and_templates_are_collected(tmp_path):
    assert set(messages_of(plugin_write(tmp_path, "notes", TEXTS))) == {
        Message("One"),
        Message("%(n)s note", plural="%(n)s notes"),
        Message("May", context="month"),
        Message("Two"),
        Message("Three %(x)s"),
        Message("a", plural="b"),
    }


@pytest.mark.django_db
def test_translations_that_are_there_stay(tmp_path):
    folder = plugin_write(tmp_path, "notes", TEXTS)
    path = folder / "locale/id/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "One"\nmsgstr "Satu"\n\nmsgid "Gone"\nmsgstr "Pergi"\n')
    call_command("plugin", "messages", str(folder), stdout=io.StringIO())
    catalogue = polib.pofile(str(path))
    assert {entry.msgid: entry.msgstr for entry in catalogue.translated_entries()} == {"One": "Satu"}
    assert catalogue.find("Gone") is None
    assert [entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))] == ["Satu"]


@pytest.mark.django_db
def test_plural_forms_of_arabic_are_six(tmp_path):
    folder = plugin_write(tmp_path, "notes", TEXTS)
    call_command("plugin", "messages", str(folder), stdout=io.StringIO())
    catalogue = polib.pofile(str(folder / "locale/ar/LC_MESSAGES/django.po"))
    plurals = [len(entry.msgstr_plural) for entry in catalogue if entry.msgid_plural]
    assert (catalogue.metadata["Plural-Forms"][:10], plurals) == ("nplurals=6", [6, 6])


def pack(folder, target) -> str:
    out = io.StringIO()
    call_command("plugin", "pack", str(folder), "--into", str(target), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_zip_holds_one_folder_with_compiled_catalogues(tmp_path):
    folder = plugin_create(tmp_path, "hello")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "apps.pyc").touch()
    pack(folder, tmp_path / "dist")
    names = ZipFile(tmp_path / "dist" / "hello-0.1.0.zip").namelist()
    assert {name.partition("/")[0] for name in names} == {"hello"}
    assert "hello/locale/ar/LC_MESSAGES/django.mo" in names
    assert not any("pyc" in name for name in names)


@pytest.mark.django_db
def test_the_same_files_make_the_same_zip_and_its_hash_is_told(tmp_path):
    folder = plugin_create(tmp_path, "hello")
    told = [pack(folder, tmp_path / name).splitlines()[1] for name in ("one", "two")]
    assert told[0] == told[1] == f"SHA-256: {sha256((tmp_path / 'one' / 'hello-0.1.0.zip').read_bytes()).hexdigest()}"


@pytest.mark.django_db
def test_a_version_is_packed_once(tmp_path):
    folder = plugin_create(tmp_path, "hello")
    pack(folder, tmp_path)
    with pytest.raises(CommandError, match="is there already"):
        pack(folder, tmp_path)


@pytest.mark.django_db
def test_a_plugin_with_errors_is_not_packed(tmp_path):
    folder = plugin_create(tmp_path, "hello")
    (folder / "more.py").write_text("eval('1')\n")
    with pytest.raises(CommandError, match=r"hello has errors \(more.py:1\)"):
        pack(folder, tmp_path)
    assert not (tmp_path / "hello-0.1.0.zip").exists()
