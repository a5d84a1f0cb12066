"""The matrix as a file: a line for each original and language."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from kb.models import ArticlePage
from localization.models import Level, Stage
from tests.factories import add_page
from tests.localization.tracking import add_translation, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["csv", "xlsx"])
def kind(request):
    return request.param


def lines(browser, kind, name="matrix", **parameters):
    response = browser.get(reverse(f"localization_admin:{name}"), {"export": kind, **parameters})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    head, *found = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, each, strict=True)) for each in found]


def test_each_language_has_a_line(editing, source, homes, kind):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM, words_total=10, words_done=4, due=in_days(3))
    add_translation(source, "ar", stage=Stage.REVIEW)
    found = {each["Language"]: each for each in lines(editing, kind) if each["Title"] == "Send it back"}
    assert {code: each["State"] for code, each in found.items()} == {"fa": "outdated", "ar": "in review", "id": "missing"}
    assert int(found["fa"]["Words to do"]) == 6
    assert found["fa"]["Change of the source"] == "medium"
    assert str(found["fa"]["Due"]).startswith(f"{in_days(3):%Y-%m-%d}")


def test_it_is_filtered_like_the_list(editing, category, source, homes, kind):
    add_page(category, ArticlePage, "Parcels")
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM)
    found = lines(editing, kind, language="fa", state="outdated")
    assert [(each["Title"], each["Language"]) for each in found] == [("Send it back", "fa")]


def test_a_title_is_no_formula(editing, category, kind):
    add_page(category, ArticlePage, "=cmd()")
    assert any(each["Title"] == "'=cmd()" for each in lines(editing, kind))
    assert not any(each["Title"] == "=cmd()" for each in lines(editing, kind))


def test_arabic_stays_arabic(editing, category, kind):
    add_page(category, ArticlePage, "إرجاع")
    assert any(each["Title"] == "إرجاع" for each in lines(editing, kind))
