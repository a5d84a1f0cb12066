"""A site without the demo has a home page in every language, and keeps what an administrator decides."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Page, Site

from home.models import HomePage, PlainPage
from home.services import homes_ensure
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def test_every_language_gets_its_home_in_its_own_words(homes):
    assert {code: home.title for code, home in homes.items()}["ar"] == "مركز المساعدة"
    assert set(homes) == {"en", "ar", "fa", "id"}


def test_they_are_translations_of_one_another(homes):
    assert len({home.translation_key for home in homes.values()}) == 1


def test_the_welcome_page_goes(homes):
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_a_second_run_changes_nothing(homes):
    before = set(HomePage.objects.values_list("pk", flat=True))
    homes_ensure()
    assert set(HomePage.objects.values_list("pk", flat=True)) == before


def test_a_missing_language_is_added(homes):
    homes["fa"].delete()
    assert homes_ensure()["fa"].url_path == "/home-fa/"


def test_a_home_that_was_deleted_stays_away_when_the_site_starts(homes):
    homes["fa"].delete()
    call_command("ensure_home", if_none=True)
    assert not HomePage.objects.filter(locale__language_code="fa").exists()


def test_the_root_an_administrator_chose_stays(homes):
    site = Site.objects.get(is_default_site=True)
    site.root_page = homes["ar"]
    site.save()
    homes_ensure()
    assert Site.objects.get(is_default_site=True).root_page_id == homes["ar"].pk


def test_a_plain_page_carries_blocks_and_questions(home, client):
    entries = [{"question": "How much?", "answer": "<p>Nothing.</p>"}]
    faq = {"type": "faq_accordion", "value": {"heading": "Costs", "entries": entries, "first_open": False, "one_open": False}}
    page = add_page(home, PlainPage, "Pricing", slug="pricing", body=[faq])
    assert "How much?" in client.get(page.link).content.decode()


def test_several_knowledge_bases_stand_under_one_home(home, client):
    from kb.models import CategoryPage

    for name in ("Cameras", "Printers"):
        add_page(home, CategoryPage, name, slug=name.lower())
    shown = client.get("/en/").content.decode()
    assert 'href="/en/cameras/"' in shown and 'href="/en/printers/"' in shown


def test_editors_may_change_menus_and_branding(home, editor):
    assert editor.has_perm("theme.change_navigation")
    assert editor.has_perm("theme.change_branding")


def test_what_is_submitted_for_approval_has_somebody_to_approve_it(home):
    assert not GroupApprovalTask.objects.filter(groups=None).exists()
