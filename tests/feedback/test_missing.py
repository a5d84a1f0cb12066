"""Where a search found nothing, readers can say what is missing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from feedback.models import Comment
from search.outbox import outbox_process
from tests.feedback.conftest import hidden

pytestmark = pytest.mark.django_db

URL = reverse("feedback:missing")


@pytest.fixture
def form(client) -> dict[str, str]:
    """The fields of the form as the search leads to it."""
    html = client.get(URL, {"language": "en", "q": "gift wrap"}).content.decode()
    return {name: hidden(html, name) for name in ("language", "query", "reader")}


def test_a_search_that_finds_nothing_leads_there(client, home):
    html = client.get("/en/search/", {"q": "xylophonequarz"}).content.decode()
    assert f"{URL}?language=en&amp;q=xylophonequarz" in html


def test_a_search_that_finds_something_does_not(client, home, article):
    while outbox_process():
        pass
    assert URL not in client.get("/en/search/", {"q": "send"}).content.decode()


def test_what_was_searched_is_shown_as_text(client):
    html = client.get(URL, {"q": "<script>x"}).content.decode()
    assert "&lt;script&gt;x" in html and "<script>x" not in html


@pytest.mark.parametrize("language", ["ar", "fa", "id"])
def test_it_speaks_the_language_of_the_search(client, homes, language):
    html = client.get(URL, {"language": language}).content.decode()
    with override(language):
        assert f'lang="{language}"' in html and gettext("Send") in html


def test_a_note_is_stored(client, form):
    client.post(URL, form | {"text": "Do you wrap?", "email": "ann@example.org"})
    comment = Comment.objects.get()
    assert (comment.query, comment.text, comment.email) == ("gift wrap", "Do you wrap?", "ann@example.org")
    assert (comment.target_id, comment.language, comment.vote) == (None, "en", None)


def test_readers_are_thanked(client, form):
    response = client.post(URL, form | {"text": "Do you wrap?"}, follow=True)
    assert "Thank you. It is in good hands." in response.content.decode()


def test_a_double_click_is_one_note(form):
    for _number in range(2):
        Client().post(URL, form | {"text": "Do you wrap?"})
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Please write what you were looking for."),
        ({"text": "x" * 1001}, "1 character too long"),
        ({"text": "Kept", "email": "ann@"}, "correct it, or leave the field empty"),
    ],
)
def test_what_is_refused_is_explained_and_kept(client, form, data, sentence):
    response = client.post(URL, form | data)
    html = response.content.decode()
    assert response.status_code == 400 and sentence in html and f">{data['text']}</textarea>" in html
    assert "gift wrap" in html and not Comment.objects.exists()


def test_ten_megabytes_are_answered_with_a_sentence(client, form):
    response = client.post(URL, form | {"text": "x" * 10_000_000})
    assert response.status_code == 413 and "far too long" in response.content.decode()


def test_foreign_sites_cannot_send_it(form):
    assert Client(enforce_csrf_checks=True).post(URL, form | {"text": "Words"}).status_code == 403


def test_a_language_that_is_none_is_the_sites_own(client):
    assert 'lang="en"' in client.get(URL, {"language": "xx"}).content.decode()
