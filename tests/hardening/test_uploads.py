"""What may be uploaded, how large it may be, and how it is handed out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

pytestmark = pytest.mark.django_db

RUN_BY_BROWSERS = ["html", "htm", "xhtml", "svg", "js", "mjs", "xml", "css", "swf", "wasm", "php", "exe", "hta", "shtml", ""]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def upload(client, superuser):
    client.force_login(superuser)

    def send(name: str, content: bytes = b"words", kind: str = "application/pdf"):
        file = SimpleUploadedFile(name, content, kind)
        data = {"title": "Table", "file": file, "collection": Collection.get_first_root_node().pk}
        return client.post("/admin/documents/add/", data)

    return send


@pytest.mark.parametrize("extension", RUN_BY_BROWSERS)
def test_what_a_browser_would_run_is_refused(upload, extension):
    upload(f"table.{extension}")
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize("name", ["table.pdf.html", "table.html%00.pdf.js", "table.PdF.HtMl"])
def test_the_last_extension_counts(upload, name):
    upload(name)
    assert not get_document_model().objects.exists()


def test_a_document_that_is_too_large_is_refused_with_the_limit(upload, settings):
    settings.SANAD_DOCUMENT_MEGABYTES = 1
    answer = upload("table.pdf", b"x" * 1_000_001)
    assert not get_document_model().objects.exists()
    assert "The file is larger than 1 MB." in answer.content.decode()


def test_one_of_many_that_is_too_large_is_refused_too(client, superuser, settings):
    settings.SANAD_DOCUMENT_MEGABYTES = 1
    client.force_login(superuser)
    file = SimpleUploadedFile("table.pdf", b"x" * 1_000_001, "application/pdf")
    data = {"files[]": file, "title": "Table", "collection": Collection.get_first_root_node().pk}
    answer = client.post("/admin/documents/multiple/add/", data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.json()["success"] is False
    assert not get_document_model().objects.exists()


def test_a_document_within_the_limit_is_taken_and_handed_out_as_a_dead_file(upload, client):
    upload("table.txt", b"<script>alert(1)</script>", "text/html")
    (document,) = get_document_model().objects.all()
    client.logout()
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_old_document_can_be_renamed_after_the_limit_was_lowered(upload, client, settings):
    upload("table.pdf", b"x" * 1_500_000)
    (document,) = get_document_model().objects.all()
    settings.SANAD_DOCUMENT_MEGABYTES = 1
    data = {"title": "New name", "collection": document.collection_id}
    assert client.post(f"/admin/documents/edit/{document.pk}/", data).status_code == 302


def test_a_file_of_synonyms_that_is_too_large_is_not_read(client, superuser, monkeypatch):
    monkeypatch.setattr("search.admin.importing.MOST_BYTES", 1_000)
    client.force_login(superuser)
    file = SimpleUploadedFile("synonyms.csv", b"a,b\n" * 1_000, "text/csv")
    answer = client.post("/admin/search/synonyms/import/", {"file": file, "language": "en"})
    assert "The file is larger than" in answer.content.decode()
