"""Many translations at once: as drafts, parents first, never twice, and with all that Wagtail would have written."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction, ReferenceIndex, Revision

from content.models import HelpPage
from content.visibility import visibility_problems
from faq_blocks.models import Question, Topic
from kb.models import ArticlePage, ArticleTag, CategoryPage
from localization.creating import Fill, fillers, register_filler, translations_create
from localization.models import Origin, Stage, Translation, TranslationEvent, Unit, UnitState
from localization.problems import sentence_of
from localization.targets import target_of
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic
from tests.localization.working import begun, locale_of
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


def body(text: str = "Text") -> str:
    return json.dumps([{"type": "rich_text", "value": f"<p>{text}</p>", "id": "aa"}])


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Shelf")


@pytest.fixture
def articles(shelf):
    inner = add_page(shelf, CategoryPage, "Inner")
    here = [add_page(shelf, ArticlePage, f"Article {number}", body=body(f"Text {number}")) for number in range(4)]
    return [*here, add_page(inner, ArticlePage, "Deep", body=body())]


def create(sources, code="fa", **more):
    return translations_create(sources=sources, locale=locale_of(code), user=None, **more)


def persian():
    return Page.objects.filter(locale__language_code="fa", depth__gt=2)


def assert_sound():
    assert Page.find_problems() == ([], [], [], [], [])
    assert visibility_problems() == []


def test_all_tables_of_a_page_have_its_number(shelf, articles):
    """A page that is gone leaves a gap in one table and none in the other, whose own count is then another."""
    add_page(shelf, ArticlePage, "Gone").delete()
    create(articles)
    made = Page.objects.filter(locale__language_code="fa", depth__gt=2)
    assert made.count() == HelpPage.objects.filter(pk__in=made.values("pk")).count() == 7


def test_pages_are_made_as_drafts_below_the_translations_of_their_parents(articles):
    created = create(articles)
    assert (len(created.made), created.skipped, created.problems) == (7, 0, [])
    assert_sound()
    for article in articles:
        page = article.get_translation(locale_of("fa"))
        assert (page.live, page.has_unpublished_changes, page.title) == (False, True, article.title)
        assert page.get_parent().translation_key == article.get_parent().translation_key
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"
        assert page.get_latest_revision_as_object().body.get_prep_value() == article.body.get_prep_value()
    assert not persian().filter(live=True).exists()


def test_rows_are_those_that_wagtail_would_have_written(articles):
    theirs = articles[0].copy_for_translation(locale_of("id"), copy_parents=True)
    theirs.refresh_from_db()
    create(articles)
    ours = articles[0].get_translation(locale_of("fa"))
    # What stands above is an alias that readers see there, and a draft here.
    different = {"id", "path", "locale_id", "url_path", "latest_revision_id", "latest_revision_created_at", "ancestors_live"}
    for field in ArticlePage._meta.concrete_fields:
        if field.attname not in different | {"page_ptr_id", "helppage_ptr_id", "owner_id"}:
            assert getattr(ours, field.attname) == getattr(theirs, field.attname), field.attname
    assert (ours.depth, ours.numchild) == (theirs.depth, theirs.numchild)


def test_units_are_the_segments_of_the_source(articles):
    translation = begun(articles[0])
    rows = [(unit.path, unit.source, unit.state) for unit in translation.units.all()]
    assert rows == [("title", "Article 0", UnitState.TO_DO), ("body.aa", "Text 0", UnitState.TO_DO)]
    assert (translation.units_total, translation.units_done, translation.words_total, translation.words_done) == (2, 0, 4, 0)
    assert (translation.stage, translation.title, translation.page_id) == (
        Stage.TO_DO,
        "Article 0",
        articles[0].get_translation(locale_of("fa")).pk,
    )
    assert translation.content_type.model_class() is ArticlePage
    assert translation.snapshot and translation.snapshot.revision == articles[0].live_revision_id
    assert [event.what for event in translation.events.all()] == [TranslationEvent.What.CREATED]


def test_a_second_time_nothing_is_made(articles):
    first = create(articles)
    pages, units, revisions = Page.objects.count(), Unit.objects.count(), Revision.objects.count()
    again = create([*articles, *articles])
    assert (again.made, sorted(again.there)) == ([], sorted(set(first.made) - again_above(first, articles)))
    assert (Page.objects.count(), Unit.objects.count(), Revision.objects.count()) == (pages, units, revisions)


def again_above(created, articles) -> set[int]:
    """The translations of pages above, which nobody asked for by name."""
    keys = {article.translation_key for article in articles}
    return set(Translation.objects.filter(pk__in=created.made).exclude(translation_key__in=keys).values_list("pk", flat=True))


def test_work_that_was_broken_off_is_finished_the_next_time(articles, monkeypatch):
    monkeypatch.setattr("localization.creating.making.CHUNK", 2)
    first = create(articles, on_chunk=lambda _number: False)
    assert len(first.made) == 1
    assert_sound()
    create(articles, on_chunk=lambda _number: Translation.objects.count() < 4)
    assert 3 < Translation.objects.count() < 7
    assert_sound()
    create(articles)
    assert (Translation.objects.count(), persian().count()) == (7, 7)
    assert_sound()


def test_a_chunk_that_fails_leaves_nothing_behind(articles, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the worker is killed")

    monkeypatch.setattr("localization.creating.pages.translations_write", fail)
    with pytest.raises(RuntimeError):
        create(articles)
    assert (persian().count(), Translation.objects.count()) == (0, 0)
    monkeypatch.undo()
    create(articles)
    assert persian().count() == 7
    assert_sound()


def test_each_chunk_is_told_of(articles, monkeypatch):
    monkeypatch.setattr("localization.creating.making.CHUNK", 3)
    numbers: list[int] = []

    def told(number: int) -> bool:
        numbers.append(number)
        return True

    create(articles, on_chunk=told)
    assert numbers == [1, 3, 2, 1]


def test_what_belongs_to_pages_comes_along(articles, superuser):
    article = articles[0]
    article.tags.add("returns")
    article.save()
    rule = PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.add(Group.objects.get(name="Agents"))
    translations_create(sources=[article], locale=locale_of("fa"), user=superuser)
    page = article.get_translation(locale_of("fa"))
    assert list(page.tags.names()) == ["returns"]
    assert ArticleTag.objects.filter(content_object_id=page.pk).count() == 1
    own = PageViewRestriction.objects.get(page_id=page.pk)
    assert [group.name for group in own.groups.all()] == ["Agents"]
    assert page.required_groups
    assert page.owner == superuser
    entry = PageLogEntry.objects.get(page_id=page.pk, action="wagtail.copy_for_translation")
    assert (entry.action, entry.user, entry.revision_id) == ("wagtail.copy_for_translation", superuser, page.latest_revision_id)
    assert_sound()


def test_the_search_and_the_list_of_uses_of_the_admin_know_them(shelf, django_capture_on_commit_callbacks):
    linked = add_page(shelf, ArticlePage, "Linked")
    link = f'See <a linktype="page" id="{linked.pk}">it</a>'
    article = add_page(shelf, ArticlePage, "Lighthouse", body=body(link))
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        create([article])
    assert len([each for each in callbacks if "_tell" in repr(each)]) == 2, "one for each chunk: the shelf, the article"
    page = article.get_translation(locale_of("fa"))
    assert page.pk in {found.pk for found in Page.objects.search("Lighthouse")}
    assert [row.to_object_id for row in ReferenceIndex.get_references_for_object(page) if row.model_path.startswith("body")] == [
        str(linked.pk)
    ]


def test_a_space_of_the_wiki_stays_as_closed_as_its_source(home, agent):
    space = add_page(home, SpacePage, "Secret")
    space.readers.set([Group.objects.get(name="Leads")])
    space.save()
    page = add_page(space, WikiPage, "Plan", body=body())
    create([page])
    own = SpacePage.objects.get(locale__language_code="fa")
    assert [group.name for group in own.readers.all()] == ["Leads"]
    assert page.get_translation(locale_of("fa")).required_groups == WikiPage.objects.get(pk=page.pk).required_groups != ""
    assert_sound()


def test_names_of_addresses_are_free(shelf, homes):
    first = add_page(shelf, ArticlePage, "Same", slug="same")
    begun(shelf)
    theirs = CategoryPage.objects.get(locale__language_code="fa")
    add_page(theirs, ArticlePage, "Somebody's own", slug="same")
    create([first])
    assert first.get_translation(locale_of("fa")).slug == "same-2"
    assert_sound()


def test_the_home_page_of_a_new_language_stands_beside_the_others(homes, shelf):
    from wagtail.models import Locale

    Locale.objects.get_or_create(language_code="de")
    create([shelf], "de")
    home = Page.objects.get(locale__language_code="de", depth=2)
    assert (home.live, home.slug) == (False, f"{homes['en'].slug}-de")
    assert_sound()


def test_a_linked_page_is_adopted_or_reported_and_never_written_over(articles, homes):
    shelf = begun(articles[0].get_parent().specific).page
    own = ArticlePage(title="Its own", slug="own", locale=locale_of("fa"), translation_key=articles[0].translation_key)
    assert shelf
    shelf.specific.add_child(instance=own)
    created = create(articles)
    own.refresh_from_db()
    assert own.title == "Its own"
    assert Page.objects.filter(translation_key=articles[0].translation_key, locale=locale_of("fa")).count() == 1
    adopted = Translation.objects.filter(page=own).exists()
    told = [sentence_of(each) for each in created.problems]
    assert adopted or "“Article 0” has a linked page" in told[0]


def test_a_translation_of_a_translation_is_one_of_the_first_source(articles):
    create(articles)
    middle = articles[0].get_translation(locale_of("fa"))
    create([middle], "id")
    made = Translation.objects.get(translation_key=articles[0].translation_key, locale=locale_of("id"))
    assert made.source_locale == locale_of("en")


def test_a_page_that_went_meanwhile_is_a_problem_and_no_crash(articles):
    gone = articles[0]
    Page.objects.get(pk=gone.pk).delete()
    created = create(articles)
    assert [each["code"] for each in created.problems] == ["gone"]
    assert persian().count() == 6


@pytest.fixture
def memory():
    def knows(sources, source_locale, locale):
        assert (source_locale.language_code, locale.language_code) == ("en", "fa")
        known = {"Article 0": Fill("مقاله"), "Text 0": Fill("متن", Origin.MACHINE, "dummy", 0, needs_edit=True)}
        return {source: known[source] for source in sources if source in known}

    register_filler(knows)
    yield
    fillers.remove(knows)


def test_what_is_known_already_is_filled_in(articles, memory):
    translation = begun(articles[0])
    title, text = translation.units.all()
    assert (title.text, title.state, title.origin, title.match) == ("مقاله", UnitState.DONE, Origin.MEMORY, 100)
    assert (text.text, text.origin, text.engine, text.needs_edit) == ("متن", Origin.MACHINE, "dummy", True)
    assert (translation.units_done, translation.words_done) == (1, 2)
    page = target_of(translation)
    assert page
    assert (page.title, page.slug, page.draft_title) == ("مقاله", "مقاله", "مقاله")
    assert page.body.raw_data[0]["value"] == "<p>متن</p>"


def test_snippets_are_begun_with_their_places(homes):
    topic = add_topic("Returns")
    question = add_question("May I?", "<p>Yes.</p>", topic=topic)
    created = create([question, topic])
    assert len(created.made) == 2
    own = Question.objects.get(locale=locale_of("fa"))
    assert (own.live, own.question) == (False, "May I?")
    assert not Topic.objects.filter(locale=locale_of("fa")).exists()
    assert create([question, topic]).skipped == 2


def test_the_queries_do_not_grow_with_the_pages(shelf, homes):
    begun(shelf)
    some = [add_page(shelf, ArticlePage, f"A {number}", body=body()) for number in range(5)]
    more = [add_page(shelf, ArticlePage, f"B {number}", body=body()) for number in range(25)]
    create([add_page(shelf, ArticlePage, "Warm", body=body())])
    with CaptureQueriesContext(connection) as few:
        create(some)
    with CaptureQueriesContext(connection) as many:
        create(more)
    assert len(many) <= len(few) + 2, "a chunk is written by some statements, whatever is in it"
    assert len(many) / 25 <= 5
