from __future__ import annotations

import pytest

from localization.models import Kind, LanguageTeam, Stage, Translation, TranslationEvent, Unit
from localization.review.stamp import words_stamp
from localization.stages import NotAllowed, approve, assign, claim, release, send_back, submit
from localization.units import unit_write
from tests.localization.work.cast import again, locale, person, reload, translation_of, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(translation, translator):
    claim(translation, user=translator)
    write_all(translation, translator)
    return submit(translation, user=translator)


def whats(translation):
    return list(translation.events.order_by("pk").values_list("what", flat=True))


def test_a_translation_goes_its_whole_way(page, translation, translator, reviewer):
    claim(translation, user=translator)
    assert reload(translation).stage == Stage.TRANSLATING
    write_all(translation, translator)
    submit(translation, user=translator)
    assert reload(translation).stage == Stage.REVIEW
    row = approve(translation, user=reviewer, seen=words_stamp(reload(translation)))
    assert row.stage == Stage.PUBLISHED
    assert row.page and row.page.live
    assert row.based_on == page.latest_revision_id
    way = [each for each in whats(row) if each in {"claimed", "submitted", "approved", "published"}]
    assert way == ["claimed", "submitted", "approved", "published"]


def test_after_publishing_nobody_has_it_and_no_day_is_set(submitted, reviewer, lead):
    assign(submitted, user=lead, to=submitted.assignee, priority=20)
    row = approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    assert (row.assignee, row.due, row.priority) == (None, None, 0)


def test_a_claim_is_taken_once_and_the_second_is_told_who_has_it(translation, translator):
    claim(translation, user=translator)
    claim(translation, user=translator)
    assert whats(translation).count("claimed") == 1
    with pytest.raises(NotAllowed, match="Tara"):
        claim(translation, user=person("second", "translators"))
    assert reload(translation).assignee == translator


def test_a_stale_copy_of_the_row_changes_nothing_that_others_did(translation, translator):
    stale = Translation.objects.get(pk=translation.pk)
    claim(translation, user=translator)
    with pytest.raises(NotAllowed):
        claim(stale, user=person("second", "translators"))


def test_who_gives_back_leaves_the_words(translation, translator):
    claim(translation, user=translator)
    unit = Unit.objects.filter(translation=translation, kind=Kind.TEXT)[0]
    unit_write(unit=unit, text="متن", user=translator)
    row = release(translation, user=translator)
    assert (row.assignee, row.stage) == (None, Stage.TO_DO)
    assert Unit.objects.get(pk=unit.pk).text == "متن"


def test_others_do_not_release_but_leads_do(translation, translator, lead):
    claim(translation, user=translator)
    with pytest.raises(NotAllowed):
        release(translation, user=person("second", "translators"))
    assert release(translation, user=lead).assignee is None


def test_a_published_translation_that_is_given_back_unchanged_is_published_still(submitted, reviewer, translator):
    approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    claim(submitted, user=translator)
    assert release(submitted, user=translator).stage == Stage.PUBLISHED


def test_leads_assign_to_who_translates_and_nobody_else(translation, translator, lead):
    assert assign(translation, user=lead, to=translator, priority=10).assignee == translator
    with pytest.raises(NotAllowed, match="does not translate"):
        assign(translation, user=lead, to=person("stranger"))
    with pytest.raises(NotAllowed, match="Only leads"):
        assign(translation, user=translator, to=person("second", "translators"))


def test_who_translates_may_take_for_themselves(translation, translator):
    assert assign(translation, user=translator, to=translator).assignee == translator


@pytest.mark.parametrize("step", [claim, submit])
def test_who_is_not_of_the_team_takes_no_step(translation, step):
    with pytest.raises(NotAllowed):
        step(translation, user=person("arab", "leads", code="ar"))
    assert reload(translation).stage == Stage.TO_DO


def test_a_language_without_a_team_says_so(translation):
    LanguageTeam.objects.filter(locale=locale("fa")).delete()
    polite = person("arab", "translators", code="ar")
    with pytest.raises(NotAllowed, match=r"No team translates|gone"):
        claim(translation, user=polite)


def test_what_is_not_done_is_not_submitted(translation, translator):
    claim(translation, user=translator)
    with pytest.raises(NotAllowed, match="not done"):
        submit(translation, user=translator)
    assert reload(translation).stage == Stage.TRANSLATING


def test_it_is_submitted_once(submitted, translator):
    with pytest.raises(NotAllowed, match="already"):
        submit(submitted, user=translator)
    assert whats(submitted).count("submitted") == 1


def test_submitting_shows_readers_nothing(submitted):
    assert not submitted.page.live


def test_translators_neither_approve_nor_send_back(submitted, translator):
    with pytest.raises(NotAllowed):
        approve(submitted, user=translator, seen=words_stamp(submitted))
    with pytest.raises(NotAllowed):
        send_back(submitted, user=translator, note="No.")
    assert reload(submitted).stage == Stage.REVIEW


def test_with_four_eyes_nobody_approves_their_own_words(translation, reviewer):
    write_all(translation, reviewer)
    submit(translation, user=reviewer)
    with pytest.raises(NotAllowed, match="somebody else"):
        approve(translation, user=reviewer, seen=words_stamp(reload(translation)))
    other = person("other", "reviewers")
    assert approve(translation, user=other, seen=words_stamp(reload(translation))).stage == Stage.PUBLISHED


def test_without_four_eyes_they_do(translation, reviewer):
    LanguageTeam.objects.filter(locale=locale("fa")).update(has_four_eyes=False)
    write_all(translation, reviewer)
    submit(translation, user=reviewer)
    assert approve(translation, user=reviewer, seen=words_stamp(reload(translation))).stage == Stage.PUBLISHED


def test_what_changed_since_it_was_seen_is_not_approved(submitted, reviewer):
    seen = words_stamp(reload(submitted))
    unit = Unit.objects.filter(translation=submitted, kind=Kind.TEXT)[0]
    unit_write(unit=unit, text="متن دیگر", user=person("other", "reviewers"))
    with pytest.raises(NotAllowed, match="changed since"):
        approve(submitted, user=reviewer, seen=seen)
    assert reload(submitted).stage == Stage.REVIEW
    assert not reload(submitted).page.live
    assert approve(submitted, user=reviewer, seen=words_stamp(reload(submitted))).stage == Stage.PUBLISHED


def test_of_two_reviewers_the_second_is_told_that_it_is_over(submitted, reviewer):
    seen = words_stamp(reload(submitted))
    approve(submitted, user=reviewer, seen=seen)
    with pytest.raises(NotAllowed, match="not in review"):
        send_back(submitted, user=person("other", "reviewers"), note="Wait.")
    assert reload(submitted).stage == Stage.PUBLISHED


def test_sending_back_needs_a_note_and_keeps_it(submitted, reviewer, translator):
    with pytest.raises(NotAllowed, match="Write what"):
        send_back(submitted, user=reviewer, note="  ")
    row = send_back(submitted, user=reviewer, note="The title is too long.")
    assert (row.stage, row.assignee) == (Stage.TRANSLATING, translator)
    assert TranslationEvent.objects.get(translation=row, what="returned").note == "The title is too long."


def test_what_was_sent_back_is_submitted_again(submitted, reviewer, translator):
    send_back(submitted, user=reviewer, note="Once more.")
    submit(submitted, user=translator)
    row = approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    assert row.stage == Stage.PUBLISHED


def test_a_translation_below_a_draft_is_not_published_and_stays_in_review(home, translator, reviewer):
    from tests.localization.work.cast import source

    above = source(home, "Above", slug="above")
    below = source(above, "Below", slug="below")
    translation = translation_of(below)
    write_all(translation, translator)
    submit(translation, user=translator)
    with pytest.raises(NotAllowed, match="page above"):
        approve(translation, user=reviewer, seen=words_stamp(reload(translation)))
    assert reload(translation).stage == Stage.REVIEW
    assert not TranslationEvent.objects.filter(translation=translation, what="approved").exists()


def test_a_page_that_is_written_freely_is_neither_claimed_nor_submitted(translation, translator):
    write_all(translation, translator)
    Translation.objects.filter(pk=translation.pk).update(is_synced=False)
    for step in (claim, submit):
        with pytest.raises(NotAllowed, match="written freely"):
            step(translation, user=translator)


def test_what_was_in_review_when_its_source_was_deleted_comes_back_and_is_given_back(submitted, translator, reviewer, lead):
    Translation.objects.filter(pk=submitted.pk).update(is_source_gone=True)
    with pytest.raises(NotAllowed, match="deleted"):
        approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    assert send_back(submitted, user=reviewer, note="Its source is gone.").stage == Stage.TRANSLATING
    with pytest.raises(NotAllowed, match="deleted"):
        submit(submitted, user=translator)
    assert assign(submitted, user=lead, to=lead).assignee == lead
    assert release(submitted, user=lead).assignee is None


def test_a_deleted_source_leaves_nothing_to_do(page, translation, translator):
    Translation.objects.filter(pk=translation.pk).update(is_source_gone=True)
    with pytest.raises(NotAllowed, match="deleted"):
        claim(translation, user=translator)


def test_a_translation_that_is_gone_is_told_so(translation, translator):
    pk = translation.pk
    translation.delete()
    with pytest.raises(NotAllowed, match="gone"):
        claim(Translation(pk=pk), user=translator)


def test_rights_that_were_taken_away_count_at_once(submitted, reviewer):
    reviewer.groups.clear()
    with pytest.raises(NotAllowed):
        approve(submitted, user=again(reviewer), seen=words_stamp(reload(submitted)))
