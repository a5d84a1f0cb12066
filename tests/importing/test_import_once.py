"""One run makes a sound tree of published, linked, translated pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from content.models import HelpPage
from content.visibility import visibility_problems
from importing.models import ImportedPage
from kb.models import ArticlePage, CategoryPage
from search.models import OutboxEntry
from tests.importing.conftest import article, category

pytestmark = pytest.mark.django_db


def test_folders_become_categories_and_files_articles_below_them(shop):
    shop.run()
    refund = shop.page("returns/refund.md")
    assert (type(refund), type(refund.get_parent().specific)) == (ArticlePage, CategoryPage)


def test_pages_are_live_with_a_published_revision_that_equals_them(shop):
    shop.run()
    refund = shop.page("returns/refund.md")
    stored = refund.get_latest_revision_as_object()
    assert refund.live and refund.live_revision_id == refund.latest_revision_id
    assert (stored.title, list(stored.body.raw_data)) == (refund.title, list(refund.body.raw_data))


def test_the_tree_is_sound_afterwards(shop, capsys):
    shop.run()
    call_command("fixtree", interactive=False)
    assert capsys.readouterr().out.count("No problems found") == 2
    assert not any(Page.find_problems())


def test_computed_visibility_is_right_afterwards(shop):
    shop.run()
    assert visibility_problems() == []


def test_the_same_path_is_the_same_page_in_every_language(shop):
    shop.run()
    assert shop.page("returns/refund.md").get_translations().get() == shop.page("returns/refund.md", "ar")


def test_siblings_stand_in_the_order_of_their_index(folder):
    folder.write(
        {
            "en/a/.category.yml": category("A"),
            "en/a/last.md": article("Last", index=9),
            "en/a/first.md": article("First", index=-3),
            "en/a/middle.md": article("Middle", index=2),
            "en/a/none.md": "---\ntitle: None\n---\n",
        }
    ).run()
    titles = folder.page("a").get_children().values_list("title", flat=True)
    assert list(titles) == ["First", "Middle", "Last", "None"]


def test_front_matter_fills_the_fields(folder):
    front: dict[str, Any] = {
        "summary": "Short.",
        "keywords": "[money back, refund]",
        "audience": "customer",
        "reviewed": "2026-11-03",
    }
    folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": article("X", tags="[one, Two]", **front)}).run()
    page = folder.page("a/x.md")
    assert (page.summary, page.search_keywords, page.effective_audience) == ("Short.", "money back\nrefund", 1)
    assert (str(page.reviewed_on), sorted(page.tags.names())) == ("2026-11-03", ["Two", "one"])


def test_slugs_come_from_file_names_in_any_script(folder):
    folder.write({"en/a/.category.yml": category("A"), "en/a/إرجاع it's.md": article("X")}).run()
    assert folder.page("a/إرجاع it's.md").slug == "إرجاع-its"


def test_two_names_with_one_slug_get_a_slug_each(folder):
    folder.write({"en/a/.category.yml": category("A"), "en/a/x!.md": article("X"), "en/a/x.md": article("X")}).run()
    assert {folder.page("a/x!.md").slug, folder.page("a/x.md").slug} == {"x", "x-2"}


def test_a_slug_that_an_editors_page_has_is_left_to_it(homes, folder):
    homes["en"].add_child(instance=CategoryPage(title="Own", slug="returns", locale=homes["en"].locale))
    folder.write({"en/returns/.category.yml": category("Returns")}).run(under="home")
    assert folder.page("returns").slug == "returns-2"


def test_missing_levels_are_made_as_categories_linked_between_languages(shop):
    shop.run(under="home/books/words")
    levels = CategoryPage.objects.filter(slug="words").order_by("path")
    assert [level.title for level in levels] == ["Words", "Words"]
    assert len({level.translation_key for level in levels}) == 1


def test_a_language_without_a_home_page_gets_one(shop, homes):
    homes["ar"].delete()
    shop.run()
    assert shop.page("returns", "ar").get_ancestors().filter(depth=2).get().translation_key == homes["en"].translation_key


def test_every_page_is_put_on_the_list_for_search(shop):
    OutboxEntry.objects.all().delete()
    shop.run()
    waiting = set(OutboxEntry.objects.values_list("key", flat=True))
    assert {f"page:{row.page_id}" for row in ImportedPage.objects.all()} <= waiting


def test_wagtails_own_search_finds_imported_pages(shop):
    shop.run()
    found = Page.objects.search("Refunds")
    assert shop.page("returns/refund.md").pk in [page.pk for page in found]


def test_history_and_references_are_those_of_plain_publishing(shop):
    """The batch writes by hand what add_child, save_revision and publish write; this holds the two against each other."""
    shop.run()
    batched = shop.page("returns/refund.md")
    plain = ArticlePage(title=batched.title, slug="plain", body=batched.body, locale=batched.locale)
    batched.get_parent().add_child(instance=plain)
    plain.save_revision().publish()
    plain.refresh_from_db()

    def facts(page):
        row = Page.objects.filter(pk=page.pk).values(
            "live", "has_unpublished_changes", "draft_title", "depth", "numchild", "locked"
        )
        part = HelpPage.objects.filter(pk=page.pk).values("effective_audience", "required_groups", "unlisted", "ancestors_live")
        log = PageLogEntry.objects.filter(page=page.pk).order_by("pk").values_list("action", "label", "deleted")
        refers = ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list("to_object_id", "model_path", "content_path")
        revision = Revision.objects.filter(object_id=str(page.pk)).values("content_type", "base_content_type", "object_str")
        return list(row), list(part), list(log), set(refers), list(revision)

    assert facts(batched) == facts(plain)


def test_revision_json_is_that_of_plain_publishing_but_for_its_own_ids(folder):
    folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": article("X", tags="[one]")}).run()
    batched = folder.page("a/x.md")
    imported = batched.latest_revision.content
    plain = batched.save_revision().content
    for content in (imported, plain):
        # A string of JSON, whose keys PostgreSQL orders in its own way.
        content["body"] = json.loads(content["body"])
    passing = {"latest_revision", "live_revision", "latest_revision_created_at", "first_published_at", "last_published_at"}
    assert {key for key in plain if plain[key] != imported.get(key)} <= passing
    assert set(plain) == set(imported)
