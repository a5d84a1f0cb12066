from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.anchors import CHROME_IDS
from faq_blocks.models import FaqPage, QuestionPlace
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic

ID = re.compile(r'\bid="([^"]+)"')
SITE = Path(__file__).resolve().parents[2] / "site"
# Screens of editors, and pages without a text of their own.
ELSEWHERE = (
    *(
        "/admin/",
        "/plugins/templates/",
        "/search/templates/",
        "/accounts/",
        "/question.html",
        "/theme/compare",
        "/content/review/",
        "/localization/templates/",
    ),
    *("/wiki/grants/", "/wiki/marks/mine", "/wiki/must_read/list", "/wiki/lookup/page"),
)

pytestmark = pytest.mark.django_db


def accordion(heading: str) -> dict:
    entries = [{"question": "How much?", "answer": "<p>Nothing.</p>"}]
    return {"type": "faq_accordion", "value": {"heading": heading, "entries": entries, "first_open": False, "one_open": True}}


def test_no_id_stands_twice_on_a_page(home, client):
    page = add_page(home, FaqPage, "Questions", slug="questions", body=[accordion("Costs"), accordion("Costs")])
    ids = re.findall(r'\bid="([^"]+)"', client.get(page.link).content.decode())
    assert len(ids) == len(set(ids)), sorted(ids)


def test_two_accordions_of_the_same_heading_open_apart(home, client):
    page = add_page(home, FaqPage, "Questions", slug="questions", body=[accordion("Costs"), accordion("Costs")])
    names = re.findall(r'<details[^>]*\bname="([^"]+)"', client.get(page.link).content.decode())
    assert len(set(names)) == 2


@pytest.mark.parametrize("loading", ["page", "demand"])
def test_no_question_has_the_id_of_something_else(home, client, loading):
    topic = add_topic("Returns")
    for slug in ("main", "long-list-filter", "topic-returns", "toc-title", "FAQ", "faq"):
        add_question(f"What of {slug}?", slug=slug, topic=topic)
    add_question("In none?")
    page = add_page(home, FaqPage, "FAQ", slug="faqs", lists_library=True, answer_loading=loading)
    ids = ID.findall(client.get(page.link).content.decode())
    assert len(ids) == len(set(ids)), sorted(ids)


@pytest.mark.parametrize("loading", ["page", "demand"])
def test_a_link_to_a_question_finds_it_whatever_its_slug(home, client, loading, django_capture_on_commit_callbacks):
    for slug in ("main", "FAQ", "plain"):
        add_question(f"What of {slug}?", slug=slug)
    with django_capture_on_commit_callbacks(execute=True):
        page = add_page(home, FaqPage, "FAQ", slug="faqs", lists_library=True, answer_loading=loading)
        page.save_revision().publish()
    places = set(QuestionPlace.objects.filter(page=page).values_list("anchor", flat=True))
    assert places == {"main-2", "faq", "plain"}
    assert places <= set(ID.findall(client.get(page.link).content.decode()))


def test_every_id_around_a_text_is_kept_for_it():
    names = [name for name in SITE.glob("*/templates/**/*.html") if not any(each in str(name) for each in ELSEWHERE)]
    found = {each: name.name for name in names for each in re.findall(r'\bid="([a-z0-9-]+)"', name.read_text())}
    assert {each: name for each, name in found.items() if each not in CHROME_IDS} == {}
