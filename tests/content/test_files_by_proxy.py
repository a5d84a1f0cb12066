"""Behind a proxy that may, files are sent by it; whether somebody gets them is asked of us."""

from __future__ import annotations

import pytest
from wagtail.documents.models import document_served

from tests.content.private_things import collection, document, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.SANAD_PRIVATE_ACCEL, settings.SANAD_MEDIA_ACCEL = "/sanad-private", "/sanad-media/"


def test_an_open_document_is_named_to_the_proxy(client):
    shown = document()
    answer = client.get(shown.url)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/sanad-media/{shown.file.name}"
    assert answer["Content-Disposition"] == f'attachment; filename="{shown.filename}"'
    assert (answer["Content-Security-Policy"], answer["X-Content-Type-Options"]) == ("default-src 'none'", "nosniff")


def test_a_private_document_is_named_to_the_proxy_for_those_it_is_for(client, agent):
    shown = document(collection())
    assert "X-Accel-Redirect" not in client.get(shown.url)
    client.force_login(agent)
    answer = client.get(shown.url)
    assert answer["X-Accel-Redirect"] == f"/sanad-private/{shown.file.name.removeprefix('private/')}"
    assert "no-store" in answer["Cache-Control"]


def test_a_name_with_signs_is_written_so_that_the_proxy_finds_it(client):
    shown = document()
    new = shown.file.storage.save("documents/سعر 50%?.txt", shown.file)
    type(shown).objects.filter(pk=shown.pk).update(file=new)
    shown.refresh_from_db()
    path = client.get(shown.url)["X-Accel-Redirect"]
    assert path.isascii()
    assert not set(" ?") & set(path)


def test_x_sendfile_names_the_file_itself(client, settings):
    settings.SANAD_MEDIA_ACCEL = "x-sendfile"
    shown = document()
    answer = client.get(shown.url)
    assert answer["X-Sendfile"] == shown.file.path
    assert "X-Accel-Redirect" not in answer


def test_without_a_proxy_we_send_it(client, settings):
    settings.SANAD_PRIVATE_ACCEL = settings.SANAD_MEDIA_ACCEL = ""
    answer = client.get(document().url)
    assert b"".join(answer.streaming_content) == b"limits"


def test_who_listens_for_documents_being_served_is_told(client):
    seen = []

    def listener(instance, **_kwargs):
        seen.append(instance)

    document_served.connect(listener)
    try:
        shown = document()
        client.get(shown.url)
    finally:
        document_served.disconnect(listener)
    assert seen == [shown]


def test_a_picture_keeps_its_policy(client, agent):
    client.force_login(agent)
    answer = client.get(picture(collection()).file.url)
    assert answer["X-Accel-Redirect"].startswith("/sanad-private/")
    assert "sandbox" in answer["Content-Security-Policy"]
