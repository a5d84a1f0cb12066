"""Files say the criteria, the limit and the approval of an exception, and get them back from an export."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from tests.importing.conftest import article, category
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage

pytestmark = pytest.mark.django_db

CRITERIA = ["days at_most 45", "amount over 100 EUR", "country any_of id, MY"]
MEANT = ["days at_most 45", "amount over 100 EUR", "country any_of ID, MY"]


def files(**fields) -> dict[str, str]:
    exception = {"kind": "exception", "policy": "../p.md", "condition": "Late.", "grants": "Credit", **fields}
    policy = {"kind": "policy", "rule": "Thirty days.", "approved_by": "Head", "approved_on": "2026-01-02"}
    return {
        "en/w/.category.yml": category("Wiki", kind="space"),
        "en/w/p.md": article("Policy", **policy, reviewed="2026-01-03", verified_until="2027-01-03"),
        "en/w/p/e.md": article("Exception", **exception),
    }


def written(exception) -> list[str]:
    return [str(row) for row in exception.criteria.all()]


def test_a_new_exception_has_them(folder):
    folder.write(files(criteria=CRITERIA, limit_amount=80, limit_currency="eur", approval="manager")).run(under="home")
    found = PolicyExceptionPage.objects.get()
    assert (written(found), found.limit_amount, found.limit_currency, found.approval) == (MEANT, Decimal(80), "EUR", "manager")


def test_the_version_has_them_too(folder):
    folder.write(files(criteria=CRITERIA)).run(under="home")
    assert written(PolicyExceptionPage.objects.get().get_latest_revision_as_object()) == MEANT


def test_a_changed_file_changes_them(folder):
    folder.write(files(criteria=CRITERIA)).run(under="home")
    folder.write(files(criteria=["days at_most 60"])).run(under="home")
    assert written(PolicyExceptionPage.objects.get()) == ["days at_most 60"]


def test_what_is_gone_from_the_file_is_gone(folder):
    folder.write(files(criteria=CRITERIA)).run(under="home")
    folder.write(files()).run(under="home")
    assert written(PolicyExceptionPage.objects.get()) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"criteria": ["weather at_most 3"]},
        {"criteria": ["days at_most many"]},
        {"criteria": ["days at_most 10", "days at_least 20"]},
        {"criteria": ["amount at_most 80"]},
        {"limit_amount": -1, "limit_currency": "EUR"},
        {"limit_amount": 80},
        {"limit_currency": "EUR"},
        {"limit_amount": 80, "limit_currency": "XXQ"},
        {"approval": "agent"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_with_the_file(folder, fields):
    report = folder.write(files(**fields)).run(under="home")
    assert any("e.md" in problem.path for problem in report.problems if problem.severity == "error")
    assert not PolicyExceptionPage.objects.exists()


def test_a_policy_is_approved_and_verified_by_its_file(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        folder.write(files()).run(under="home")
    policy = PolicyPage.objects.get()
    assert (policy.is_approved, policy.reviewed_on, policy.review_due) == (True, date(2026, 1, 3), date(2027, 1, 4))


def test_they_come_back_from_an_export(folder, tmp_path):
    folder.write(files(criteria=CRITERIA, limit_amount=79.5, limit_currency="EUR", approval="lead")).run(under="home")
    call_command("export_to", "markdown", tmp_path / "out", audience="agent", verbosity=0)
    SpacePage.objects.get().delete()
    call_command("import_from", "markdown", tmp_path / "out", under="home", verbosity=0)
    found = PolicyExceptionPage.objects.get()
    assert (written(found), str(found.limit_amount), found.approval) == (MEANT, "79.500", "lead")
