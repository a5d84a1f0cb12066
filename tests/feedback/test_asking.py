"""The question and its answer, with htmx and without."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from feedback.models import Vote
from kb.models import ArticlePage
from tests.factories import add_page
from tests.feedback.conftest import Browser, form_url

pytestmark = pytest.mark.django_db

NEW = "Thank you. Your answer is counted."
CHANGED = "Thank you. This replaces your earlier answer."
SAME = "You gave this answer before. It counts once."


class TestWithHtmx:
    def test_the_part_is_no_whole_page(self, browser, article):
        assert browser.read(article).lstrip().startswith("<section")

    def test_the_question_is_asked(self, browser, article):
        assert "Was this helpful?" in browser.read(article)

    def test_an_answer_is_stored(self, browser, article):
        browser.answer(article, "yes")
        assert Vote.objects.get().is_helpful

    def test_no_is_an_answer_too(self, browser, article):
        browser.answer(article, "no")
        assert not Vote.objects.get().is_helpful

    def test_readers_are_thanked(self, browser, article):
        assert NEW in browser.answer(article, "yes").content.decode()

    def test_a_change_of_mind_is_told(self, browser, article):
        browser.answer(article, "yes")
        assert CHANGED in browser.answer(article, "no").content.decode()

    def test_a_repetition_is_told(self, browser, article):
        browser.answer(article, "yes")
        assert SAME in browser.answer(article, "yes").content.decode()

    def test_who_comes_back_sees_the_answer(self, browser, article):
        browser.answer(article, "no")
        yes, no = browser.read(article).split('value="no"')
        assert 'aria-pressed="false"' in yes and 'aria-pressed="true"' in no

    def test_others_do_not_see_it(self, browser, article):
        browser.answer(article, "no")
        assert 'aria-pressed="true"' not in Browser().read(article)


class TestWithoutJavaScript:
    def test_the_question_has_a_page_of_its_own(self, browser, article):
        assert "<html" in browser.read(article, htmx=False)

    def test_it_leads_back(self, browser, article):
        assert f'href="{article.link}"' in browser.read(article, htmx=False)

    def test_an_answer_leads_to_the_thanks(self, browser, article):
        response = browser.answer(article, "yes", htmx=False)
        assert NEW in browser.client.get(response.url).content.decode()

    def test_loading_the_thanks_again_sends_nothing_again(self, browser, article):
        assert browser.answer(article, "yes", htmx=False).status_code == 303

    def test_a_change_of_mind_is_told(self, browser, article):
        browser.answer(article, "yes")
        response = browser.answer(article, "no", htmx=False)
        assert CHANGED in browser.client.get(response.url).content.decode()

    def test_nobody_is_thanked_for_nothing(self, browser, article):
        assert NEW not in browser.read(article, htmx=False, done="new")


class TestCaches:
    @pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
    def test_nothing_here_is_kept(self, client, article, headers):
        assert "no-store" in client.get(form_url(article), headers=headers)["Cache-Control"]

    def test_the_two_forms_are_told_apart(self, client, article):
        assert "HX-Request" in client.get(form_url(article))["Vary"]

    def test_search_engines_leave_it_alone(self, client, article):
        assert client.get(form_url(article))["X-Robots-Tag"] == "noindex"


class TestLanguages:
    @pytest.mark.parametrize("language", ["ar", "fa", "id"])
    def test_the_question_speaks_the_language_of_the_page(self, client, homes, language):
        html = client.get(form_url(homes[language]), headers={"Accept-Language": "en"}).content.decode()
        with override(language):
            assert f'lang="{language}"' in html and gettext("Was this helpful?") in html

    @pytest.mark.parametrize("language", ["ar", "fa"])
    def test_it_runs_in_the_direction_of_the_page(self, client, homes, language):
        assert 'dir="rtl"' in client.get(form_url(homes[language])).content.decode()

    def test_the_vote_notes_the_language(self, browser, homes):
        browser.answer(homes["fa"], "yes")
        assert Vote.objects.get().language == "fa"

    def test_a_vote_on_an_untranslated_copy_goes_to_its_source(self, browser, homes, article, category):
        category.copy_for_translation(homes["ar"].locale, copy_parents=True, alias=True)
        copy = article.copy_for_translation(homes["ar"].locale, copy_parents=True, alias=True)
        browser.answer(copy, "yes")
        assert Vote.objects.values_list("target_id", "language").get() == (article.pk, "en")


class TestRevisions:
    @pytest.fixture
    def old(self, article):
        """The revision before the one that is live now."""
        old = article.live_revision_id
        article.save_revision().publish()
        return old

    def test_the_live_revision_is_voted_on(self, browser, article):
        browser.answer(article, "yes")
        assert Vote.objects.get().revision == article.live_revision_id

    def test_publishing_while_somebody_reads_leaves_the_vote_with_what_was_read(self, browser, article, old):
        data = {**browser.fields(article), "revision": str(old), "answer": "yes"}
        browser.send(article, data)
        assert Vote.objects.get().revision == old

    def test_the_page_tells_which_revision_it_shows(self, browser, article, old):
        assert f'name="revision" value="{old}"' in browser.read(article, revision=old)

    @pytest.mark.parametrize("text", ["", "0", "-1", "x", "٧", "99999999", "9" * 30])
    def test_a_revision_that_is_none_becomes_the_live_one(self, browser, article, text):
        browser.send(article, {**browser.fields(article), "revision": text, "answer": "yes"})
        assert Vote.objects.get().revision == article.live_revision_id

    def test_a_revision_of_another_page_becomes_the_live_one(self, browser, category, article):
        data = {**browser.fields(article), "revision": str(category.live_revision_id), "answer": "yes"}
        browser.send(article, data)
        assert Vote.objects.get().revision == article.live_revision_id

    def test_a_draft_is_not_voted_on(self, browser, article):
        draft = article.save_revision()
        browser.send(article, {**browser.fields(article), "revision": str(draft.pk), "answer": "yes"})
        assert Vote.objects.get().revision == article.live_revision_id

    def test_a_page_without_revisions_can_be_voted_on(self, browser, category):
        page = ArticlePage(title="Imported", locale=category.locale)
        category.add_child(instance=page)
        browser.answer(page, "yes")
        assert Vote.objects.get().revision == 0


class TestBadInput:
    @pytest.mark.parametrize("answer", ["", "maybe", "YES", "1"])
    def test_what_is_no_answer_is_refused(self, browser, article, answer):
        assert browser.answer(article, answer).status_code == 400

    def test_what_is_no_answer_is_not_stored(self, browser, article):
        browser.answer(article, "maybe")
        assert not Vote.objects.exists()

    def test_it_is_told_what_is_missing(self, browser, article):
        assert "Please choose yes or no." in browser.answer(article, "").content.decode()

    def test_foreign_sites_cannot_vote(self, browser, article):
        data = {**browser.fields(article), "answer": "yes", "csrfmiddlewaretoken": ""}
        assert browser.send(article, data).status_code == 403

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_refused(self, article, method):
        assert getattr(Client(), method)(form_url(article)).status_code == 405

    def test_titles_are_escaped(self, browser, category):
        page = add_page(category, ArticlePage, "<script>alert(1)</script>", slug="x")
        assert "<script>alert" not in browser.read(page, htmx=False)
