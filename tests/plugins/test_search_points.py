"""What plugins tell of pages when these are indexed, the facets they add, and how the index follows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django_tasks import task_backends

from content.audiences import ANONYMOUS, Audience, Reader
from kb.models import ArticlePage
from plugins import active, lifecycle
from plugins.hooks import add_filter
from plugins.hooks.testing import isolated_hooks
from plugins.lifecycle.removing import plan
from plugins.owners import owned_by
from plugins.settings import schema_of
from plugins.settings.saving import settings_save
from plugins.testing import activate_for_tests
from search.engines.database import DatabaseEngine
from search.facets import Facet, register_facet, registered_facets
from search.models import IndexedDocument
from search.outbox import outbox_process
from search.outdated import outdated_rebuild
from search.pages import load_pages
from search.queries import SearchQuery
from search.selectors import SearchPage, search_pages
from search.tasks import follow_plugins
from tests.factories import add_page
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db

MORE_TEXT = """
from dataclasses import replace
from sanad import add_filter
add_filter("search_document", lambda document: replace(document, body=document.body + " xylophone"))
"""
NUMBER = """
from django import forms
from sanad import SettingsForm, register_settings
class Settings(SettingsForm):
    number = forms.IntegerField(initial=1)
register_settings(Settings)
"""


@pytest.fixture
def skipping():
    """What fails is skipped as on a site."""
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def article(home):
    return add_page(home, ArticlePage, "Refund", summary="Money back.")


def document_of(page):
    return next(iter(load_pages([page.pk])))


def found(text: str, reader: Reader = ANONYMOUS, **more) -> SearchPage:
    outbox_process()
    return search_pages(SearchQuery(text, "en", **more), reader)


def titles(page: SearchPage) -> list[str]:
    return [hit.page.title for hit in page.hits]


class TestDocuments:
    def test_what_a_plugin_adds_is_indexed(self, make, article):
        make("one", ready(MORE_TEXT))
        with activate_for_tests("one"):
            assert "xylophone" in document_of(article).body

    def test_an_inactive_plugin_adds_nothing(self, make, article):
        make("one", ready(MORE_TEXT))
        with activate_for_tests():
            assert "xylophone" not in document_of(article).body

    @pytest.mark.parametrize(
        ("name", "value"),
        [("min_level", 0), ("required_groups", ""), ("key", "page:1"), ("language", "fa"), ("kind", "policy"), ("max_level", 0)],
    )
    def test_whose_a_document_is_stays(self, home, name, value):
        page = add_page(home, ArticlePage, "Secret", audience=Audience.AGENT)
        before = document_of(page)
        add_filter("search_document", lambda document: replace(document, **{name: value}, summary="changed"))

        after = document_of(page)
        assert (after.summary, getattr(after, name)) == ("changed", getattr(before, name))

    def test_a_document_that_no_engine_takes_is_indexed_without_the_plugin(self, article):
        add_filter("search_document", lambda document: replace(document, body=7, summary="changed"))

        assert document_of(article).summary == "Money back."

    @pytest.mark.parametrize("value", [float("nan"), 2.0, -1.0, None])
    def test_a_weight_beyond_all_others_is_not_taken(self, article, value):
        add_filter("search_document", lambda document: replace(document, helpful=value, summary="changed"))

        assert document_of(article).summary == "Money back."


class TestTheIndexFollows:
    def test_it_is_outdated_when_a_plugin_with_a_say_comes(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            assert DatabaseEngine().outdated() == ["made by another version"]

    def test_it_stays_when_a_plugin_without_a_say_comes(self, make, article):
        make("one")
        outbox_process()
        with activate_for_tests("one"):
            assert DatabaseEngine().outdated() == []

    def test_filled_anew_it_finds_what_the_plugin_adds(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            outdated_rebuild()
            assert "Refund" in titles(found("xylophone"))

    def test_filled_anew_it_has_nothing_of_a_plugin_that_left(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            outdated_rebuild()
        with activate_for_tests():
            outdated_rebuild()
            assert titles(found("xylophone")) == []

    def test_a_plugin_that_came_and_went_leaves_nothing(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            article.save_revision().publish()
            outbox_process()
        with activate_for_tests():
            assert DatabaseEngine().outdated() == []
            follow_plugins.call()
            assert titles(found("xylophone")) == []

    @pytest.mark.parametrize(("files", "asked"), [(ready(MORE_TEXT), 1), ({}, 0)], ids=["with a say", "without"])
    def test_it_is_asked_for_when_the_plugin_is_switched(self, make, settings, files, asked):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        make("one", files)
        lifecycle.activate("one")

        assert [each.task.func.__name__ for each in _tasks()] == ["follow_plugins"] * asked

    def test_it_is_outdated_when_a_plugin_with_a_say_is_set_otherwise(self, make, article):
        make("one", ready(MORE_TEXT + NUMBER))
        with activate_for_tests("one"):
            outdated_rebuild()
            before = DatabaseEngine().outdated()
            set_number(2)
            assert (before, DatabaseEngine().outdated()) == ([], ["made by another version"])

    @pytest.mark.parametrize(("files", "asked"), [(MORE_TEXT, 1), ("", 0)], ids=["with a say", "without"])
    def test_it_is_asked_for_when_a_plugin_is_set_otherwise(
        self, make, settings, django_capture_on_commit_callbacks, files, asked
    ):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        make("one", ready(files + NUMBER))
        with django_capture_on_commit_callbacks(execute=True):
            set_number(2)

        assert [each.task.func.__name__ for each in _tasks()] == ["follow_plugins"] * asked


def set_number(number: int) -> None:
    schema = schema_of("one")
    assert schema is not None
    form = schema({"number": number})
    assert form.is_valid()
    settings_save(slug="one", forms=[form])
    active.tell()  # the test's transaction never ends


def _tasks() -> Any:
    backend: Any = task_backends["default"]
    return backend.results


FACET = """
from sanad import Facet, register_facet, register_facet_values
register_facet(Facet("one__colour", "Colour", lambda value, titles: value.title()))
register_facet_values("one__colour", lambda ids: {pk: ["red" if pk == min(ids) else "blue"] for pk in ids})
"""


@pytest.fixture
def two_articles(home):
    return [add_page(home, ArticlePage, f"Refund {name}") for name in ("one", "two")]


class TestFacets:
    def facet(self, page: SearchPage):
        return next((each for each in page.facets if each.name == "one__colour"), None)

    def test_results_can_be_narrowed_by_it(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            narrowed = found("refund", filters=(("one__colour", ("red",)),))
            assert len(narrowed.hits) == 1

    def test_it_can_stand_before_the_others(self, make, two_articles):
        make("one", ready(FACET.replace("value.title())", "value.title()), order=10")))
        with activate_for_tests("one"):
            assert registered_facets()[0].name == "one__colour"

    def test_its_values_are_shown(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            assert {option.label for option in self.facet(found("refund")).options} == {"Red", "Blue"}

    def test_it_is_gone_at_once_when_the_plugin_is_switched_off(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            outbox_process()
        with activate_for_tests():
            assert self.facet(found("refund")) is None

    def test_a_name_without_the_slug_is_refused(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_facet(Facet("colour", "Colour", lambda value, titles: value))

    def test_labels_that_fail_cost_the_facet_only(self, make, two_articles, skipping):
        make("one", ready(FACET.replace("value.title()", "1 / 0")))
        with activate_for_tests("one"):
            page = found("refund")
            assert (self.facet(page), len(page.hits)) == (None, 2)

    def test_a_label_that_fails_is_the_name(self, make, two_articles, skipping):
        bad = "from django.utils.functional import lazystr\nclass Bad:\n    def __str__(self):\n        return 1 / 0\n"
        make("one", ready(bad + FACET.replace('"Colour"', "lazystr(Bad())")))
        with activate_for_tests("one"):
            assert self.facet(found("refund")).label == "one__colour"

    def test_values_that_fail_cost_no_page_its_place(self, make, two_articles, skipping):
        make("one", ready(FACET.replace("for pk in ids})", "for pk in nothing})")))
        with activate_for_tests("one"):
            assert len(found("refund").hits) == 2


MEASURE = "from sanad import register_page_measure\nregister_page_measure('views', lambda ids: dict.fromkeys(ids, 7))"


class TestUninstall:
    @pytest.fixture
    def left(self, make, two_articles):
        """A plugin that was switched off, with values in the index."""
        make("one", ready(FACET))
        lifecycle.activate("one")
        outbox_process()
        lifecycle.deactivate("one")

    def test_it_says_before_what_is_in_the_index(self, left):
        assert ("Search", ("2 pages in the search index",)) in plan("one").others

    def test_nothing_of_the_plugin_stays_in_the_index(self, left):
        lifecycle.uninstall("one")
        outbox_process()

        assert not IndexedDocument.objects.filter(facets__contains="one__colour").exists()


class TestMeasures:
    def test_a_plugin_moves_pages(self, make, article):
        make("one", ready(MEASURE.replace("7", "0.5")))
        with activate_for_tests("one"):
            assert document_of(article).views == 0.5

    def test_it_cannot_say_more_than_one(self, make, article):
        make("one", ready(MEASURE))
        with activate_for_tests("one"):
            assert document_of(article).views == 1.0

    def test_a_measure_that_fails_moves_nothing(self, make, article, skipping):
        make("one", ready(MEASURE.replace("7", "'much'")))
        with activate_for_tests("one"):
            assert document_of(article).views == 0.0
