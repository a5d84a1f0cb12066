"""Import and export in the admin: for those who may, with a dry run before anything is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.signals import published

from faq_blocks.models import Question, QuestionImport
from operations.jobs import all_jobs
from tests.conftest import _user
from tests.faq_blocks.exchange.files import csv_file
from tests.faq_blocks.library import add_question

pytestmark = pytest.mark.django_db

GIFT = {"question": "May I return a gift?", "answer": "<p>Yes.</p>", "state": "published"}


@pytest.fixture
def librarian(db):
    """Somebody who may do everything in the library, and nothing else."""
    user = _user("librarian")
    rights = Permission.objects.filter(content_type__app_label="faq_blocks", content_type__model__in=["question", "topic"])
    user.user_permissions.set([*rights, Permission.objects.get(codename="access_admin")])
    return user


@pytest.fixture
def signed_in(client, librarian):
    client.force_login(librarian)
    return client


def upload(client, content: bytes, name: str = "questions.csv", **fields):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("faq_exchange"), {"file": file, "existing": "update", **fields}, follow=True)


def confirm(client, django_capture_on_commit_callbacks, **fields):
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(reverse("faq_import", args=[QuestionImport.objects.get().pk]), fields, follow=True)


def test_an_upload_shows_what_would_happen_and_writes_nothing(signed_in):
    html = upload(signed_in, csv_file(GIFT)).content.decode()
    assert "Nothing is written yet" in html and "May I return a gift?" in html
    assert not Question.objects.exists()


def test_confirmed_it_is_imported(signed_in, django_capture_on_commit_callbacks):
    upload(signed_in, csv_file(GIFT))
    html = confirm(signed_in, django_capture_on_commit_callbacks)
    assert Question.objects.get().live
    assert "1 question was written." in signed_in.get(html.request["PATH_INFO"]).content.decode()


def test_who_imports_is_named_in_the_history(signed_in, librarian, django_capture_on_commit_callbacks):
    upload(signed_in, csv_file(GIFT))
    confirm(signed_in, django_capture_on_commit_callbacks)
    assert Question.objects.get().latest_revision.user == librarian


def test_the_file_is_gone_when_it_is_imported(signed_in, django_capture_on_commit_callbacks):
    upload(signed_in, csv_file(GIFT))
    confirm(signed_in, django_capture_on_commit_callbacks)
    assert bytes(QuestionImport.objects.get().content) == b""


def test_a_refused_row_is_shown_with_its_line_and_cannot_be_confirmed(signed_in, django_capture_on_commit_callbacks):
    html = upload(signed_in, csv_file(GIFT, GIFT | {"question": ""})).content.decode()
    assert "<td>3</td>" in html and "The question is missing." in html
    confirm(signed_in, django_capture_on_commit_callbacks)
    assert not Question.objects.exists()


def test_an_import_that_is_refused_says_so(signed_in, django_capture_on_commit_callbacks):
    upload(signed_in, csv_file(GIFT, GIFT | {"question": ""}))
    confirm(signed_in, django_capture_on_commit_callbacks)
    assert QuestionImport.objects.get().state == "failed"


def test_a_second_click_imports_nothing_twice(signed_in, django_capture_on_commit_callbacks):
    upload(signed_in, csv_file(GIFT))
    confirm(signed_in, django_capture_on_commit_callbacks)
    confirm(signed_in, django_capture_on_commit_callbacks)
    assert Question.objects.get().revisions.count() == 1


def test_hostile_text_in_a_refused_row_is_shown_as_text(signed_in):
    html = upload(signed_in, csv_file({"question": "<script>alert(1)</script>?", "audience": "<b>x"})).content.decode()
    assert "<script>alert(1)" not in html and "<b>x" not in html


def test_a_file_in_windows_1256_is_told_in_the_form(signed_in):
    html = upload(signed_in, "question\nهل يمكنني الإرجاع؟\n".encode("cp1256")).content.decode()
    assert "Windows-1256" in html


def test_nobody_sees_the_file_of_another(signed_in, client, superuser):
    upload(signed_in, csv_file(GIFT))
    client.force_login(superuser)
    pk = QuestionImport.objects.get().pk
    assert [client.get(reverse(name, args=[pk])).status_code for name in ("faq_import", "faq_import_status")] == [404, 404]


def test_who_may_only_see_the_library_cannot_import(signed_in, librarian):
    librarian.user_permissions.set(Permission.objects.filter(codename__in=["view_question", "access_admin"]))
    assert upload(signed_in, csv_file(GIFT)).redirect_chain[0][0] == "/admin/"
    assert not QuestionImport.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_library_goes_out_as_a_file(signed_in, kind):
    add_question("May I return it?")
    answer = signed_in.get(reverse("faq_export", kwargs={"kind": kind}))
    assert "May I return it?" in b"".join(answer.streaming_content).decode()
    assert f".{kind}" in answer["Content-Disposition"]


@pytest.mark.parametrize("who", ["customer", "agent"])
def test_strangers_get_nothing(client, request, who):
    add_question("May I return it?", note="secret")
    client.force_login(request.getfixturevalue(who))
    for address in (reverse("faq_export", kwargs={"kind": "csv"}), reverse("faq_exchange")):
        assert client.get(address).status_code in (302, 403)


def test_the_page_says_how_far_it_is(signed_in):
    upload(signed_in, csv_file(GIFT))
    pk = QuestionImport.objects.get().pk
    assert signed_in.get(reverse("faq_import_status", args=[pk])).json() == {"state": "checked", "done": None}


def test_what_nobody_came_back_for_goes_after_a_week(librarian):
    for name in ("old.csv", "new.csv"):
        QuestionImport.objects.create(user=librarian, file_name=name, content=b"x")
    QuestionImport.objects.filter(file_name="old.csv").update(created_at=timezone.now() - timedelta(days=8))
    (job,) = (each for each in all_jobs() if each.name == "faq_blocks.imports")
    job.run()
    assert [each.file_name for each in QuestionImport.objects.all()] == ["new.csv"]


def test_an_import_that_breaks_off_says_so(signed_in, django_capture_on_commit_callbacks):
    def breaks(**_kwargs):
        raise RuntimeError("somebody's listener")

    upload(signed_in, csv_file(GIFT))
    published.connect(breaks, sender=Question)
    try:
        confirm(signed_in, django_capture_on_commit_callbacks)
    finally:
        published.disconnect(breaks, sender=Question)
    assert (QuestionImport.objects.get().state, Question.objects.exists()) == ("failed", False)
