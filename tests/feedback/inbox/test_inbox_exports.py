"""The inbox as a file."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from feedback.models import Comment
from tests.feedback.inbox.conftest import comment_on

pytestmark = pytest.mark.django_db


def rows(browser, kind: str, **parameters) -> list[dict[str, str]]:
    response = browser.get(reverse("feedback_comments:index"), {"export": kind, **parameters})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    head, *found = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, each, strict=True)) for each in found]


@pytest.fixture(params=["csv", "xlsx"])
def kind(request) -> str:
    return request.param


def test_the_file_holds_what_the_list_shows(editing, article, kind):
    comment_on(article, "kept")
    comment_on(article, "settled", state="done")
    assert [(each["Comment"], each["Page"]) for each in rows(editing, kind)] == [("kept", "Send it back")]


def test_the_file_is_filtered_like_the_list(editing, article, kind):
    comment_on(article, "kept", reason="broken")
    comment_on(article, "left out")
    assert [each["Comment"] for each in rows(editing, kind, reason="broken")] == ["kept"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\n=1", "|calc", '=HYPERLINK("http://e.example")']
)
def test_nothing_in_it_is_a_formula(editing, article, kind, text):
    comment_on(article, text)
    assert rows(editing, kind)[0]["Comment"].startswith("'")


@pytest.mark.parametrize("field", ["note", "answer", "section"])
def test_what_others_typed_is_no_formula_either(editing, article, kind, field):
    comment_on(article, **{field: "=1"})
    assert "=1" not in rows(editing, kind)[0].values()


def test_nor_is_a_title(editing, article, kind):
    article.title = "=cmd()"
    article.save_revision().publish()
    comment_on(article)
    assert rows(editing, kind)[0]["Page"] == "'=cmd()"


def test_nor_is_an_address(ruling, article, kind):
    comment_on(article, email="=cmd@example.org")
    assert rows(ruling, kind)[0]["E-mail address"] == "'=cmd@example.org"


def test_arabic_stays_arabic(editing, article, kind):
    comment_on(article, "أين الزر؟ ۱۲۳", language="ar")
    assert rows(editing, kind)[0]["Comment"] == "أين الزر؟ ۱۲۳"


def test_a_csv_file_says_how_its_letters_are_written(editing, article):
    response = editing.get(reverse("feedback_comments:index"), {"export": "csv"})
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")


def test_signs_that_a_file_may_not_hold_are_left_out(editing, article, kind):
    comment_on(article, "a\x00\x0bb" if kind == "xlsx" else "a\x0bb")
    assert rows(editing, kind)[0]["Comment"] == "ab"


def test_addresses_are_only_for_those_who_may_see_them(editing, ruling, article, kind):
    comment_on(article, email="reader@example.org")
    seen = ["reader@example.org" in rows(browser, kind)[0].values() for browser in (editing, ruling)]
    assert seen == [False, True]


def test_what_somebody_may_not_see_is_in_no_file(editing, article, wiki_page, kind):
    comment_on(wiki_page, "secret")
    assert rows(editing, kind) == []


def test_a_long_list_is_read_in_parts(editing, article, kind, monkeypatch):
    monkeypatch.setattr("feedback.inbox.exporting.AT_ONCE", 10)
    one = comment_on(article, "0")
    key = {"target_type": one.target_type, "target_id": one.target_id, "language": "en"}
    Comment.objects.bulk_create(Comment(**key, text=str(number)) for number in range(1, 35))
    assert {each["Comment"] for each in rows(editing, kind)} == {str(number) for number in range(35)}
