from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from localization.models import Level, SourceChange, Stage, Translation
from localization.queue.selectors import counts_for, open_for, ordered
from localization.queue.services import claim_next
from localization.stages import claim
from tests.localization.work.cast import person, reload, source, translation_of

pytestmark = pytest.mark.django_db

QUEUE = "localization_admin:queue"


def change(translation, **fields):
    Translation.objects.filter(pk=translation.pk).update(**fields)


def said(translation, *, is_ready):
    SourceChange.objects.create(
        translation_key=translation.translation_key, revision=10**6, is_ready=is_ready, published=timezone.now()
    )


def test_the_queue_holds_what_is_open_in_ones_languages(translation, page, translator):
    arabic = translation_of(page, "ar")
    found = open_for(translator)
    assert translation in found and arabic not in found


def test_published_translations_come_back_when_their_source_changed_by_more_than_a_typo(translation, translator):
    change(translation, stage=Stage.PUBLISHED, based_on=1, level=Level.TYPO)
    assert translation not in open_for(translator)
    change(translation, level=Level.MEDIUM)
    assert translation in open_for(translator)


def test_what_is_not_ready_for_translation_starts_no_work_but_stays_with_who_has_it(translation, translator):
    said(translation, is_ready=False)
    assert translation not in open_for(translator)
    claim(translation, user=translator)
    assert translation in open_for(translator)


def test_the_last_word_about_readiness_counts(translation, translator):
    said(translation, is_ready=False)
    SourceChange.objects.create(
        translation_key=translation.translation_key, revision=10**6 + 1, is_ready=True, published=timezone.now()
    )
    assert translation in open_for(translator)


@pytest.mark.parametrize("fields", [{"is_source_gone": True}, {"is_synced": False}])
def test_what_has_no_source_to_follow_waits_for_nobody(translation, translator, fields):
    change(translation, **fields)
    assert translation not in open_for(translator)


def test_order_of_work_is_priority_then_day_then_age(home, translator):
    rows = [translation_of(source(home, f"Page {each}", slug=f"page-{each}")) for each in range(4)]
    today = timezone.localdate()
    change(rows[0], due=today + timedelta(days=9))
    change(rows[1], due=today + timedelta(days=2))
    change(rows[2], priority=20)
    order = ordered(open_for(translator).filter(pk__in=[row.pk for row in rows]))
    assert order == [rows[2].pk, rows[1].pk, rows[0].pk, rows[3].pk]


def test_what_more_people_read_comes_first_among_equals(home, translator):
    from activity.models import DailyCount

    rows = [translation_of(source(home, f"Page {each}", slug=f"page-{each}")) for each in range(2)]
    read = rows[1]
    from home.models import PlainPage

    page = PlainPage.objects.get(translation_key=read.translation_key, locale=read.source_locale)
    DailyCount.objects.create(page_id=page.pk, day=timezone.localdate(), views=50)
    assert ordered(open_for(translator).filter(pk__in=[row.pk for row in rows]))[0] == read.pk


def test_the_next_one_is_the_first_that_nobody_has(home, translator):
    first, second = (translation_of(source(home, f"Page {each}", slug=f"page-{each}")) for each in range(2))
    change(first, priority=20, assignee=person("other", "translators"))
    change(second, priority=10)
    taken: Any = claim_next(rows=open_for(translator), user=translator)
    assert taken.pk == second.pk
    assert reload(second).assignee == translator


def test_the_queue_is_for_who_translates(client, customer, homes):
    agent = person("writer")
    agent.groups.add(*agent.groups.model.objects.filter(name="Authors"))
    client.force_login(agent)
    assert client.get(reverse(QUEUE)).status_code == 302
    client.force_login(customer)
    assert client.get(reverse(QUEUE)).status_code in (302, 403)


def test_the_queue_opens_where_something_waits(client, translation, translator, page):
    client.force_login(translator)
    assert translation.title in client.get(reverse(QUEUE)).content.decode()
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert translation.title in home
    assert "csrfmiddlewaretoken" in home.split("Take the next one")[0].rsplit("<form", 1)[1]
    client.post(reverse(QUEUE), {"do": "next"})
    assert reload(translation).assignee == translator
    assert 'aria-current="page">Mine' in client.get(reverse(QUEUE)).content.decode()


def test_somebody_takes_a_translation_and_gives_it_back(client, translation, translator):
    client.force_login(translator)
    assert translation.title in client.get(reverse(QUEUE), {"whose": "free"}).content.decode()
    client.post(reverse(QUEUE), {"do": "claim", "id": translation.pk})
    assert reload(translation).assignee == translator
    assert translation.title in client.get(reverse(QUEUE)).content.decode()
    client.post(reverse(QUEUE), {"do": "release", "id": translation.pk})
    assert reload(translation).assignee is None


@pytest.mark.parametrize(
    "sent", [{}, {"do": "claim"}, {"do": "claim", "id": "x"}, {"do": "claim", "id": "9" * 30}, {"do": "fly"}]
)
def test_senseless_requests_change_nothing(client, translation, translator, sent):
    client.force_login(translator)
    assert client.post(reverse(QUEUE), sent).status_code == 302
    assert reload(translation).assignee is None


@pytest.mark.parametrize(
    "query", [{"language": "xx"}, {"state": "flying"}, {"due": "x"}, {"priority": "x"}, {"p": "x"}, {"whose": "x"}]
)
def test_senseless_filters_break_nothing(client, translation, translator, query):
    client.force_login(translator)
    assert client.get(reverse(QUEUE), query).status_code == 200


def test_filters_narrow_the_list(client, translation, translator):
    client.force_login(translator)
    change(translation, due=timezone.localdate() - timedelta(days=1))
    for query, found in [
        ({"due": "over"}, True),
        ({"due": "none"}, False),
        ({"state": "to_do"}, True),
        ({"state": "outdated"}, False),
        ({"language": "fa"}, True),
        ({"priority": "20"}, False),
    ]:
        text = client.get(reverse(QUEUE), {"whose": "team", **query}).content.decode()
        assert (translation.title in text) is found, query


def test_the_list_costs_as_many_queries_for_many_rows_as_for_few(client, home, translator):
    client.force_login(translator)
    url = reverse(QUEUE)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(url, {"whose": "team"})
        return len(seen)

    translation_of(source(home, "First", slug="first"))
    client.get(url)
    few = queries()
    for number in range(12):
        translation_of(source(home, f"Page {number}", slug=f"page-{number}"))
    assert queries() == few


def test_the_first_page_of_the_admin_shows_what_is_mine(client, translation, translator):
    claim(translation, user=translator)
    client.force_login(translator)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Yours to translate" in text
    assert translation.title in text


def test_closed_wiki_pages_are_neither_listed_nor_counted(client, home, translator):
    from tests.factories import add_page
    from wiki.models import SpacePage, WikiPage

    space = add_page(home, SpacePage, "Zephyr corner", slug="zephyr")
    secret = translation_of(add_page(space, WikiPage, "Zephyr rules", slug="rules"))
    Translation.objects.filter(translation_key=space.translation_key).delete()
    assert secret not in open_for(translator)
    assert counts_for(translator).free == open_for(translator).filter(assignee=None).count()
    client.force_login(translator)
    assert "Zephyr" not in client.get(reverse(QUEUE), {"whose": "team"}).content.decode()
    client.post(reverse(QUEUE), {"do": "claim", "id": secret.pk})
    assert reload(secret).assignee is None
    assert client.get(reverse("localization_admin:review", args=[secret.pk])).status_code == 404
