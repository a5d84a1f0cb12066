"""Front matter says what kind an article is; problems come from the text, and everything goes out as it came."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command

from kb.models import KnowledgeBasePage, Product
from kb.products import applies_to
from tests.importing.conftest import article, category

pytestmark = pytest.mark.django_db

PROBLEM = """::: problem Tracking says nothing
1. **It left today**

   Wait until [tomorrow](other.md).

2. **The number is wrong**

   Look at the first line of the e-mail.
:::

And then some text."""


def imported(folder: Any, **front: Any) -> Any:
    folder.write({"en/page.md": article("Page", **front)}).run()
    return folder.page("page.md")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("how-to", "how_to"),
        ("public-policy", "policy"),
        ("release-note", "release_note"),
        ("term", "term"),
        ("article", "article"),
    ],
)
def test_a_file_names_its_kind(folder, name, kind):
    assert imported(folder, kind=name).kind == kind


def test_an_unknown_kind_names_those_that_there_are(folder):
    report = folder.write({"en/page.md": article("Page", kind="howto")}).run()
    [problem] = report.problems
    assert "how-to" in problem.message


def test_the_fields_of_a_kind_are_read(folder):
    page = imported(folder, kind="how-to", minutes=25, needs="[A screwdriver, Tape]")
    assert (page.minutes, page.needed) == (25, ["A screwdriver", "Tape"])


def test_a_release_has_version_and_day(folder):
    page = imported(folder, kind="release-note", version='"2.10"', released="2026-11-02")
    assert (page.release_version, page.released_on) == ("2.10", datetime.date(2026, 11, 2))


@pytest.mark.parametrize("minutes", ["0", "-3", "long", "99999", "true"])
def test_a_time_that_is_none_is_refused_with_words(folder, minutes):
    report = folder.write({"en/page.md": article("Page", kind="how-to", minutes=minutes)}).run()
    assert "minutes must be a whole number" in report.problems[0].message


def test_problems_come_out_of_the_text(folder):
    folder.write({"en/other.md": article("Other"), "en/page.md": article("Page", PROBLEM, kind="troubleshooting")}).run()
    page = folder.page("page.md")
    [problem] = page.problems
    assert problem.value["title"] == "Tracking says nothing"
    assert [each["cause"] for each in problem.value["causes"]] == ["It left today", "The number is wrong"]
    assert f'linktype="page" id="{folder.page("other.md").pk}"' in problem.value["causes"][0]["solution"].source
    assert [block.block_type for block in page.body] == ["rich_text"]


@pytest.mark.parametrize("text", ["::: problem\n1. A\n:::", "::: problem Nothing\nNo list.\n:::"])
def test_a_problem_that_is_none_is_kept_as_text_and_said(folder, text):
    report = folder.write({"en/page.md": article("Page", text, kind="troubleshooting")}).run()
    assert "a problem needs a symptom" in report.problems[0].message
    assert not folder.page("page.md").problems
    assert folder.page("page.md").body


def test_it_goes_out_as_it_came(folder, tmp_path):
    front = {"kind": "troubleshooting", "definition": "Of another kind, which nobody reads"}
    folder.write({"en/other.md": article("Other"), "en/page.md": article("Page", PROBLEM, **front)}).run()
    call_command("export_to", "markdown", tmp_path / "out", verbosity=0)
    written = next((tmp_path / "out").rglob("page.md")).read_text()
    assert "kind: troubleshooting\n" in written
    assert "nobody reads" not in written
    assert "::: problem Tracking says nothing\n1. **It left today**\n\n   Wait until [tomorrow](other.md)." in written


def test_a_kind_that_is_gone_from_the_file_is_gone_from_the_page(folder):
    imported(folder, kind="how-to", minutes=5)
    page = imported(folder)
    assert (page.kind, page.minutes) == ("article", None)


class TestProducts:
    def names(self, page: Any) -> list[str]:
        return applies_to(page)

    def test_a_file_names_products_and_versions(self, folder):
        page = imported(folder, products="[lumen-app/2.0, lumen-hub]")
        assert self.names(page) == ["Lumen app 2.0", "Lumen hub"]

    def test_a_product_that_is_there_is_taken(self, folder):
        Product.objects.create(name="Lumen for phones", slug="lumen-app")
        assert self.names(imported(folder, products="[lumen-app]")) == ["Lumen for phones"]

    def test_a_changed_file_changes_them(self, folder):
        imported(folder, products="[lumen-app/2.0]")
        assert self.names(imported(folder, products="[lumen-app/1.4]")) == ["Lumen app 1.4"]

    def test_what_is_gone_from_the_file_is_gone_from_the_page(self, folder):
        imported(folder, products="[lumen-app/2.0]")
        assert self.names(imported(folder)) == []

    def test_its_first_revision_holds_them(self, folder):
        page = imported(folder, products="[lumen-app/2.0]")
        page.latest_revision.publish()
        assert self.names(folder.page("page.md")) == ["Lumen app 2.0"]

    def test_they_go_out_as_they_came(self, folder, tmp_path):
        imported(folder, products="[lumen-app/2.0, lumen-hub]")
        call_command("export_to", "markdown", tmp_path / "out", verbosity=0)
        assert "products:\n- lumen-app/2.0\n- lumen-hub\n" in next((tmp_path / "out").rglob("page.md")).read_text()


class TestBases:
    def test_a_folder_can_be_a_knowledge_base(self, folder):
        folder.write({"en/lumen/.category.yml": category("Lumen", kind="base", accent="'#6b3fa0'", colour="amber")}).run(
            under="home"
        )
        page = folder.page("lumen")
        assert isinstance(page, KnowledgeBasePage)
        assert (page.accent_colour, page.colour) == ("#6b3fa0", "amber")

    @pytest.mark.parametrize("colour", ["red", "'#12'", "12"])
    def test_a_colour_that_is_none_is_refused_with_words(self, folder, colour):
        report = folder.write({"en/lumen/.category.yml": category("Lumen", kind="base", accent=colour)}).run(under="home")
        assert "accent must be" in report.problems[0].message

    def test_it_stands_below_the_home_page_alone(self, folder):
        report = folder.write({"en/lumen/.category.yml": category("Lumen", kind="base")}).run()
        assert "cannot stand below" in report.problems[0].message
