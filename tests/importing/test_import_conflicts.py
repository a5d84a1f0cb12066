"""The importer never writes over an editor's work without being told to."""

from __future__ import annotations

import pytest

from tests.importing.conftest import article, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited(shop):
    """An editor has changed the page of a file, and then the file changed."""
    shop.run()
    page = shop.page("returns/refund.md")
    page.title = "An editor's title"
    page.save_revision().publish()
    return shop.write({"en/returns/refund.md": article("The file's title")})


def test_a_page_that_an_editor_changed_is_left_alone_and_told(edited):
    report = edited.run()
    assert edited.page("returns/refund.md").title == "An editor's title"
    assert (report.number("conflict"), list(messages(report, "conflict"))) == (1, ["en/returns/refund.md"])


def test_a_conflict_is_told_again_in_the_next_run(edited):
    edited.run()
    assert edited.run().number("conflict") == 1


def test_overwrite_writes_the_file_all_the_same(edited):
    report = edited.run(overwrite=True)
    assert (edited.page("returns/refund.md").title, report.number("conflict")) == ("The file's title", 0)


def test_an_editors_draft_counts_as_work_too(shop):
    shop.run()
    page = shop.page("returns/refund.md")
    page.title = "A draft"
    page.save_revision()
    shop.write({"en/returns/refund.md": article("The file's title")})
    assert shop.run().number("conflict") == 1


def test_an_edited_page_whose_file_did_not_change_is_no_conflict(shop):
    shop.run()
    page = shop.page("returns/refund.md")
    page.title = "An editor's title"
    page.save_revision().publish()
    assert shop.run().number("conflict") == 0


def test_a_page_that_an_editor_unpublished_is_not_published_again(shop):
    shop.run()
    shop.page("returns/refund.md").unpublish()
    report = shop.write({"en/returns/refund.md": article("The file's title")}).run()
    assert report.number("conflict") == 1
    assert not shop.page("returns/refund.md").live


def test_a_page_that_an_editor_deleted_does_not_come_back(shop):
    shop.run()
    shop.page("returns/refund.md").delete()
    pages = shop.pages()
    report = shop.run()
    assert (shop.pages(), list(messages(report, "conflict"))) == (pages, ["en/returns/refund.md"])


def test_overwrite_brings_a_deleted_page_back(shop):
    shop.run()
    shop.page("returns/refund.md").delete()
    shop.run(overwrite=True)
    assert shop.page("returns/refund.md").title == "Refunds"


def test_a_home_page_with_words_of_its_own_keeps_them(homes, folder):
    homes["en"].summary = "Ours."
    homes["en"].save_revision().publish()
    report = folder.write({"en/.category.yml": "kind: home\ntitle: Theirs?\ndescription: Theirs.\n"}).run(under="home")
    homes["en"].refresh_from_db()
    assert (homes["en"].summary, report.number("conflict")) == ("Ours.", 1)


def test_a_home_page_nobody_wrote_on_is_filled(homes, folder):
    text = "kind: home\ntitle: What now?\ndescription: Ours.\npopular: [money, label]\n"
    folder.write({"en/.category.yml": text}).run(under="home")
    homes["en"].refresh_from_db()
    home = homes["en"]
    assert (home.hero_title, home.summary, home.popular_searches) == ("What now?", "Ours.", "money\nlabel")
