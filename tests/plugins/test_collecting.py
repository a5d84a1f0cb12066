"""On a public server the static files of a plugin are collected when they are needed, without `manage.py collectstatic`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import override_settings

from config.static_files import ManifestStorage, StaticFiles
from plugins import upload
from plugins.discovery import find_plugin
from plugins.lifecycle import LifecycleError, activate
from plugins.lifecycle.collecting import collect
from plugins.loaded import Loaded, loaded_replace
from plugins.models import Plugin, State
from plugins.testing import activate_for_tests
from plugins.upload import UploadError
from tests.plugins.uploads import plugin_files, zipped

SHEET = "static/river/river.css"
TEMPLATES = {"templates/river/a.html": "{% load static %}{% static 'river/river.css' %}"}
FILES = {SHEET: "a { color: red }", **TEMPLATES}


@pytest.fixture(autouse=True)
def production(tmp_path):
    """Static files as `config.settings.production` has them, and one of ours that was collected."""
    root = tmp_path / "collected"
    (root / "theme").mkdir(parents=True)
    (root / "staticfiles.json").write_text(
        json.dumps({"version": "1.1", "hash": "", "paths": {"theme/ours.css": "theme/ours.123.css"}})
    )
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.static_files.ManifestStorage"},
    }
    with override_settings(STATIC_ROOT=root, STORAGES=storages, VAR=tmp_path / "var"):
        yield root


@pytest.fixture
def river(make):
    """Loads a plugin with a style sheet as a start of the server does."""

    def load_river(files=FILES):
        config = make("river", files)
        loaded_replace(Loaded(found={"river": find_plugin(Path(config.path))}))
        return Path(config.path)

    return load_river


def served(middleware: StaticFiles, address: str, rf) -> tuple[int, bytes]:
    response: Any = middleware(rf.get(address))
    return response.status_code, b"".join(response) if response.streaming else response.content


def nothing(request):
    return HttpResponse("the site", status=404)


@pytest.mark.django_db
def test_what_is_activated_has_its_static_files(river, rf):
    server = StaticFiles(nothing)
    river()
    activate("river")
    address = render_to_string("river/a.html")
    assert served(server, address, rf) == (200, b"a { color: red }")


def test_a_starting_server_collects_what_was_dropped_in(river, rf):
    river()
    server = StaticFiles(nothing)
    assert served(server, staticfiles_storage.url("river/river.css"), rf) == (200, b"a { color: red }")


def test_a_process_that_runs_follows_what_another_has_collected(river):
    folder = river()
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        staticfiles_storage.url("river/river.css")
    collect("river", folder)
    assert staticfiles_storage.url("river/river.css").startswith("/static/river/river.")


def test_files_that_were_collected_before_stay(river):
    collect("river", river())
    assert staticfiles_storage.url("theme/ours.css") == "/static/theme/ours.123.css"


def test_a_style_sheet_may_name_a_file_of_ours(river, production):
    collect("river", river({SHEET: "@import '../theme/ours.css';"}))
    kept = staticfiles_storage.url("river/river.css").removeprefix("/static/")
    assert "../theme/ours.123.css" in (production / kept).read_text()


def test_what_has_changed_is_collected_again(river):
    folder = river()
    collect("river", folder)
    before = ManifestStorage().url("river/river.css")
    (folder / SHEET).write_text("a { color: blue }")
    collect("river", folder)
    assert ManifestStorage().url("river/river.css") != before


def test_what_has_not_changed_is_left_alone(river, production):
    folder = river()
    collect("river", folder)
    before = (production / "staticfiles.json").stat().st_mtime_ns
    collect("river", folder)
    assert (production / "staticfiles.json").stat().st_mtime_ns == before


def test_a_file_that_is_no_more_is_forgotten(river, production):
    folder = river()
    collect("river", folder)
    (folder / SHEET).unlink()
    collect("river", folder)
    assert "river/river.css" not in json.loads((production / "staticfiles.json").read_text())["paths"]


def test_only_what_bears_the_plugins_name_is_collected(river, production):
    collect("river", river({**FILES, "static/theme/ours.css": "theirs"}))
    assert staticfiles_storage.url("theme/ours.css") == "/static/theme/ours.123.css"


@pytest.fixture
def closed(production):
    """Where static files are, the server may not write: a file stands in the way, as the rights of root know no limits."""
    (production / "river").write_text("")


@pytest.mark.django_db
def test_a_plugin_whose_files_cannot_be_written_is_not_switched_on(river, closed, production):
    river()
    with pytest.raises(LifecycleError, match=f"static files of river cannot be written into {production}"):
        activate("river")
    assert not Plugin.objects.filter(slug="river", state=State.ACTIVE).exists()


@pytest.mark.django_db
def test_a_plugin_without_static_files_needs_no_place_for_them(river, closed):
    river({})
    activate("river")
    assert Plugin.objects.filter(slug="river", state=State.ACTIVE).exists()


def test_a_server_starts_when_files_cannot_be_written(river, closed, caplog):
    river()
    StaticFiles(nothing)
    assert "static files of river cannot be written" in caplog.text


@pytest.mark.parametrize("attempt", [1, 2])
@pytest.mark.django_db
def test_a_style_sheet_that_names_a_missing_file_refuses_the_activation_each_time(river, attempt):
    river({SHEET: "a { background: url(missing.png) }"})
    for _each in range(attempt):
        with pytest.raises(LifecycleError, match=r"river cannot be collected: .*river/missing\.png"):
            activate("river")


@pytest.mark.django_db
def test_an_upload_brings_its_static_files(settings, tmp_path, plugin_state, monkeypatch):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    monkeypatch.setattr(upload.placing, "try_folder", lambda folder, manifest: None)
    files = {**plugin_files(), "parcel/static/parcel/a.css": "a {}"}
    upload.place(upload.stage(zipped(files), by=1), by=None)
    assert staticfiles_storage.url("parcel/a.css").startswith("/static/parcel/a.")


@pytest.mark.django_db
def test_an_upload_whose_static_files_cannot_be_collected_changes_nothing(settings, tmp_path, plugin_state, monkeypatch):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    monkeypatch.setattr(upload.placing, "try_folder", lambda folder, manifest: None)
    files = {**plugin_files(), "parcel/static/parcel/a.css": "a { background: url(missing.png) }"}
    with pytest.raises((UploadError, LifecycleError), match=r"parcel/missing\.png"):
        upload.place(upload.stage(zipped(files), by=1), by=None)
    assert not (tmp_path / "plugins" / "parcel").exists()


def test_a_replaced_file_is_found_once_it_is_collected(river):
    folder = river({**FILES, "static/river/replace/theme/ours.css": "theirs"})
    with activate_for_tests("river"):
        assert staticfiles_storage.url("theme/ours.css") == "/static/theme/ours.123.css"
        collect("river", folder)
        assert staticfiles_storage.url("theme/ours.css").startswith("/static/river/replace/theme/ours.")
