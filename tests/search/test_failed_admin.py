"""The queue of failed searches in the admin: who sees it, what it shows."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from search.models import FailedQuery
from tests.search.failed_searches import failed

pytestmark = pytest.mark.django_db
Status, Answer = FailedQuery.Status, FailedQuery.Answer


def listing(browser, **parameters) -> str:
    response = browser.get(reverse("search_failed:index"), parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_sees_the_queue(editing):
    failed()
    assert "zeppelin" in listing(editing)


def test_whoever_may_do_everything_sees_it_too(client, superuser):
    client.force_login(superuser)
    failed("secret limits", side="internal")
    assert "secret limits" in listing(client)


def test_nothing_is_added_by_hand(client, superuser):
    client.force_login(superuser)
    assert "Add failed search" not in listing(client)


@pytest.mark.parametrize("who", ["customer", "agent"])
def test_others_do_not_get_in(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("search_failed:index")).status_code == 302


def test_an_editor_without_the_right_does_not_get_in(client, editor, homes):
    Group.objects.get(name="Editors").permissions.remove(*Permission.objects.filter(codename="change_failedquery"))
    client.force_login(editor)
    assert client.get(reverse("search_failed:index")).status_code == 302


def test_what_agents_asked_is_hidden_from_an_editor(editing):
    failed("secret limits", side="internal")
    assert "secret limits" not in listing(editing, status="all")


def test_what_agents_asked_is_shown_to_an_agent(leading):
    failed("secret limits", side="internal")
    assert "secret limits" in listing(leading)


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_what_agents_asked_is_in_no_file_for_an_editor(editing, export):
    failed("secret limits", side="internal")
    response = editing.get(reverse("search_failed:index"), {"export": export})
    assert b"secret" not in response.getvalue()


def test_the_queue_begins_with_what_waits(editing):
    failed("one", status=Status.ANSWERED)
    failed("two", status=Status.DISMISSED)
    shown = listing(editing)
    assert (">one<" in shown, ">two<" in shown) == (True, False)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"status": "dismissed"}, {"gone"}),
        ({"status": "all"}, {"empty", "left", "gone", "arab"}),
        ({"language": "ar"}, {"arab"}),
        ({"kind": "without_click"}, {"left"}),
        ({"kind": "without_results"}, {"empty", "arab"}),
        ({"q": "emp"}, {"empty"}),
    ],
)
def test_the_queue_can_be_narrowed(editing, parameters, expected):
    failed("empty")
    failed("left", without_results=0, without_click=4)
    failed("gone", status=Status.DISMISSED, without_results=0, without_click=0)
    failed("arab", language="ar")
    shown = listing(editing, **parameters)
    assert {name for name in ("empty", "left", "gone", "arab") if f">{name}<" in shown} == expected


@pytest.mark.parametrize(("ordering", "expected"), [("without_results", "ab"), ("-without_results", "ba"), ("", "ba")])
def test_the_queue_can_be_sorted(editing, ordering, expected):
    failed("aaa", without_results=2, last_week=1)
    failed("bbb", without_results=9, last_week=5)
    shown = listing(editing, ordering=ordering)
    assert (shown.index(">aaa<") < shown.index(">bbb<")) == (expected == "ab")


@pytest.mark.parametrize(
    "parameters", [{"ordering": "pk; drop"}, {"status": "x"}, {"p": "99999"}, {"language": "xx"}, {"q": "\x00"}]
)
def test_garbage_in_the_address_is_no_fault(editing, parameters):
    failed()
    listing(editing, **parameters)


def test_a_text_is_shown_in_its_own_direction_and_language(editing):
    failed("استرداد", language="ar")
    assert 'dir="auto" lang="ar">استرداد<' in listing(editing)


@pytest.mark.parametrize(("now", "before", "word"), [(5, 2, "rising"), (1, 4, "falling"), (3, 3, "steady")])
def test_the_trend_is_a_word(editing, now, before, word):
    failed(last_week=now, week_before=before)
    assert word in listing(editing) and f"{now} this week, {before} the week before" in listing(editing)


def test_markup_in_a_query_is_text(editing):
    failed("<script>alert(1)</script>")
    assert "<script>alert(1)" not in listing(editing)


def test_an_empty_queue_says_so(editing):
    assert "Nothing waits" in listing(editing)


def test_a_spreadsheet_runs_nothing(editing):
    failed("=1+1")
    response = editing.get(reverse("search_failed:index"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode())))
    assert rows[1][0] == "'=1+1"


def test_an_excel_file_has_every_row(editing):
    for number in range(60):
        failed(f"zeppelin {number}")
    response = editing.get(reverse("search_failed:index"), {"export": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.max_row == 61


def test_queries_do_not_grow_with_the_rows(editing, django_assert_max_num_queries):
    failed("one")
    listing(editing)
    for number in range(30):
        failed(f"zeppelin {number}")
    with django_assert_max_num_queries(30):
        listing(editing)


def test_the_synonym_form_is_filled_in(editing):
    entry = failed("استرداد", language="ar")
    address = reverse("search_synonyms:add")
    link = next(part for part in listing(editing).split('"') if part.startswith(address)).replace("&amp;", "&")
    assert parse_qs(urlsplit(link).query) == {"language": ["ar"], "terms": ["استرداد"], "failed": [str(entry.pk)]}


def test_ways_that_a_person_may_not_go_are_not_offered(editing):
    Group.objects.get(name="Editors").permissions.remove(*Permission.objects.filter(codename="add_synonymset"))
    failed()
    assert reverse("search_synonyms:add") not in listing(editing)
