"""A second run writes what changed, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from importing.models import ImportedCollection
from importing.services import PlaceError
from tests.importing.conftest import article, category, messages

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing(shop):
    first = shop.run()
    before = list(Page.objects.order_by("pk").values()), Revision.objects.count()
    second = shop.run()
    assert (list(Page.objects.order_by("pk").values()), Revision.objects.count()) == before
    assert (first.number("new"), second.number("new"), second.number("unchanged")) == (6, 0, 6)


def test_a_second_run_asks_few_questions_however_many_pages_there_are(shop):
    def queries() -> int:
        shop.run()
        with CaptureQueriesContext(connection) as captured:
            shop.run()
        return len(captured)

    few = queries()
    shop.write({f"en/returns/more-{n}.md": article(f"More {n}") for n in range(30)})
    assert queries() == few, "the second run reads each page by itself"


def test_a_changed_file_updates_its_page_with_a_new_revision(shop):
    shop.run()
    before = shop.page("returns/refund.md")
    report = shop.write({"en/returns/refund.md": article("Refunds, soon", "New words.")}).run()
    after = shop.page("returns/refund.md")
    assert (after.pk, after.title, after.slug, after.live) == (before.pk, "Refunds, soon", "refund", True)
    assert after.latest_revision_id != before.latest_revision_id
    assert (report.number("changed"), report.number("unchanged")) == (1, 5)


def test_a_key_that_is_gone_empties_its_field(shop):
    shop.write({"en/returns/refund.md": article("Refunds", summary="Short.", tags="[a]")}).run()
    shop.write({"en/returns/refund.md": article("Refunds")}).run()
    page = shop.page("returns/refund.md")
    assert (page.summary, list(page.tags.names())) == ("", [])


def test_a_changed_category_updates_its_page(shop):
    shop.run()
    shop.write({"en/returns/.category.yml": category("Returns and refunds", 1)}).run()
    assert shop.page("returns").title == "Returns and refunds"


def test_a_changed_page_keeps_its_children_in_the_tree(shop):
    shop.run()
    shop.write({"en/returns/.category.yml": category("R"), "en/returns/new.md": article("New")}).run()
    assert not any(Page.find_problems())
    assert shop.page("returns").numchild == 3


def test_a_new_index_moves_the_page_among_its_siblings(shop):
    shop.run()
    shop.write({"en/returns/refund.md": article("Refunds", index=9)}).run()
    assert list(shop.page("returns").get_children().values_list("slug", flat=True)) == ["label", "refund"]
    assert not any(Page.find_problems())


def test_a_new_file_takes_its_place_between_the_old_ones(shop):
    shop.write({"en/returns/label.md": article("Labels", index=5)}).run()
    shop.write({"en/returns/new.md": article("New", index=3)}).run()
    assert list(shop.page("returns").get_children().values_list("slug", flat=True)) == ["refund", "new", "label"]


def test_a_page_that_an_editor_moved_is_updated_where_it_stands(shop):
    shop.write({"en/other/.category.yml": category("Other")}).run()
    shop.page("returns/refund.md").move(shop.page("other"), pos="last-child")
    shop.write({"en/returns/refund.md": article("Refunds, soon")}).run()
    page = shop.page("returns/refund.md")
    assert (page.title, page.get_parent().title) == ("Refunds, soon", "Other")


def test_a_removed_file_is_told_and_its_page_stays(shop):
    shop.run()
    (shop.path / "en/returns/refund.md").unlink()
    report = shop.run()
    assert report.number("removed") == 1
    assert "en/returns/refund.md" in messages(report, "warning")
    assert shop.page("returns/refund.md").live


def test_a_changed_picture_updates_the_page_that_shows_it(shop):
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h%dv9z"/></svg>'
    shop.write({"images/a.svg": picture % 1, "en/returns/refund.md": article("Refunds", "![A box](../../images/a.svg)")}).run()
    shop.write({"images/a.svg": picture % 2})
    assert shop.run().number("changed") == 1


def test_the_same_folder_below_another_page_needs_a_name_of_its_own(shop):
    shop.run()
    with pytest.raises(PlaceError, match="--collection"):
        shop.run(under="home/elsewhere")


def test_a_second_collection_stands_beside_the_first(shop):
    shop.run()
    report = shop.run(under="home/elsewhere", collection="second")
    assert report.number("new") == 6
    assert ImportedCollection.objects.count() == 2
