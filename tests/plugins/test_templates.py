"""Templates and static files of plugins stand in the place of ours while the plugin is active; its translations stay its own."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template, render_to_string
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext, trans_real

from config.static_files import ManifestStorage
from plugins.testing import activate_for_tests

NAME = "content/blocks/callout.html"


@pytest.fixture
def river(make):
    """Writes the templates of a plugin and loads it: `river({"river/a.html": "text"})`."""

    def write(templates, slug="river", **values):
        return make(slug, {f"templates/{name}": text for name, text in templates.items()}, **values)

    return write


def test_a_template_of_an_active_plugin_is_found(river):
    river({"river/a.html": "The river"})
    with activate_for_tests("river"):
        assert render_to_string("river/a.html") == "The river"


def test_a_template_of_a_switched_off_plugin_is_not_found(river):
    river({"river/a.html": "The river"})
    with activate_for_tests("river"):
        get_template("river/a.html")
    with pytest.raises(TemplateDoesNotExist):
        get_template("river/a.html")


def test_ours_is_replaced_while_the_plugin_is_active_and_no_longer(river):
    river({NAME: "theirs"})
    seen = []
    for active in ([], ["river"], [], ["river"]):
        with activate_for_tests(*active):
            seen.append(render_to_string(NAME).strip() == "theirs")
    assert seen == [False, True, False, True]


@pytest.mark.django_db
def test_a_replacing_template_may_extend_what_it_replaces(river, home, client):
    river({"theme/base.html": "{% extends 'theme/base.html' %}{% block main %}<b>Theirs</b>{{ block.super }}{% endblock %}"})
    with activate_for_tests("river"):
        page = client.get(home.link).content.decode()
    assert "<b>Theirs</b>" in page
    assert "<title>" in page


def test_the_memory_does_not_grow_with_every_switch(river):
    river({NAME: "theirs"})
    loader = Engine.get_default().template_loaders[0]
    for active in ([], ["river"]) * 5:
        with activate_for_tests(*active):
            get_template(NAME)
    assert len(vars(loader)["get_template_cache"]) <= 4


def test_what_requires_another_plugin_replaces_its_templates(make):
    make("river", {"templates/river/a.html": "river"})
    make("delta", {"templates/river/a.html": "delta"}, more='[requires]\nplugins = {river = ">=1.0"}')
    with activate_for_tests("river", "delta"):
        assert render_to_string("river/a.html") == "delta"


@pytest.mark.parametrize("name", ["wagtailadmin/base.html", "wagtailadmin/home.html"])
def test_the_admin_is_not_replaced(river, name):
    river({name: "theirs"})
    with activate_for_tests("river"):
        assert Engine.get_default().get_template(name).source != "theirs"


def test_a_plugin_may_add_templates_for_the_admin(river):
    river({"wagtailadmin/river.html": "theirs"})
    with activate_for_tests("river"):
        assert render_to_string("wagtailadmin/river.html") == "theirs"


@pytest.mark.parametrize("text", ["{% no_such_tag %}", "{{ value.fails }}"])
@pytest.mark.django_db
def test_when_a_replacing_template_fails_ours_is_shown(river, lenient, text):
    class Value:
        @property
        def fails(self):
            raise RuntimeError("no")

    river({NAME: text})
    mine = render_to_string(NAME, {"value": Value()})
    with activate_for_tests("river"):
        assert render_to_string(NAME, {"value": Value()}) == mine
    assert lenient() == [("river", f"template {NAME}")]


@pytest.mark.django_db
def test_a_frame_that_fails_half_way_leaves_the_page_whole(river, lenient, home, client):
    river({"theme/base.html": "{% block content %}{% endblock %}{% include 'river/missing.html' %}"})
    whole = client.get(home.link).content
    with activate_for_tests("river"):
        assert client.get(home.link).content == whole
    assert lenient() == [("river", "template theme/base.html")]


@pytest.mark.django_db
def test_a_frame_of_a_plugin_gets_the_blocks_of_our_pages(river, home, client):
    river({"theme/base.html": "Theirs: {% block content %}{% endblock %}"})
    with activate_for_tests("river"):
        page = client.get(home.link).content.decode()
    assert page.startswith("Theirs: ")
    assert "search" in page


def test_a_mistake_in_a_plugins_own_template_is_told(river):
    river({"river/a.html": "{% no_such_tag %}"})
    with activate_for_tests("river"), pytest.raises(TemplateSyntaxError):
        get_template("river/a.html")


@pytest.mark.parametrize("name", ["../plugin.toml", "/etc/hostname", "river"])
def test_only_files_in_the_folders_are_templates(river, name):
    river({"river/a.html": "x"})
    with activate_for_tests("river"), pytest.raises(TemplateDoesNotExist):
        get_template(name)


SHEET = "theme/css/sanad.css"
REPLACING = {"static/river/river.css": "a {}", f"static/river/replace/{SHEET}": "b {}"}


def test_a_static_file_is_replaced_while_the_plugin_is_active(make):
    make("river", REPLACING)
    with activate_for_tests("river"):
        assert staticfiles_storage.url(SHEET) == f"/static/river/replace/{SHEET}"
    assert staticfiles_storage.url(SHEET) == f"/static/{SHEET}"


def test_ours_is_asked_for_while_the_replacement_is_not_collected(make, tmp_path):
    make("river", REPLACING)
    storage = ManifestStorage(location=tmp_path)
    storage.hashed_files = {SHEET: "theme/css/sanad.123.css"}
    with activate_for_tests("river"):
        assert storage.url(SHEET) == "/static/theme/css/sanad.123.css"
    storage.hashed_files[f"river/replace/{SHEET}"] = "river/replace/theme/css/sanad.456.css"
    with activate_for_tests("river"):
        assert storage.url(SHEET) == "/static/river/replace/theme/css/sanad.456.css"


def test_static_files_of_the_admin_are_not_replaced(make):
    make("river", {"static/river/replace/wagtailadmin/js/a.js": "1"})
    with activate_for_tests("river"):
        assert staticfiles_storage.url("wagtailadmin/js/a.js") == "/static/wagtailadmin/js/a.js"


@pytest.fixture
def fresh_finders():
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    yield
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]


def test_static_files_of_plugins_are_collected_also_while_they_are_off(make, tmp_path, fresh_finders):
    make("river", REPLACING)
    with override_settings(STATIC_ROOT=tmp_path / "static"):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "static" / "river" / "river.css").read_text() == "a {}"
    assert (tmp_path / "static" / SHEET).read_text() != "b {}"


def test_a_plugin_cannot_replace_static_files_by_their_own_name(make, fresh_finders):
    make("river", {f"static/{SHEET}": "b {}"})
    assert "plugins" not in str(finders.find(SHEET)).split("/")


@pytest.fixture
def catalogue(make):
    """A plugin with an Indonesian catalogue: a text of its own, and one that is ours."""
    config = make("river")
    folder = f"{config.path}/locale/id/LC_MESSAGES"
    Path(folder).mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="The river rises", msgstr="Sungai naik"))
    catalogue.append(polib.POEntry(msgid="Search", msgstr="Bukan punya kita"))
    catalogue.save_as_mofile(f"{folder}/django.mo")
    trans_real._translations.pop("id", None)  # type: ignore[attr-defined]
    yield
    trans_real._translations.pop("id", None)  # type: ignore[attr-defined]


def test_a_plugin_speaks_its_languages(catalogue):
    with translation.override("id"):
        assert gettext("The river rises") == "Sungai naik"


def test_a_plugin_cannot_change_our_words(catalogue):
    with translation.override("id"):
        assert gettext("Search") != "Bukan punya kita"
