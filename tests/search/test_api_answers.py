"""What the search API answers beside titles: ages, languages, other languages, filters; and HEAD."""

import pytest

from search.engines.database import DatabaseEngine

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(center):
    shelf = center.page("Shelf")
    center.page("Refund times", parent=shelf)
    center.page("Refund of costs")
    center.settle()
    center.shelf = shelf
    return center


def found(client, query):
    response = client.get(f"/api/search/?{query}")
    assert response.status_code == 200
    return response.json()


def test_a_hit_tells_its_day_and_language(client, filled):
    hits = found(client, "q=refund+times&language=en")["hits"]
    day = filled.shelf.last_published_at.date().isoformat()
    assert (hits[0]["updated"], hits[0]["language"]) == (day, "en")


def test_a_page_without_a_day_has_none(client, filled):
    type(filled.shelf).objects.update(last_published_at=None)
    assert found(client, "q=refund+times&language=en")["hits"][0]["updated"] is None


def test_other_languages_are_told_when_there_is_little(client, filled):
    answer = found(client, "q=refund&language=fa")
    assert (answer["hits"], {hit["language"] for hit in answer["elsewhere"]}) == ([], {"en"})


def test_enough_in_one_language_leaves_the_others_out(client, filled):
    filled.page("Refund by card")
    filled.page("Refund", language="id")
    filled.settle()
    assert found(client, "q=refund&language=en")["elsewhere"] == []


@pytest.mark.parametrize("name", ["category", "in", "base"])
def test_a_category_narrows(client, filled, name):
    hits = found(client, f"q=refund&language=en&{name}={filled.shelf.pk}")["hits"]
    assert [hit["title"] for hit in hits] == ["<mark>Refund</mark> times"]


@pytest.mark.parametrize("narrowed", ["kind=faq", "tag=x", "product=x"])
def test_other_filters_narrow(client, filled, narrowed):
    assert found(client, f"q=refund&language=en&{narrowed}")["hits"] == []


@pytest.mark.parametrize("path", ["/api/search/?q=refund&language=en", "/api/suggest/?q=refu&language=en"])
def test_head_is_answered_as_get_without_a_body(client, filled, path):
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_but_reading_is_allowed(client, filled, method):
    assert getattr(client, method)("/api/search/?q=refund").status_code == 405


@pytest.mark.parametrize("page", ["2", "٢", "۲"])
def test_a_page_is_told_in_the_digits_of_any_script(client, filled, page):
    assert client.get("/api/search/", {"q": "refund", "page": page}).json()["page"] == 2


def test_a_page_that_is_no_number_is_refused(client, filled):
    assert client.get("/api/search/?q=refund&page=x").status_code == 400


@pytest.mark.parametrize("stood_in", [True, False])
def test_it_tells_that_the_database_stood_in(client, filled, monkeypatch, stood_in):
    monkeypatch.setattr("search.selectors.answer", lambda ask, part="": (ask(DatabaseEngine()), stood_in))
    assert client.get("/api/search/?q=refund").json()["stood_in"] is stood_in
