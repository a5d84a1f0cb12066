from __future__ import annotations

import re

import pytest

from faq_blocks.models import FaqPage
from tests.factories import add_page

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
