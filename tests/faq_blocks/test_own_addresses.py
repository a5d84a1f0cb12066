"""A question of the library has a page of its own, and its answer is a fragment that long lists fetch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from content.audiences import Audience
from faq_blocks.models import QuestionSettings
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question

pytestmark = pytest.mark.django_db

NO_ADDRESS = ["nothing", "%00", "..%2f", "a" * 300, "~", "~0x1", "~99999999999999999999", "%ff%fe", "‮may", "<script>"]


def test_the_address_shows_question_and_answer(home, client):
    add_question("May I return it?", "<p>For thirty days.</p>")
    html = client.get("/en/questions/may-i-return-it/").content.decode()
    assert "<h1" in html
    assert "For thirty days." in html


def test_the_address_of_a_question_in_persian_works(homes, client):
    question = add_question("بازگشت وجه؟", "<p>سی روز.</p>", locale=homes["fa"].locale)
    assert "سی روز." in client.get(f"/fa/questions/{question.slug}/").content.decode()


def test_a_question_has_no_address_where_no_language_stands_in(homes, settings, client):
    settings.SANAD_FALLBACKS = {"ar": ()}
    add_question("May I return it?")
    assert client.get("/ar/questions/may-i-return-it/").status_code == 404


@pytest.mark.parametrize("slug", NO_ADDRESS)
def test_an_address_of_nothing_is_not_found(home, client, slug):
    assert client.get(f"/en/questions/{slug}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 18])
def test_a_fragment_of_nothing_is_not_found(home, client, pk):
    assert client.get(f"/en/questions/~{pk}/answer/").status_code == 404


def test_a_page_that_an_editor_put_there_comes_first(home, client):
    add_question("Returns")
    shelf = add_page(home, CategoryPage, "Questions", slug="questions")
    add_page(shelf, ArticlePage, "An article", slug="returns")
    assert "An article" in client.get("/en/questions/returns/").content.decode()


def test_pages_below_questions_are_served_as_before(home, client):
    shelf = add_page(home, CategoryPage, "Questions", slug="questions")
    add_page(shelf, ArticlePage, "An article", slug="other")
    assert client.get("/en/questions/other/").status_code == 200


def test_a_draft_has_no_address(home, client):
    question = add_question("Not yet?", live=False)
    assert client.get(f"/en/questions/{question.slug}/").status_code == 404


def test_an_expired_question_has_no_address(home, client):
    question = add_question("Gone?", expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/en/questions/{question.slug}/").status_code == 404


class TestForAgents:
    @pytest.fixture
    def secret(self, home):
        return add_question("How much may I refund?", "<p>Up to fifty.</p>", audience=Audience.AGENT)

    def test_others_are_sent_to_sign_in(self, secret, client):
        assert client.get(f"/en/questions/{secret.slug}/").status_code == 302

    def test_customers_find_nothing(self, secret, client, customer):
        client.force_login(customer)
        assert client.get(f"/en/questions/{secret.slug}/").status_code == 404

    def test_agents_see_it(self, secret, client, agent):
        client.force_login(agent)
        assert "Up to fifty." in client.get(f"/en/questions/{secret.slug}/").content.decode()

    def test_no_cache_keeps_it(self, secret, client, agent):
        client.force_login(agent)
        assert "no-store" in client.get(f"/en/questions/{secret.slug}/")["Cache-Control"]

    def test_the_fragment_is_not_found_by_others(self, secret, client):
        assert client.get(f"/en/questions/~{secret.pk}/answer/").status_code == 404

    def test_the_number_does_not_tell_the_slug(self, secret, client):
        assert secret.slug not in client.get(f"/en/questions/~{secret.pk}/")["Location"]

    @pytest.mark.parametrize("signed_in", [False, True])
    def test_numbers_do_not_tell_whether_there_is_one(self, secret, client, customer, signed_in):
        if signed_in:
            client.force_login(customer)
        numbers = [secret.pk, add_question("Not yet?", live=False).pk, 987654]
        answers = [client.get(f"/en/questions/~{pk}/") for pk in numbers]
        assert len({(each.status_code, each.get("Location", "").partition("?")[0]) for each in answers}) == 1

    def test_a_draft_for_agents_answers_as_a_published_one(self, secret, client):
        draft = add_question("Not yet?", live=False, audience=Audience.AGENT)
        assert {client.get(f"/en/questions/{each.slug}/").status_code for each in (secret, draft)} == {302}

    def test_a_passage_for_agents_is_cut(self, home, client):
        hidden = {"audience": Audience.AGENT.value, "body": [{"type": "rich_text", "value": "<p>Secret.</p>"}]}
        question = add_question("Mixed?", blocks=[{"type": "audience", "value": hidden}])
        both = [client.get(f"/en/questions/{part}/").content for part in (question.slug, f"~{question.pk}/answer")]
        assert not any(b"Secret." in each for each in both)


def test_the_fragment_is_the_answer_alone(home, client):
    question = add_question("May I?", "<p>For thirty days.</p>")
    html = client.get(f"/en/questions/~{question.pk}/answer/").content.decode()
    assert ("For thirty days." in html, "<html" in html) == (True, False)


def test_public_answers_may_be_cached(home, client):
    question = add_question("May I?")
    responses = [client.get(f"/en/questions/{part}/") for part in (question.slug, f"~{question.pk}/answer")]
    assert [(each["Cache-Control"], each.get("Set-Cookie"), b"csrf" in each.content) for each in responses] == [
        ("public, max-age=0, must-revalidate", None, False)
    ] * 2


def test_the_number_leads_to_the_slug_of_now(home, client):
    question = add_question("May I?")
    question.slug = "other"
    question.save()
    assert client.get(f"/en/questions/~{question.pk}/")["Location"] == "/en/questions/other/"


class TestSwitchedOff:
    @pytest.fixture(autouse=True)
    def off(self, home):
        QuestionSettings.objects.create(site=home.get_site(), own_pages=False)

    def test_a_question_that_stands_nowhere_is_not_found(self, client):
        add_question("May I?")
        assert client.get("/en/questions/may-i/").status_code == 404

    def test_there_is_no_fragment(self, client):
        assert client.get(f"/en/questions/~{add_question('May I?').pk}/answer/").status_code == 404

    def test_the_sitemap_names_none(self, client):
        add_question("May I?")
        assert "/questions/" not in client.get("/sitemap.xml").content.decode()


def test_the_canonical_address_is_its_own(home, client):
    add_question("May I?")
    html = client.get("/en/questions/may-i/?utm=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/questions/may-i/">' in html


def test_translations_name_each_other(homes, client):
    question = add_question("May I?")
    add_question("می‌توانم؟", locale=homes["fa"].locale, translation_key=question.translation_key, slug="mitavanam")
    html = client.get("/en/questions/may-i/").content.decode()
    assert 'hreflang="fa" href="http://testserver/fa/questions/mitavanam/"' in html


def test_the_sitemap_names_public_questions_alone(home, client):
    add_question("Open?")
    add_question("Not yet?", live=False)
    add_question("For agents?", audience=Audience.AGENT)
    add_question("For customers?", audience=Audience.CUSTOMER)
    xml = client.get("/sitemap.xml").content.decode()
    found = [name for name in ("open", "not-yet", "for-agents", "for-customers") if f"/en/questions/{name}/" in xml]
    assert found == ["open"]


def test_a_long_sitemap_has_a_file_for_questions(home, client, monkeypatch):
    monkeypatch.setattr("theme.seo.PART", 2)
    for number in range(3):
        add_question(f"Number {number}?")
    index = client.get("/sitemap.xml").content.decode()
    second = client.get("/sitemap-questions-2.xml").content.decode()
    assert ("sitemap-questions-2.xml" in index, second.count("<url>")) == (True, 1)


@pytest.mark.parametrize("name", ["questions-0", "questions-9", "nothing-1"])
def test_a_sitemap_of_nothing_is_not_found(home, client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404
