"""Structured data of articles: terms that schema.org knows, and nothing that the anonymous do not see."""

from __future__ import annotations

import re

import pytest

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage, Kind
from tests.factories import add_page
from tests.theme.test_structured import HOSTILE, things_in

pytestmark = pytest.mark.django_db

# What each type has of its own or from the types above it, as far as we write it: https://schema.org/version/latest
THING = {"@type", "name", "description", "url", "image", "mainEntityOfPage"}
WORK = THING | {"headline", "inLanguage", "datePublished", "dateModified", "keywords", "publisher"}
VOCABULARY = {
    "Article": WORK,
    "TechArticle": WORK,
    "HowTo": WORK | {"step", "totalTime", "supply"},
    "HowToStep": THING | {"position", "text"},
    "HowToSupply": THING,
    "DefinedTerm": THING,
    "Organization": THING | {"logo"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}


def steps(*titles):
    items = [{"type": "item", "value": {"title": title, "text": f"<p>Do <b>{title}</b>.</p>"}} for title in titles]
    return {"type": "steps", "value": {"steps": items}}


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


def data_of(client, category, user=None, **fields):
    fields = {"slug": "page", "summary": "In short.", **fields}
    add_page(category, ArticlePage, fields.pop("title", "Send it back"), **fields)
    if user:
        client.force_login(user)
    return next(each for each in things_in(client.get("/en/returns/page/")) if each["@type"] != "BreadcrumbList")


def unknown_terms(value):
    if isinstance(value, list):
        return [wrong for each in value for wrong in unknown_terms(each)]
    if not isinstance(value, dict):
        return []
    own = [f"{value['@type']}.{name}" for name in value if name not in VOCABULARY[value["@type"]]]
    return own + [wrong for each in value.values() for wrong in unknown_terms(each)]


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_is_told_in_terms_of_the_vocabulary(category, client, kind):
    fields = {"definition": "What it means.", "minutes": 5, "needs": "A box\nTape", "body": [steps("Open", "Close")]}
    assert unknown_terms(data_of(client, category, kind=kind, **fields)) == []


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("article", "Article"),
        ("policy", "Article"),
        ("release_note", "Article"),
        ("reference", "TechArticle"),
        ("troubleshooting", "TechArticle"),
        ("how_to", "HowTo"),
        ("term", "DefinedTerm"),
    ],
)
def test_kinds_have_their_types(category, client, kind, type_):
    assert data_of(client, category, kind=kind, definition="x", body=[steps("Open")])["@type"] == type_


def test_a_how_to_has_its_steps_time_and_needs(category, client):
    data = data_of(
        client, category, kind="how_to", minutes=5, needs="A box\n Tape \n", body=[steps("Open", "Close"), steps("Go")]
    )
    assert [(each["position"], each["name"], each["text"]) for each in data["step"]] == [
        (1, "Open", "Do Open."),
        (2, "Close", "Do Close."),
        (3, "Go", "Do Go."),
    ]
    assert data["totalTime"] == "PT5M"
    assert [each["name"] for each in data["supply"]] == ["A box", "Tape"]


def test_a_how_to_without_steps_is_an_article(category, client):
    data = data_of(client, category, kind="how_to", minutes=5)
    assert data["@type"] == "TechArticle"
    assert "totalTime" not in data


def test_steps_for_agents_are_told_to_nobody(category, client, agent):
    body = [steps("Open"), {"type": "audience", "value": {"audience": Audience.AGENT.value, "body": [steps("Secret")]}}]
    data = data_of(client, category, user=agent, kind="how_to", body=body)
    assert [each["name"] for each in data["step"]] == ["Open"]


def test_what_belongs_to_every_article(category, client):
    data = data_of(client, category)
    assert (data["headline"], data["description"], data["inLanguage"]) == ("Send it back", "In short.", "en")
    assert data["mainEntityOfPage"] == "http://testserver/en/returns/page/"
    assert re.match(r"\d{4}-\d\d-\d\dT", data["dateModified"])
    assert data["publisher"]["@type"] == "Organization"


def test_a_field_of_another_kind_is_not_told(category, client):
    assert "In secret" not in str(data_of(client, category, kind="article", definition="In secret", needs="In secret"))


@pytest.mark.parametrize("text", [each for each in HOSTILE if "\ud800" not in each])
def test_hostile_texts_are_read_as_they_were_written(category, client, text):
    data = data_of(client, category, title=text, summary=text, kind="how_to", needs=text, body=[steps(text.replace("<", ""))])
    assert data["headline"] == text
    assert data["supply"][0]["name"] == text.strip()
