"""Importers and exporters of plugins: they are there while the plugin is active, guarded, and get what readers may see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from content.audiences import Audience
from content.models import HelpPage
from importing.models import ImportedCollection
from importing.registry import register_exporter
from kb.models import ArticlePage
from plugins.hooks.testing import isolated_hooks
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from tests.factories import add_page
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db

IMPORTER = r"""
from sanad import register_importer

def prepare(path, folder):
    for title in path.read_text().splitlines():
        page = folder / "en" / f"{title.lower()}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: {title}\n---\nSome words.")
    return folder

register_importer("one__lines", "Lines", prepare)
"""
EXPORTER = """
from sanad import Problem, register_exporter

def write(export, folder):
    (folder / "titles.txt").write_text(" ".join(page.title for page in export.pages))
    return [Problem("en", "colours were left out", "warning")]

register_exporter("one__titles", "Titles", write)
"""


@pytest.fixture
def skipping():
    """What fails is skipped as on a site."""
    with isolated_hooks(strict=False):
        yield


def article(parent, title: str, **fields: Any) -> Any:
    return add_page(parent, ArticlePage, title, **fields)


class TestPlugins:
    @pytest.fixture
    def titles(self, tmp_path) -> Path:
        path = tmp_path / "titles.txt"
        path.write_text("Refund\nLabels")
        return path

    def test_an_importer_brings_pages(self, make, home, titles):
        make("one", ready(IMPORTER))
        with activate_for_tests("one"):
            call_command("import_from", "one__lines", titles, under="home/one", verbosity=0)

        assert {"Refund", "Labels"} <= set(HelpPage.objects.values_list("title", flat=True))

    def test_an_import_is_called_like_what_was_imported(self, make, home, titles):
        make("one", ready(IMPORTER))
        with activate_for_tests("one"):
            call_command("import_from", "one__lines", titles, under="home/one", verbosity=0)

        assert ImportedCollection.objects.get().name == "titles"

    def test_the_importer_of_an_inactive_plugin_is_not_there(self, make, home, titles):
        make("one", ready(IMPORTER))
        with activate_for_tests(), pytest.raises(CommandError, match="nothing called 'one__lines'"):
            call_command("import_from", "one__lines", titles, under="home", verbosity=0)

    @pytest.mark.parametrize("broken", ["raise ValueError", "__import__('sys').exit(3)"])
    def test_an_importer_that_fails_ends_in_a_sentence(self, make, home, titles, skipping, broken):
        make("one", ready(IMPORTER.replace("    return folder", f"    {broken}")))
        with activate_for_tests("one"), pytest.raises(CommandError, match="of the plugin one has failed"):
            call_command("import_from", "one__lines", titles, under="home", verbosity=0)

    def test_an_importer_writes_where_it_is_told_to(self, make, home, titles):
        make("one", ready(IMPORTER.replace("    return folder", "    return path.parent")))
        with activate_for_tests("one"), pytest.raises(CommandError, match="somewhere else"):
            call_command("import_from", "one__lines", titles, under="home", verbosity=0)

    def test_an_exporter_gets_what_readers_may_see(self, make, home, tmp_path):
        make("one", ready(EXPORTER))
        article(home, "Refund")
        article(home, "Secret", audience=Audience.AGENT)
        with activate_for_tests("one"):
            call_command("export_to", "one__titles", tmp_path / "out", verbosity=0)

        titles = (tmp_path / "out" / "titles.txt").read_text()
        assert ("Refund" in titles, "Secret" in titles) == (True, False)

    @pytest.mark.parametrize(
        ("label", "shown"),
        [('"100 % Lines"', "one__lines (100 % Lines)"), ("lazy(lambda: 1 / 0, str)()", "one__lines (one__lines)")],
    )
    def test_the_help_says_what_an_importer_calls_itself(self, make, skipping, label, shown, capsys):
        lazily = "from django.utils.functional import lazy\n"
        make("one", ready(lazily + IMPORTER.replace('"Lines"', label)))
        with activate_for_tests("one"), pytest.raises(SystemExit):
            call_command("import_from", "--help")

        assert shown in " ".join(capsys.readouterr().out.split())

    def test_what_an_exporter_leaves_out_is_told(self, make, home, tmp_path, capsys):
        make("one", ready(EXPORTER))
        with activate_for_tests("one"):
            call_command("export_to", "one__titles", tmp_path / "out", verbosity=0)

        assert "colours were left out" in capsys.readouterr().err

    def test_a_name_without_the_slug_is_refused(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_exporter("markdown", "Mine", lambda export, folder: [])
