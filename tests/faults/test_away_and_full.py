"""The database is away, or the disk is full: people are told so in words, and nothing half is left."""

from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection


@pytest.fixture
def away() -> Any:
    """Every query fails, as when the server was stopped."""

    def fail(error: type[Exception]) -> Any:
        def refuse(*_arguments: object) -> None:
            raise error("server closed the connection unexpectedly: host=db.internal user=sanad")

        return connection.execute_wrapper(refuse)

    return fail


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_without_a_database_pages_say_so(client: Client, home: Any, customer: Any, away: Any, error: type[Exception]) -> None:
    client.force_login(customer)
    client.get("/en/")  # the addresses of the admin are read once, with those of plugins
    client.raise_request_exception = False
    with away(error):
        answers = {path: client.get(path) for path in ("/en/", "/ar/", "/en/orders/", "/en/agents/")}
        health = client.get("/healthz/")
    for path, answer in answers.items():
        assert answer.status_code == 503, path
        assert int(answer["Retry-After"]) > 0
        assert answer["Cache-Control"] == "no-store"
        assert "db.internal" not in answer.content.decode()
        assert (
            answer["Content-Security-Policy"].startswith("default-src 'none'")
            or "default-src 'none'" in answer["Content-Security-Policy"]
        )
        assert not answer.cookies
    assert 'dir="rtl"' in answers["/ar/"].content.decode()
    assert health.status_code == 503
    assert "db.internal" not in health.content.decode()
    assert client.get("/en/").status_code == 200


@pytest.mark.django_db
def test_a_fault_of_our_own_is_not_called_the_databases(client: Client, home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ImproperlyConfigured("of ours")

    client.raise_request_exception = False
    monkeypatch.setattr("home.models.HomePage.serve", broken)
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer


@pytest.mark.django_db
def test_a_full_disk_is_said_before_a_file_is_begun(
    client: Client, superuser: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("content.private_files.storage.shutil.disk_usage", lambda _folder: SimpleNamespace(free=1_000))
    client.force_login(superuser)
    client.raise_request_exception = False

    def upload(size: int) -> int:
        file = SimpleUploadedFile("table.pdf", b"x" * size, "application/pdf")
        data = {"title": "Table", "file": file, "collection": Collection.get_first_root_node().pk}
        return client.post("/admin/documents/add/", data).status_code

    assert upload(2_000) == 507
    assert not get_document_model().objects.exists()
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert upload(500) == 302


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(errno.ENOSPC, "No space left"), "the disk is full"), (OperationalError("database is locked"), "Run it again")],
)
def test_an_import_says_in_a_line_why_nothing_was_imported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, said: str
) -> None:
    def broken(**_options: object) -> None:
        raise error

    monkeypatch.setattr("importing.management.commands.import_markdown.import_folder", broken)
    with pytest.raises(CommandError, match=said):
        call_command("import_markdown", str(tmp_path), under="home", verbosity=0)
