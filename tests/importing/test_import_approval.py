"""A file says who approved an exception, and means what it says now."""

from __future__ import annotations

import pytest

from tests.importing.conftest import article, category
from wiki.models import PolicyExceptionPage

pytestmark = pytest.mark.django_db

APPROVED = {"approved_on": "2025-12-15", "approved_by": "Head"}


def files(grants: str) -> dict[str, str]:
    exception = {"kind": "exception", "policy": "../p.md", "condition": "Late.", "grants": grants, **APPROVED}
    return {
        "en/w/.category.yml": category("Wiki", kind="space"),
        "en/w/p.md": article("Policy", kind="policy", rule="Thirty days."),
        "en/w/p/e.md": article("Exception", **exception),
    }


def test_an_exception_that_is_changed_in_its_file_stays_approved(folder):
    folder.write(files("Credit")).run(under="home")
    folder.write(files("Cash")).run(under="home")
    exception = PolicyExceptionPage.objects.get()
    assert (exception.grants, exception.status) == ("Cash", "valid")


def test_one_that_is_changed_in_the_admin_after_that_does_not(folder):
    folder.write(files("Credit")).run(under="home")
    draft = PolicyExceptionPage.objects.get().get_latest_revision_as_object()
    draft.grants = "Cash"
    draft.save_revision().publish()
    assert PolicyExceptionPage.objects.get().status == "unapproved"
