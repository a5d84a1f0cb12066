"""Each kind of article shows its own fields to readers and to search, and none of another kind."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kb.kinds import SEARCH_KINDS
from kb.models import ArticlePage, CategoryPage, Kind
from search.documents import build, kind_label
from search.kind_names import is_called
from search.kinds import kinds_for
from tests.factories import add_page

pytestmark = pytest.mark.django_db

SOLUTION = "<p>Wait one working day.</p>"


def problem(title: str, cause: str = "It left today", solution: str = SOLUTION) -> dict[str, Any]:
    return {"type": "problem", "value": {"title": title, "causes": [{"cause": cause, "solution": solution}]}}


@pytest.fixture
def shelf(home: Any) -> Any:
    return add_page(home, CategoryPage, "Delivery", slug="delivery")


@pytest.fixture
def article(shelf: Any) -> Any:
    """An article of a kind, with something in the fields of all of them."""

    def make(kind: str, **fields: Any) -> Any:
        return add_page(
            shelf,
            ArticlePage,
            "Parcel",
            kind=kind,
            **{
                "minutes": 25,
                "needs": "A screwdriver\n\n The order number ",
                "problems": json.dumps([problem("Tracking says nothing")]),
                "release_version": "7.3",
                "released_on": datetime.date(2021, 5, 14),
                "definition": "What a courier carries.",
                "other_forms": "parcels\npackage",
                "body": json.dumps([{"type": "rich_text", "value": "<h2>And then</h2><p>Body.</p>"}]),
                **fields,
            },
        )

    return make


def html(page: Any, client: Client | None = None) -> str:
    response = (client or Client()).get(page.link)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def document(page: Any) -> Any:
    [found] = build([page])
    return found


SHOWN = {
    "how_to": ["25 minutes", "A screwdriver", "The order number"],
    "troubleshooting": ["Tracking says nothing", "It left today", "Wait one working day."],
    "release_note": ["7.3", "14 May 2021"],
    "term": ["What a courier carries.", "package"],
}
ALL_SHOWN = {words for each in SHOWN.values() for words in each}


@pytest.mark.parametrize("kind", Kind.values)
def test_readers_see_the_fields_of_the_kind_and_of_no_other(article: Any, kind: str) -> None:
    page = html(article(kind))
    assert {words for words in ALL_SHOWN if words in page} == {*SHOWN.get(kind, ())}


@pytest.mark.parametrize("kind", ["how_to", "troubleshooting", "term"])
def test_search_has_the_texts_of_the_kind(article: Any, kind: str) -> None:
    found = document(article(kind))
    text = " ".join((found.body, found.keywords, found.headings))
    wanted = [words for words in SHOWN[kind] if words != "25 minutes"]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("kind", Kind.values)
def test_search_has_no_text_of_another_kind(article: Any, kind: str) -> None:
    found = document(article(kind))
    text = " ".join((found.body, found.keywords, found.headings))
    others = {words for other, shown in SHOWN.items() if other != kind for words in shown}
    assert [words for words in others if words in text] == []


def test_a_release_is_found_by_its_version(article: Any) -> None:
    assert "7.3" in document(article("release_note")).headings


def test_only_release_notes_fade(article: Any) -> None:
    assert [kind for kind in Kind.values if document(article(kind)).fades] == ["release_note"]


@pytest.mark.parametrize("kind", Kind.values)
def test_search_knows_the_kind_by_a_name_that_visitors_may_know(article: Any, kind: str) -> None:
    found = document(article(kind)).kind
    assert found == SEARCH_KINDS.get(kind, "article")
    assert found in kinds_for(0)


@pytest.mark.parametrize("kind", SEARCH_KINDS.values())
@pytest.mark.parametrize("many", [False, True])
def test_a_kind_can_be_asked_for_as_the_interface_calls_it(kind: str, many: bool) -> None:
    assert is_called(kind, kind_label(kind, many=many))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("how_to", "panduan"), ("troubleshooting", "مشكلات"), ("term", "اصطلاحات"), ("release_note", "catatan rilis")],
)
def test_a_kind_has_names_in_other_languages(kind: str, name: str) -> None:
    assert is_called(kind, name)


def test_symptoms_stand_in_the_table_of_contents_before_the_text(article: Any) -> None:
    response = Client().get(article("troubleshooting").link)
    assert [heading.text for heading in response.context["toc"]] == ["Tracking says nothing", "And then"]


def test_a_link_in_a_solution_leads_to_the_page(article: Any, shelf: Any) -> None:
    target = add_page(shelf, ArticlePage, "Customs")
    link = f'<p><a linktype="page" id="{target.pk}">Read on</a></p>'
    page = article("troubleshooting", problems=json.dumps([problem("Nothing moves", solution=link)]))
    assert f'<a href="{target.link}">Read on</a>' in html(page)


def test_a_link_in_a_solution_never_betrays_a_page_for_others(article: Any, shelf: Any) -> None:
    target = add_page(shelf, ArticlePage, "Customs", audience=2, slug="secret-customs")
    link = f'<p><a linktype="page" id="{target.pk}">Read on</a></p>'
    assert "secret-customs" not in html(article("troubleshooting", problems=json.dumps([problem("A", solution=link)])))


@pytest.mark.parametrize("kind", Kind.values)
def test_no_kind_costs_a_query(article: Any, kind: str, django_assert_num_queries: Any) -> None:
    page = article(kind)
    html(page)
    with django_assert_num_queries(4):
        html(page)


def test_what_people_type_is_no_markup(article: Any) -> None:
    hostile = "<script>alert(1)</script>"
    page = article("how_to", needs=hostile)
    assert hostile not in html(page)
    assert "&lt;script&gt;" in html(page)


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (60, "1 hour"), (75, "75 minutes"), (150, "2 hours, 30 minutes"), (120, "2 hours")]
)
def test_a_time_is_told_as_people_say_it(article: Any, minutes: int, words: str) -> None:
    assert f">{words}<" in html(article("how_to", minutes=minutes)).replace("> ", ">").replace(" <", "<")


class TestForm:
    @pytest.fixture
    def form(self, client: Client, superuser: Any, article: Any) -> str:
        client.force_login(superuser)
        address = reverse("wagtailadmin_pages:edit", args=[article("article").pk])
        return client.get(address).content.decode()

    def test_it_shows_the_fields_of_the_chosen_kind_by_rules(self, form: str) -> None:
        assert 'data-controller="w-rules"' in form
        assert form.count('data-w-rules="{&quot;kind&quot;: &quot;how_to&quot;}"') == 3  # the hint and two fields

    def test_without_scripts_all_of_them_show(self, form: str) -> None:
        for name in ("minutes", "needs", "release_version", "released_on", "definition", "other_forms"):
            assert f'name="{name}"' in form

    def test_problems_are_not_offered_among_the_blocks_of_a_text(self, article: Any) -> None:
        offered = [*ArticlePage._meta.get_field("body").stream_block.child_blocks]
        assert "problem" not in offered
        assert "rich_text" in offered

    def test_minutes_below_one_are_refused(self, article: Any) -> None:
        from django.core.exceptions import ValidationError

        page = article("how_to")
        page.minutes = 0
        with pytest.raises(ValidationError, match="minutes"):
            page.full_clean()
