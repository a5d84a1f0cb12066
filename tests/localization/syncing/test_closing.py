"""Nobody reads in one language what is closed to them in the language it was written in."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from kb.models import CategoryPage
from localization.models import Notice, TranslationEvent
from localization.rendering import is_publishable
from localization.syncing import sync_stop, translation_adopt
from localization.syncing.closing import translations_close_following
from tests.factories import add_page
from tests.localization.syncing.site import page_of, published, said, saved
from tests.localization.work.cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks):
    """What is given to the worker is done at the end of the request."""

    def run(change):
        with django_capture_on_commit_callbacks(execute=True):
            return change()

    return run


def restrict(page, kind=PageViewRestriction.LOGIN, **fields):
    return PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind, **fields)


def closings(row) -> int:
    return TranslationEvent.objects.filter(translation=row, what="closed").count()


class TestASourceThatFewerMayRead:
    def test_takes_its_translations_from_readers_when_it_is_published(self, source, live, client, at_once):
        address = page_of(live).url
        assert client.get(address).status_code == 200
        at_once(lambda: saved(source, audience=Audience.AGENT))
        assert client.get(address).status_code == 404
        live.refresh_from_db()
        assert (live.published, closings(live)) == (None, 1)
        assert said(live)["Refunds"] == "fa Refunds"

    def test_as_a_draft_takes_nothing(self, source, live, at_once):
        at_once(lambda: saved(source, publish=False, audience=Audience.AGENT))
        assert page_of(live).live

    def test_the_leads_are_told(self, source, live, homes, at_once):
        lead = person("lead", "leads")
        at_once(lambda: saved(source, audience=Audience.AGENT))
        assert list(Notice.objects.filter(user=lead).values_list("kind", flat=True)) == ["closed"]

    def test_the_next_version_is_for_its_readers_and_can_be_published(self, source, live, superuser, client, at_once):
        at_once(lambda: saved(source, audience=Audience.AGENT))
        live.refresh_from_db()
        at_once(lambda: published(live, superuser))
        assert page_of(live).live and page_of(live).effective_audience == Audience.AGENT
        assert closings(live) == 1

    @pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
    def test_whatever_restricts_it(self, source, live, at_once, kind):
        at_once(lambda: restrict(source, kind, password="open sesame" if kind == "password" else ""))
        assert not page_of(live).live

    def test_takes_those_of_all_pages_below(self, category, live, at_once):
        at_once(lambda: restrict(category))
        assert not page_of(live).live and not page_of(live).get_parent().live

    def test_leaves_alone_what_is_as_strict_already(self, source, live, at_once):
        at_once(lambda: restrict(page_of(live)))
        at_once(lambda: restrict(source))
        assert page_of(live).live

    def test_takes_also_what_is_written_freely_but_only_once(self, source, live, superuser, at_once):
        sync_stop(live, user=superuser)
        at_once(lambda: restrict(source))
        assert not page_of(live).live
        at_once(lambda: saved(page_of(live)))
        at_once(lambda: saved(source, title="Money back"))
        translations_close_following()
        assert page_of(live).live


class TestATranslationThatFollowsItsSource:
    def test_is_not_opened_by_lifting_its_own_restriction(self, source, live, at_once):
        own = restrict(page_of(live))
        at_once(lambda: restrict(source))
        at_once(own.delete)
        assert not page_of(live).live

    def test_is_not_moved_to_where_more_may_read(self, home, homes, live, at_once):
        strict = add_page(homes["fa"], CategoryPage, "ویژه", audience=Audience.AGENT)
        at_once(lambda: page_of(live).move(strict, pos="last-child"))
        at_once(lambda: restrict(home))
        assert page_of(live).live
        at_once(lambda: page_of(live).move(homes["fa"], pos="last-child"))
        assert not page_of(live).live

    def test_cannot_be_published_while_its_place_is_more_open(self, source, live, at_once):
        at_once(lambda: restrict(source))
        live.refresh_from_db()
        assert any("Fewer people may read" in problem for problem in is_publishable(live))
        restrict(page_of(live))
        assert is_publishable(live) == []

    def test_is_not_opened_in_the_pages_own_editor(self, source, live, superuser, at_once):
        at_once(lambda: saved(source, audience=Audience.AGENT))
        page = page_of(live).get_latest_revision_as_object()
        page.audience = Audience.PUBLIC
        with pytest.raises(PermissionDenied, match="Fewer people may read"):
            page.save_revision(user=superuser).publish(user=superuser)

    def test_is_closed_by_the_next_look_where_the_worker_failed(self, source, live):
        saved(source, audience=Audience.AGENT)
        assert page_of(live).live
        assert translations_close_following() == 1
        assert translations_close_following() == 0


def test_a_linked_page_for_more_people_than_its_source_stays_and_does_not_follow_it(source, live, superuser, at_once):
    """It was made for them on purpose, before anybody called it a translation."""
    page = page_of(live)
    live.delete()
    at_once(lambda: restrict(source))
    row = translation_adopt(page, source=source, user=superuser)
    translations_close_following()
    assert not row.is_synced and page_of(row).live
