"""A text that is written once: what is published of it stands on every page that names it, and nothing else of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from content.audiences import Audience
from content.models import ReusableContent
from content.reusable.usage import pages_using
from content.streams import raw_headings, raw_levels, raw_stream_for, raw_text
from kb.models import ArticlePage, CategoryPage
from search.models import OutboxEntry
from search.pages import load_pages
from tests.factories import add_page

pytestmark = pytest.mark.django_db

AGENTS_ONLY = {"type": "audience", "value": {"audience": 2, "body": [{"type": "rich_text", "value": "<p>for agents</p>"}]}}


def text(html: str) -> dict:
    return {"type": "rich_text", "value": html}


def naming(content: ReusableContent) -> dict:
    return {"type": "reusable", "value": {"content": content.pk}}


def passage(*blocks: dict, name: str = "Opening hours", live: bool = True) -> ReusableContent:
    return ReusableContent.objects.create(name=name, body=list(blocks), live=live, locale=Locale.objects.get(language_code="en"))


@pytest.fixture
def hours(db):
    return passage(text("<h2>When we are there</h2><p>nine to five</p>"), AGENTS_ONLY)


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Shelf")


@pytest.fixture
def article(shelf, hours):
    return add_page(shelf, ArticlePage, "Reach us", body=[text("<p>before</p>"), naming(hours)])


def shown(client, page) -> str:
    return client.get(page.link).content.decode().partition('<div class="prose"')[2]


def test_a_page_shows_the_text(article, client):
    assert "nine to five" in shown(client, article)


def test_its_headings_stand_in_the_table_of_contents(article, client):
    assert 'href="#when-we-are-there"' in client.get(article.link).content.decode()


def test_edited_once_it_is_new_on_the_page(article, hours, client):
    hours.body = [text("<p>ten to six</p>")]
    hours.save_revision().publish()
    assert "ten to six" in shown(client, article)


def test_a_draft_of_it_is_not_shown(article, hours, client):
    hours.body = [text("<p>secret plan</p>")]
    hours.save_revision()
    assert "secret plan" not in shown(client, article)
    assert "nine to five" in shown(client, article)


def test_what_was_never_published_is_not_shown(shelf, client):
    page = add_page(shelf, ArticlePage, "A", body=[naming(passage(text("<p>secret plan</p>"), live=False))])
    assert "secret plan" not in shown(client, page)


def test_what_has_expired_is_not_shown(article, hours, client):
    ReusableContent.objects.filter(pk=hours.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert "nine to five" not in shown(client, article)


def test_what_is_gone_leaves_the_rest_of_the_page(article, hours, client):
    hours.delete()
    assert "before" in shown(client, article)


def test_a_passage_for_agents_in_it_is_cut_for_others(article, client):
    assert "for agents" not in shown(client, article)


def test_a_passage_for_agents_in_it_is_there_for_agents(article, client, agent):
    client.force_login(agent)
    assert "for agents" in shown(client, article)


def test_a_text_deep_inside_another_block_is_put_in(hours):
    tabs = {"type": "tabs", "value": {"tabs": [{"type": "item", "value": {"label": "A", "body": [naming(hours)]}}]}}
    assert "nine to five" in str(raw_stream_for([tabs], Audience.PUBLIC))
    assert "for agents" not in str(raw_stream_for([tabs], Audience.PUBLIC))


def test_search_has_its_words_in_each_variant_of_the_page(article):
    bodies = {(each.min_level, each.max_level): each.body for each in load_pages([article.pk])}
    assert bodies == {(0, 1): "before\nWhen we are there\nnine to five", (2, 2): bodies[2, 2]}
    assert "for agents" in bodies[2, 2]


def test_its_audiences_count_for_the_page(hours):
    assert raw_levels([naming(hours)]) == {2}


def test_plain_text_and_headings_have_it_once_it_is_put_in(hours):
    filled = raw_stream_for([naming(hours)], Audience.PUBLIC)
    assert raw_headings(filled) == ["When we are there"]
    assert "nine to five" in raw_text(filled)


def test_many_pages_cost_one_query(shelf, hours, django_assert_num_queries):
    from content.reusable.resolving import resolved_all

    with django_assert_num_queries(1):
        resolved_all([[naming(hours)] for _number in range(20)])


def test_a_page_without_any_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        raw_stream_for([text("<p>a</p>")], Audience.PUBLIC)


def test_publishing_it_indexes_the_pages_that_use_it(article, hours):
    OutboxEntry.objects.all().delete()
    before = len(list(load_pages([article.pk])))
    hours.body = [text("<p>ten to six</p>")]
    hours.save_revision().publish()
    assert before == 2
    assert "ten to six" in next(load_pages([article.pk])).body


@pytest.fixture
def told():
    from content.signals import text_changed

    found: list[int] = []

    def listen(page_ids, **_kwargs):
        found.extend(page_ids)

    text_changed.connect(listen)
    yield found
    text_changed.disconnect(listen)


def test_publishing_it_tells_of_the_pages(article, hours, told):
    hours.save_revision().publish()
    assert set(told) == {article.pk}


def test_a_new_draft_tells_of_nothing(article, hours, told):
    hours.save_revision()
    assert told == []


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_taking_it_away_tells_of_the_pages(article, hours, told, how):
    getattr(hours, how)()
    assert article.pk in told


def test_pages_that_use_it_by_another_one_are_told_of(shelf, hours, told):
    outer = passage(naming(hours), name="Outer")
    page = add_page(shelf, ArticlePage, "A", body=[naming(outer)])
    assert pages_using([hours.pk]) == {page.pk}


def test_search_is_told_in_the_same_transaction(article, hours, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    OutboxEntry.objects.all().delete()
    hours.save_revision().publish()
    assert OutboxEntry.objects.filter(key=f"page:{article.pk}").exists()


def test_a_text_may_not_name_itself(hours):
    hours.body = [naming(hours)]
    with pytest.raises(ValidationError, match="would stand within itself"):
        hours.full_clean()


def test_a_text_may_not_lead_back_to_itself(hours):
    outer = passage(naming(hours), name="Outer")
    hours.body = [{"type": "tabs", "value": {"tabs": [{"value": {"label": "A", "body": [naming(outer)]}, "type": "item"}]}}]
    with pytest.raises(ValidationError, match="would stand within itself"):
        hours.full_clean()


def test_a_circle_that_came_about_all_the_same_ends(hours):
    outer = passage(text("<p>outer</p>"), naming(hours), name="Outer")
    ReusableContent.objects.filter(pk=hours.pk).update(body=[text("<p>inner</p>"), naming(outer)])
    assert raw_text(raw_stream_for([naming(outer)], Audience.PUBLIC)) == "outer\ninner"


@pytest.mark.parametrize("value", [{"content": "1; DROP"}, {"content": None}, {}, None, "x", {"content": [1]}])
def test_a_value_that_makes_no_sense_shows_nothing(value):
    assert raw_text(raw_stream_for([{"type": "reusable", "value": value}], Audience.PUBLIC)) == ""


def test_a_stream_that_was_not_resolved_shows_nothing_of_it(article):
    assert "nine to five" not in article.body.render_as_block()


def test_the_admin_says_where_it_is_used(article, hours, client, superuser):
    client.force_login(superuser)
    usage = client.get(reverse(ReusableContent.snippet_viewset.get_url_name("usage"), args=[hours.pk]))
    assert "Reach us" in usage.content.decode()


@pytest.mark.parametrize(("mode", "is_there"), [("0", False), ("2", True)])
def test_the_preview_is_that_of_an_audience(hours, mode, is_there):
    answer = hours.make_preview_request(preview_mode=mode)
    assert ("for agents" in answer.content.decode()) is is_there


def test_editors_may_write_and_publish_it(editor):
    assert editor.has_perms([f"content.{right}_reusablecontent" for right in ("add", "change", "publish")])


def test_the_list_in_the_admin_says_how_often_each_is_used(article, hours, client, editor):
    client.force_login(editor)
    answer = client.get(reverse(ReusableContent.snippet_viewset.get_url_name("list")))
    assert "Used 1 time" in answer.content.decode()
    assert f'href="{hours.usage_url}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["add", "edit"])
def test_its_forms_open_for_editors(hours, client, editor, name):
    client.force_login(editor)
    args = [hours.pk] if name == "edit" else []
    assert client.get(reverse(ReusableContent.snippet_viewset.get_url_name(name), args=args)).status_code == 200


def test_the_chooser_of_the_editor_offers_it(hours, client, editor):
    client.force_login(editor)
    address = ReusableContent.snippet_viewset.chooser_viewset.get_url_name("choose")
    assert "Opening hours" in client.get(reverse(address)).content.decode()
