"""Pages that an importer or an editor linked as translations keep their words."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.core.management import call_command
from wagtail.models import Site

from kb.models import ArticlePage, CategoryPage
from localization.models import MemoryEntry, Stage, Translation, UnitState
from localization.syncing import adopting, sync_start, translation_adopt, translation_sync, translations_adopt
from localization.syncing.adopting import adoptable_models, translations_adopt_waiting
from tests.factories import add_page
from tests.localization.syncing.site import (
    BODY,
    ONE,
    OWN,
    THREE,
    TWO,
    all_texts,
    begun,
    draft_of,
    html,
    living,
    page_of,
    rich,
    said,
    saved,
)
from theme.models import Navigation

pytestmark = pytest.mark.django_db

PERSIAN = [rich(THREE, "با کارت بپردازید.", "سه روز صبر کنید."), rich(OWN, "به ما بنویسید.")]


@pytest.fixture
def linked(source, homes):
    """A page made elsewhere: other block ids, the same structure."""
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    return add_page(shelf, ArticlePage, "بازپرداخت", body=deepcopy(PERSIAN), translation_key=source.translation_key)


def test_its_words_become_units_that_are_done(source, linked, superuser):
    row = translation_adopt(linked, source=source, user=superuser)
    assert said(row) == {
        "Refunds": "بازپرداخت",
        "Pay by card.": "با کارت بپردازید.",
        "Wait three days.": "سه روز صبر کنید.",
        "Write to us.": "به ما بنویسید.",
    }
    assert {(unit.state, unit.origin) for unit in living(row) if unit.text} == {("done", "adopted")}
    assert (row.stage, row.is_synced, row.units_done, row.based_on) == (Stage.PUBLISHED, True, 4, source.live_revision_id)


class TestTheMemory:
    def adopted(self, page, source, on_commit):
        with on_commit(execute=True):
            translation_adopt(page, source=source, user=None)
        return set(MemoryEntry.objects.values_list("text", flat=True))

    def test_has_what_readers_have(self, source, linked, django_capture_on_commit_callbacks):
        assert "به ما بنویسید." in self.adopted(linked, source, django_capture_on_commit_callbacks)

    def test_has_nothing_of_an_adopted_draft(self, source, linked, django_capture_on_commit_callbacks):
        linked.unpublish()
        linked.refresh_from_db()
        assert not self.adopted(linked, source, django_capture_on_commit_callbacks)

    def test_has_nothing_of_a_draft_of_a_live_page(self, source, linked, django_capture_on_commit_callbacks):
        linked = saved(linked, publish=False, title="پیش‌نویس")
        assert not self.adopted(linked, source, django_capture_on_commit_callbacks)


def test_nothing_is_written_into_the_page(source, linked, superuser):
    before = ArticlePage.objects.filter(pk=linked.pk).values().get()
    translation_adopt(linked, source=source, user=superuser)
    assert ArticlePage.objects.filter(pk=linked.pk).values().get() == before


def test_a_later_sync_keeps_its_words(source, linked, superuser):
    row = translation_adopt(linked, source=source, user=superuser)
    saved(source, body=[rich(ONE, "Pay by card.", "Wait four days."), BODY[1], rich(THREE, "New.")])
    translation_sync(row)
    assert html(draft_of(row)) == "<p>با کارت بپردازید.</p><p>سه روز صبر کنید.</p><p>به ما بنویسید.</p><p>New.</p>"
    assert html(page_of(row)) == "<p>با کارت بپردازید.</p><p>سه روز صبر کنید.</p><p>به ما بنویسید.</p>"


def test_blocks_of_one_id_belong_together_wherever_they_stand(source, homes, superuser):
    body = [rich(TWO, "به ما بنویسید."), rich(ONE, "با کارت بپردازید.", "سه روز صبر کنید.")]
    page = add_page(homes["fa"], CategoryPage, "پرداخت")
    linked = add_page(page, ArticlePage, "بازپرداخت", body=body, translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    assert said(row)["Write to us."] == "به ما بنویسید."


def test_a_page_of_another_shape_is_never_guessed_at_nor_written(source, homes, superuser):
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    body = [rich(THREE, "یک.", "دو.", "سه."), rich(OWN, "چهار.", "پنج.")]
    linked = add_page(shelf, ArticlePage, "بازپرداخت", body=body, translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    assert said(row) == {"Refunds": "بازپرداخت", "Pay by card.": "", "Wait three days.": "", "Write to us.": ""}
    assert {"یک.", "دو.", "سه.", "چهار.", "پنج."} <= all_texts(row)
    assert not row.is_synced
    saved(source, title="Money back")
    translation_sync(row)
    assert html(draft_of(row)) == "<p>یک.</p><p>دو.</p><p>سه.</p><p>چهار.</p><p>پنج.</p>"


def test_somebody_can_let_it_follow_its_source_and_its_words_are_kept(source, homes, superuser):
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    linked = add_page(shelf, ArticlePage, "بازپرداخت", body=[rich(OWN, "یک.")], translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    sync_start(row, user=superuser)
    assert "یک." in all_texts(row) and draft_of(row).title == "بازپرداخت"
    assert html(page_of(row)) == "<p>یک.</p>"


def test_adopting_twice_changes_nothing(source, linked, superuser):
    first = translation_adopt(linked, source=source, user=superuser)
    assert translation_adopt(linked, source=source, user=superuser).pk == first.pk
    assert Translation.objects.filter(translation_key=source.translation_key).count() == 1


def test_whoever_asks_for_a_translation_that_is_linked_gets_that_page(source, linked, persian):
    row = begun(source, persian)
    assert row.page_id == linked.pk
    assert said(row)["Refunds"] == "بازپرداخت"


def test_a_linked_page_takes_the_place_of_a_deleted_one(source, live, homes, superuser):
    page_of(live).delete()
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    body = [rich(ONE, "با کارت", "fa Wait three days."), rich(TWO, "fa Write to us.")]
    linked = add_page(shelf, ArticlePage, "بازپرداخت", body=body, translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    assert (row.pk, row.page_id) == (live.pk, linked.pk)
    assert said(row)["Pay by card."] == "با کارت"
    assert "fa Pay by card." in all_texts(row)


def test_an_own_link_of_an_adopted_page_is_its_own(category, homes, superuser):
    text = 'See <a href="https://example.org/en">the bank</a> or <a href="https://example.org/faq">ask</a>.'
    source = add_page(category, ArticlePage, "Banks", body=[rich(ONE, text)])
    own = 'از <a href="https://example.org/fa">بانک</a> یا <a href="https://example.org/faq">بپرسید</a>.'
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    linked = add_page(shelf, ArticlePage, "بانک‌ها", body=[rich(TWO, own)], translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    saved(source, title="All banks")
    translation_sync(row)
    assert html(draft_of(row)) == f"<p>{own}</p>"


def test_the_command_adopts_what_is_linked_and_says_what_does_not_follow(source, linked, homes, superuser, capsys):
    shelf = add_page(homes["id"], CategoryPage, "Bayar")
    other = add_page(shelf, ArticlePage, "Kembali", body=[rich(OWN, "Satu.")], translation_key=source.translation_key)
    call_command("translations_adopt")
    told = capsys.readouterr().out
    assert "Kembali" in told and "Adopted: " in told
    rows = {row.page_id: row for row in Translation.objects.filter(translation_key=source.translation_key)}
    assert rows[linked.pk].is_synced and not rows[other.pk].is_synced
    assert {row.source_locale.language_code for row in rows.values()} == {"en"}
    call_command("translations_adopt")
    assert "Adopted: 0" in capsys.readouterr().out


def test_aliases_are_no_translations(source, persian):
    source.copy_for_translation(persian, copy_parents=True, alias=True)
    pages = ArticlePage.objects.filter(translation_key=source.translation_key)
    assert translations_adopt(pages=pages) == []


def test_a_draft_is_adopted_as_work_in_progress(source, homes, superuser):
    shelf = add_page(homes["fa"], CategoryPage, "پرداخت")
    linked = add_page(shelf, ArticlePage, "بازپرداخت", live=False, body=deepcopy(PERSIAN), translation_key=source.translation_key)
    row = translation_adopt(linked, source=source, user=superuser)
    assert (row.stage, row.published, row.based_on) == (Stage.TRANSLATING, None, 0)
    assert not row.units.filter(state=UnitState.TO_DO, kind="text").exists()


def test_the_scheduler_adopts_what_was_linked(source, linked, django_assert_num_queries):
    assert translations_adopt_waiting() == 4  # the home pages of the other languages, too
    assert Translation.objects.get(translation_key=source.translation_key).page_id == linked.pk
    with django_assert_num_queries(len(adoptable_models())):
        assert translations_adopt_waiting() == 0


def test_a_page_that_cannot_be_adopted_keeps_no_other_waiting(source, linked, homes, monkeypatch):
    other = add_page(homes["ar"], ArticlePage, "استرداد", translation_key=source.translation_key)
    adopt = adopting.translation_adopt

    def fails_once(page, **more):
        if page.pk == linked.pk:
            raise RuntimeError("broken")
        return adopt(page, **more)

    monkeypatch.setattr(adopting, "translation_adopt", fails_once)
    assert translations_adopt_waiting() == 4
    assert Translation.objects.get(translation_key=source.translation_key).page_id == other.pk


@pytest.fixture
def menus(homes):
    """Menus and wordings of two languages, one made from the other elsewhere."""
    site = Site.objects.get(is_default_site=True)
    english = Navigation.objects.create(site=site, locale=homes["en"].locale, sub_title="Help centre")
    return english, Navigation.objects.create(
        site=site,
        locale=homes["fa"].locale,
        sub_title="مرکز کمک",
        translation_key=english.translation_key,  # type: ignore[has-type]
    )


@pytest.mark.parametrize("adopt", [translations_adopt, translations_adopt_waiting])
def test_snippets_that_were_linked_are_adopted_too(menus, adopt):
    english, persian = menus
    adopt()
    row = Translation.objects.get(translation_key=english.translation_key)
    assert (row.object_id, row.page_id, row.locale, row.is_synced) == (str(persian.pk), None, persian.locale, True)
    assert said(row)["Help centre"] == "مرکز کمک"
    assert not adopt()
