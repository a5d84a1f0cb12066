from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from home.models import PlainPage
from localization.models import Kind, Stage, Unit
from localization.review.comparing import compared
from localization.review.stamp import words_stamp
from localization.stages import approve, submit
from localization.units import unit_write
from tests.factories import add_page
from tests.localization.work.cast import person, reload, source, translation_of, write_all
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(translation, translator):
    write_all(translation, translator)
    return submit(translation, user=translator)


def url(translation):
    return reverse("localization_admin:review", args=[translation.pk])


def test_both_sides_stand_in_their_own_direction(client, submitted, reviewer):
    client.force_login(reviewer)
    text = client.get(url(submitted)).content.decode()
    assert 'lang="en" dir="ltr"' in text
    assert 'lang="fa" dir="rtl"' in text


def test_tags_are_shown_and_do_nothing(client, submitted, reviewer):
    Unit.objects.filter(translation=submitted, path="summary").update(text='متن <b id="b1">پررنگ</b> <script>alert(1)</script>')
    client.force_login(reviewer)
    text = client.get(url(submitted)).content.decode()
    assert "l10n-chip--tag" in text
    assert "<script>alert(1)" not in text


def test_what_is_new_stands_beside_what_readers_have(submitted, reviewer, translator):
    approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    row = reload(submitted)
    unit = Unit.objects.filter(translation=row, path="title").get()
    before = unit.text
    unit_write(unit=unit, text="عنوان تازه", user=translator)
    changed = [each for each in compared(row, reviewer) if each.is_changed]
    assert [(each.old_text, each.new_text) for each in changed] == [(before, "عنوان تازه")]


def test_the_change_of_the_source_is_shown(page, submitted, reviewer, translator):
    from localization.syncing import translation_sync

    approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    page.summary = "We open at ten in the morning."
    page.save_revision().publish()
    translation_sync(reload(submitted))
    row = next(each for each in compared(reload(submitted), reviewer) if each.unit.path == "summary")
    assert ("old", "nine") in [(each.kind, each.text) for each in row.source]
    assert ("new", "ten") in [(each.kind, each.text) for each in row.source]


def test_of_a_page_that_was_adopted_only_what_changed_is_new(home, homes, page, reviewer, translator):
    from localization.syncing import translation_adopt, translation_sync

    linked = add_page(homes["fa"], PlainPage, "ساعت کار", summary="ساعت نه باز می‌کنیم.", translation_key=page.translation_key)
    row = translation_adopt(linked, source=page, user=None)
    page.summary = "We open at ten in the morning."
    page.save_revision().publish()
    translation_sync(reload(row))
    unit_write(unit=Unit.objects.get(translation=row, path="summary"), text="ساعت ده باز می‌کنیم.", user=translator)
    found = {each.unit.path: each for each in compared(reload(row), reviewer)}
    assert (found["title"].is_changed, found["title"].old_text) == (False, "ساعت کار")
    assert (found["summary"].is_new, found["summary"].old_text) == (False, "ساعت نه باز می‌کنیم.")


def test_in_a_first_translation_no_word_is_marked(submitted, reviewer):
    rows = [each for each in compared(submitted, reviewer) if each.new_text]
    assert rows and all(piece.kind == "same" for each in rows for piece in each.text)


@pytest.mark.parametrize(("language", "arrow"), [("en", "→"), ("ar", "←")])
def test_the_arrow_points_the_way_that_is_read(client, submitted, reviewer, language, arrow):
    UserProfile.objects.update_or_create(user=reviewer, defaults={"preferred_language": language})
    client.force_login(reviewer)
    text = client.get(url(submitted)).content.decode()
    assert arrow in text and {"→": "←", "←": "→"}[arrow] not in text


class TestLinksAndFiles:
    """They are called by their names: a number tells a reviewer nothing."""

    @pytest.fixture
    def linked(self, home, translator):
        other = source(home, "Prices", slug="prices")
        row = translation_of(source(home, "Shop", slug="shop"))
        write_all(row, translator)
        return submit(row, user=translator), other

    @pytest.fixture
    def value(self, linked):
        what = {"kind": Kind.VALUE, "source_value": linked[1].pk, "attributes": {"what": "page"}}
        return Unit.objects.create(translation=linked[0], path="body.x", order=99, **what)

    def test_a_page_is_called_by_its_title(self, linked, value, reviewer):
        row = next(each for each in compared(linked[0], reviewer) if each.unit == value)
        assert "".join(piece.text for piece in row.source) == "Prices"
        assert (row.new_text, row.is_new) == ("as in the source", False)

    def test_another_one_is_a_change(self, home, linked, value, reviewer):
        other = source(home, "Offers", slug="offers")
        Unit.objects.filter(pk=value.pk).update(value=other.pk, state="done")
        row = next(each for each in compared(linked[0], reviewer) if each.unit == value)
        assert [(piece.kind, piece.text) for piece in row.text] == [("new", "Offers")]

    def test_the_screen_shows_no_numbers(self, client, linked, value, reviewer):
        client.force_login(reviewer)
        text = client.get(url(linked[0])).content.decode()
        assert "Prices" in text and "as in the source" in text

    def test_a_page_that_is_closed_to_a_reviewer_has_no_name(self, home, linked, value, reviewer):
        secret = add_page(add_page(home, SpacePage, "Zephyr corner", slug="space"), WikiPage, "Tone of voice", slug="tone")
        Unit.objects.filter(pk=value.pk).update(value=secret.pk)
        row = next(each for each in compared(linked[0], reviewer) if each.unit == value)
        assert "Tone of voice" not in row.new_text


def test_a_reviewer_approves(client, submitted, reviewer):
    client.force_login(reviewer)
    client.post(url(submitted), {"do": "approve", "seen": words_stamp(reload(submitted))})
    assert reload(submitted).stage == Stage.PUBLISHED


@pytest.mark.parametrize("seen", ["", "x", "0" * 64])
def test_an_approval_without_the_name_of_what_was_seen_is_none(client, submitted, reviewer, seen):
    client.force_login(reviewer)
    client.post(url(submitted), {"do": "approve", "seen": seen})
    assert reload(submitted).stage == Stage.REVIEW


def test_a_reviewer_sends_back_with_a_note(client, submitted, reviewer):
    client.force_login(reviewer)
    client.post(url(submitted), {"do": "send_back", "note": ""})
    assert reload(submitted).stage == Stage.REVIEW
    client.post(url(submitted), {"do": "send_back", "note": "Shorter."})
    assert reload(submitted).stage == Stage.TRANSLATING
    assert "Shorter." in client.get(url(submitted)).content.decode()


def test_translators_are_offered_no_approval(client, submitted, translator):
    client.force_login(translator)
    assert 'value="approve"' not in client.get(url(submitted)).content.decode()


def test_who_wrote_it_reads_why_they_do_not_approve(client, translation, reviewer):
    write_all(translation, reviewer)
    submit(translation, user=reviewer)
    client.force_login(reviewer)
    text = client.get(url(translation)).content.decode()
    assert 'value="approve"' not in text
    assert "somebody else has to approve" in text


def test_others_do_not_see_it(client, submitted):
    client.force_login(person("arab", "leads", code="ar"))
    assert client.get(url(submitted)).status_code in (302, 404)


def test_the_page_costs_as_many_queries_for_many_texts(client, submitted, reviewer, django_assert_max_num_queries):
    client.force_login(reviewer)
    client.get(url(submitted))
    with django_assert_max_num_queries(60):
        client.get(url(submitted))


def test_leads_choose_whether_four_eyes_are_asked_for(client, lead, translator):
    from localization.teams import has_four_eyes
    from tests.localization.work.cast import locale

    client.force_login(lead)
    client.post(reverse("localization_admin:teams"), {"language": "fa", "do": "two-eyes"})
    assert not has_four_eyes(locale("fa"))
    client.force_login(translator)
    client.post(reverse("localization_admin:teams"), {"language": "fa", "do": "four-eyes"})
    assert not has_four_eyes(locale("fa"))
    assert client.post(reverse("localization_admin:teams"), {"language": "xx", "do": "four-eyes"}).status_code == 404


def test_the_screen_of_teams_names_people(client, lead, translator):
    client.force_login(translator)
    text = client.get(reverse("localization_admin:teams")).content.decode()
    assert "Leila" in text and "Persian leads" in text
