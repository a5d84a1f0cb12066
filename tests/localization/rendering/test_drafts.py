"""Drafts of translations never reach a reader, whichever way they are saved."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from content.reusable.models import ReusableContent
from faq_blocks.models import Question, Topic
from kb.models import ArticleAttachment, ArticlePage, CategoryPage
from localization.models import Kind, Translation
from localization.rendering import draft_save, rendered, translation_publish
from localization.units import Text, unit_value_write, unit_write, units_write
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic
from tests.localization.working import begun, locale_of, published, say_all

pytestmark = pytest.mark.django_db

BODY = [{"type": "rich_text", "value": "<p>Send it back within 30 days.</p>", "id": "aa"}]


@pytest.fixture
def article(home):
    shelf = add_page(home, CategoryPage, "Returns")
    return add_page(shelf, ArticlePage, "Send it back", summary="How to", body=json.dumps(BODY))


def read(client, page) -> str:
    """Return what a reader gets at the address of a page, "" where nothing is."""
    answer = client.get(Page.objects.get(pk=page.pk).specific.link)
    return answer.content.decode() if answer.status_code == 200 else ""


def draft_of(translation: Translation):
    assert translation.page
    return type(translation.page.specific).objects.get(pk=translation.page_id).get_latest_revision_as_object()


# Every way in which a draft of a translation is written. Each says DRAFT somewhere.


def by_engine(translation, client, user):
    unit = translation.units.get(path="title")
    unit_write(unit=unit, text="DRAFT", user=user)
    draft_save(translation, user=user)


def by_engine_twice(translation, client, user):
    by_engine(translation, client, user)
    unit_write(unit=translation.units.get(path="summary"), text="DRAFT summary", user=user)
    draft_save(translation, user=user)


def by_many_units_at_once(translation, client, user):
    units_write(texts=[Text(unit, f"DRAFT {unit.text}") for unit in translation.units.filter(kind=Kind.TEXT)], user=user)
    draft_save(translation, user=user)


def by_the_page_editor(translation, client, user):
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    client.force_login(user)
    assert translation.page
    page = translation.page.specific
    inline = {name: {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0} for name in ("attachments", "applies_to", "related_pages", "comments")}
    form = {
        "title": "DRAFT",
        "slug": page.slug,
        "summary": "DRAFT",
        "kind": "article",
        "audience": "0",
        "problems": streamfield([]),
        "body": streamfield([("rich_text", rich_text("<p>DRAFT</p>"))]),
        **{f"{name}-{field}": value for name, fields in inline.items() for field, value in fields.items()},
    }
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(form))
    assert answer.status_code == 302, answer.context["form"].errors
    client.logout()


def by_asking_again(translation, client, user):
    by_engine(translation, client, user)
    begun_again = begun(translation.page.get_translation(translation.source_locale).specific, user=user)
    assert begun_again.pk == translation.pk


def by_rendering_alone(translation, client, user):
    unit_write(unit=translation.units.get(path="title"), text="DRAFT", user=user)
    page = rendered(translation)
    assert page.title == "DRAFT"
    page.save_revision(user=user, clean=False)


WAYS = [by_engine, by_engine_twice, by_many_units_at_once, by_the_page_editor, by_asking_again, by_rendering_alone]


@pytest.mark.parametrize("way", WAYS)
def test_readers_of_a_published_translation_see_no_draft(article, client, superuser, way):
    translation = published(article, user=superuser)
    before = read(client, translation.page)
    assert "fa Send it back" in before
    way(translation, client, superuser)
    after = read(client, translation.page)
    assert "DRAFT" not in after
    assert "fa Send it back within 30 days." in after
    assert "DRAFT" in json.dumps(draft_of(translation).serializable_data(), default=str)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_reads_a_translation_that_was_never_published(article, client, superuser, way):
    translation = begun(article, user=superuser)
    way(translation, client, superuser)
    page = Page.objects.get(pk=translation.page_id)
    told = read(client, page)
    assert not page.live
    assert "DRAFT" not in told and "Send it back within 30 days." in told, "what stands in for it is the source"


def test_a_draft_holds_all_words_of_the_translation_and_the_sources_for_the_rest(article, superuser):
    translation = begun(article)
    unit_write(unit=translation.units.get(path="summary"), text="fa How to", user=superuser)
    saved = draft_save(translation, user=superuser)
    assert saved
    draft = saved.as_object()
    assert (draft.title, draft.summary) == ("Send it back", "fa How to")
    assert draft.locale.language_code == "fa"


def test_the_same_words_make_no_other_version(article, superuser):
    translation = begun(article)
    say_all(translation)
    first, again = draft_save(translation, user=superuser), draft_save(translation, user=superuser)
    assert first == again
    unit_write(unit=translation.units.get(path="title"), text="other", user=superuser)
    assert draft_save(translation, user=superuser) != first


def test_a_deleted_page_comes_back_with_its_words(article, superuser):
    translation = published(article, user=superuser)
    Page.objects.get(pk=translation.page_id).delete()
    Translation.objects.filter(pk=translation.pk).update(object_id="")
    translation.refresh_from_db()
    assert translation.page_id is None
    draft_save(translation, user=superuser)
    translation.refresh_from_db()
    assert translation.page
    page = translation.page.specific
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "fa Send it back")


def test_a_page_that_shows_another_one_becomes_a_page_of_its_own(article, client, superuser):
    shelf = begun(article.get_parent().specific)
    say_all(shelf)
    translation_publish(shelf, user=superuser)
    persian_shelf = CategoryPage.objects.get(pk=shelf.page_id)
    alias = article.create_alias(parent=persian_shelf, update_locale=locale_of("fa"), reset_translation_key=False)
    translation = begun(article)
    assert translation.page_id == alias.pk
    unit_write(unit=translation.units.get(path="title"), text="DRAFT", user=superuser)
    draft_save(translation, user=superuser)
    page = ArticlePage.objects.get(pk=alias.pk)
    assert (page.alias_of_id, page.live, page.title) == (None, True, "Send it back")
    assert page.get_latest_revision_as_object().title == "DRAFT"
    assert "DRAFT" not in read(client, page)


def test_children_are_translated_by_their_keys(home, superuser):
    from wagtail.documents.models import Document

    document, own = Document.objects.create(title="Form", file="a.pdf"), Document.objects.create(title="فرم", file="b.pdf")
    article = add_page(home, CategoryPage, "Shelf")
    article = add_page(article, ArticlePage, "With files")
    article.attachments.add(
        ArticleAttachment(document=document, title="The form"), ArticleAttachment(document=document, title="B")
    )
    article.save_revision().publish()
    article = ArticlePage.objects.get(pk=article.pk)
    translation = begun(article)
    first = article.attachments.all()[0]
    path = f"attachments.{first.translation_key}"
    assert translation.units.get(path=f"{path}.title").source == "The form"
    unit_write(unit=translation.units.get(path=f"{path}.title"), text="فرم", user=superuser)
    unit_value_write(unit=translation.units.get(path=f"{path}.document"), value=own.pk, user=superuser)
    saved = draft_save(translation, user=superuser)
    assert saved
    draft = saved.as_object()
    told = [(each.title, each.document_id, each.locale.language_code) for each in draft.attachments.all()]
    assert told == [("فرم", own.pk, "fa"), ("B", document.pk, "fa")]
    rows = ArticleAttachment.objects.filter(page_id=translation.page_id)
    assert sorted(rows.values_list("translation_key", flat=True)) == sorted(
        ArticleAttachment.objects.filter(page=article).values_list("translation_key", flat=True)
    )


def test_links_lead_to_the_translated_page_once_readers_can_open_it(home, superuser):
    shelf = add_page(home, CategoryPage, "Shelf")
    linked = add_page(shelf, ArticlePage, "Linked")
    body = [{"type": "rich_text", "id": "aa", "value": f'<p>See <a linktype="page" id="{linked.pk}">there</a>.</p>'}]
    article = add_page(shelf, ArticlePage, "Linking", body=json.dumps(body))
    translation = begun(article)
    say_all(translation)
    assert f'id="{linked.pk}"' in rendered(translation).body.get_prep_value()[0]["value"]
    twin = published(linked, user=superuser).page_id
    assert f'id="{twin}"' in rendered(translation).body.get_prep_value()[0]["value"]
    unit_value_write(unit=translation.units.get(kind=Kind.VALUE, path__contains="page:"), value=home.pk, user=superuser)
    assert f'id="{home.pk}"' in rendered(translation).body.get_prep_value()[0]["value"]


class TestSnippets:
    def test_a_question_is_drafted_unseen(self, homes, superuser):
        question = add_question("May I return it?", "<p>Yes.</p>")
        translation = begun(question)
        own = Question.objects.get(pk=translation.object_id)
        assert (own.live, own.locale.language_code) == (False, "fa")
        say_all(translation)
        draft_save(translation, user=superuser)
        own.refresh_from_db()
        assert (own.live, own.question) == (False, "May I return it?")
        assert own.get_latest_revision_as_object().question == "fa May I return it?"

    def test_a_draft_of_a_published_question_changes_nothing_for_readers(self, homes, superuser):
        translation = published(add_question("May I return it?", "<p>Yes.</p>"), user=superuser)
        unit_write(unit=translation.units.get(path="question"), text="DRAFT", user=superuser)
        draft_save(translation, user=superuser)
        own = Question.objects.get(pk=translation.object_id)
        assert (own.live, own.question, own.slug) == (True, "fa May I return it?", "fa-may-i-return-it")
        assert own.get_latest_revision_as_object().question == "DRAFT"

    def test_a_topic_knows_no_drafts_and_so_is_not_there_before_it_is_published(self, homes, superuser):
        topic = add_topic("Returns")
        translation = begun(topic)
        say_all(translation)
        assert draft_save(translation, user=superuser) is None
        assert not Topic.objects.filter(locale__language_code="fa").exists()
        translation_publish(translation, user=superuser)
        assert Topic.objects.get(locale__language_code="fa").title == "fa Returns"

    def test_reusable_content_keeps_its_name(self, homes, superuser):
        content = ReusableContent(name="Hours", locale=locale_of("en"), body=json.dumps(BODY))
        content.save()
        content.save_revision().publish()
        own = ReusableContent.objects.get(pk=published(content, user=superuser).object_id)
        assert (own.name, own.body.raw_data[0]["value"]) == ("Hours", "<p>fa Send it back within 30 days.</p>")

    def test_a_page_shows_the_translated_snippet_once_there_is_one(self, home, superuser):
        question = add_question("May I return it?", "<p>Yes.</p>")
        value = {"heading": "", "entries": [], "questions": [{"type": "item", "value": question.pk, "id": "q"}]}
        body = [{"type": "faq_accordion", "value": value, "id": "aa"}]
        article = add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Asked", body=json.dumps(body))
        translation = begun(article)
        say_all(translation)

        def picked():
            return rendered(translation).body.get_prep_value()[0]["value"]["questions"][0]["value"]

        assert picked() == question.pk
        twin = begun(question)
        assert picked() == int(twin.object_id)
