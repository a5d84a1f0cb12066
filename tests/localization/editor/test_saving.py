"""What a translator types is saved at once, and nobody's words are written over unseen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from localization.models import Stage, UnitState
from tests.localization.editor.conftest import Desk, person
from tests.localization.working import begun

pytestmark = pytest.mark.django_db

TEXT = "تا ۱۴ روز."


def test_what_is_being_typed_is_kept_and_still_to_do(desk):
    unit = desk.unit("14 days")
    answer = desk.save(unit, "تا ۱۴", done=False).json()
    unit.refresh_from_db()
    assert (unit.text, unit.state, unit.version) == ("تا ۱۴", UnitState.TO_DO, 1)
    assert (answer["unit"]["version"], answer["unit"]["is_begun"], answer["progress"]["done"]) == (1, True, 0)


def test_saving_while_somebody_types_reads_neither_the_source_nor_counts_its_words(desk):
    unit = desk.unit("14 days")
    desk.save(unit, "تا ۱۴", done=False)
    with CaptureQueriesContext(connection) as queries:
        assert desk.save(unit, "تا ۱۴ روز", version=1, done=False).status_code == 200
    asked = [query["sql"] for query in queries]
    assert not [sql for sql in asked if "localization_sourcesnapshot" in sql]
    assert not [sql for sql in asked if sql.startswith('UPDATE "localization_translation"')]


def test_what_is_done_counts(desk, translator):
    unit = desk.unit("14 days")
    answer = desk.save(unit, TEXT).json()
    unit.refresh_from_db()
    assert (unit.text, unit.state, unit.user, unit.origin) == (TEXT, UnitState.DONE, translator, "human")
    assert answer["progress"]["done"] == 1
    assert "mina" in answer["unit"]["html"]


def test_of_two_translators_the_second_is_told_and_both_texts_are_there(desk, colleague, translation):
    other = Desk(colleague, translation)
    unit = desk.unit("14 days")
    assert desk.save(unit, TEXT, version=0).status_code == 200
    refused = other.save(unit, "دو هفته.", version=0)
    assert refused.status_code == 409
    assert refused.json()["unit"]["text"] == TEXT
    assert refused.json()["unit"]["writer"] == "mina"
    unit.refresh_from_db()
    assert unit.text == TEXT

    assert other.save(unit, "دو هفته.", version=1).status_code == 200
    assert [version.text for version in unit.versions.all()] == [TEXT]


def test_a_draft_over_somebodys_text_is_refused_as_well(desk, colleague, translation):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    assert Desk(colleague, translation).save(unit, "دو", version=0, done=False).status_code == 409


def test_steps_of_one_sitting_are_one_version_and_a_lost_text_is_kept(desk):
    unit = desk.unit("14 days")
    for version, text in enumerate(["تا", "تا ۱۴", "تا ۱۴ روز دیگر", "x"]):
        desk.save(unit, text, version=version, done=False)
    assert [version.text for version in unit.versions.all()] == ["تا ۱۴ روز دیگر"]


def test_a_done_text_goes_to_the_versions_before_it_is_typed_over(desk):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    desk.save(unit, "تا ۱۴ روز دیگر.", version=1, done=False)
    unit.refresh_from_db()
    assert unit.state == UnitState.TO_DO
    assert [version.text for version in unit.versions.all()] == [TEXT]


def test_a_machines_text_that_somebody_finds_right_stays_the_machines(desk):
    unit = desk.unit("14 days")
    made = {"text": TEXT, "state": UnitState.DONE, "origin": "machine", "engine": "Dummy", "needs_edit": True}
    desk.translation.units.filter(pk=unit.pk).update(**made)
    desk.save(unit, TEXT)
    unit.refresh_from_db()
    assert (unit.origin, unit.engine, unit.needs_edit) == ("machine", "Dummy", False)
    desk.save(unit, f"{TEXT}!", version=1)
    unit.refresh_from_db()
    assert (unit.origin, unit.engine) == ("human", "")
    assert [(each.text, each.origin) for each in unit.versions.all()] == [(TEXT, "machine")]


def test_an_outdated_text_stays_so_while_it_is_typed_and_takes_the_new_source_when_it_is_done(desk):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    desk.translation.units.filter(pk=unit.pk).update(state=UnitState.OUTDATED, new_source="Within 30 days.")
    desk.save(unit, "تا ۳۰", version=1, done=False)
    unit.refresh_from_db()
    assert (unit.state, unit.source) == (UnitState.OUTDATED, "Within 14 days.")

    desk.save(unit, "تا ۳۰ روز.", version=2)
    unit.refresh_from_db()
    assert (unit.state, unit.source, unit.new_source) == (UnitState.DONE, "Within 30 days.", "")


def test_who_saves_over_a_source_that_changed_is_told_what_it_says_now(desk):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    changed = {"state": UnitState.OUTDATED, "new_source": "Within 30 days {left}.", "version": 2}
    desk.translation.units.filter(pk=unit.pk).update(**changed)
    now = desk.save(unit, f"{TEXT}!", version=1).json()["unit"]
    assert (now["text"], now["source"], now["version"]) == (TEXT, "Within 30 days {left}.", 2)
    assert "<ins>" in now["source_html"] and 'data-opening="{left}"' in now["inserts"]


def test_findings_come_with_the_answer_and_are_kept(desk):
    unit = desk.unit("{name}")
    answer = desk.save(unit, "سلام {نام}، <b>بازگشت</b> را بزنید.").json()
    assert answer["unit"]["errors"] == 1
    assert "{name}" in answer["unit"]["html"]
    unit.refresh_from_db()
    assert [check["code"] for check in unit.checks] == ["placeholder_missing"]
    assert desk.save(unit, "سلام {name}، <b>بازگشت</b> را بزنید.", version=1).json()["unit"]["errors"] == 0


def test_foreign_markup_becomes_words(desk):
    unit = desk.unit("14 days")
    desk.save(unit, '<script>alert(1)</script> <a href="x">y</a>')
    unit.refresh_from_db()
    assert unit.text == '&lt;script&gt;alert(1)&lt;/script&gt; &lt;a href="x"&gt;y</a>'


def test_an_empty_text_is_to_do_again(desk):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    desk.save(unit, "", version=1)
    unit.refresh_from_db()
    assert (unit.text, unit.state) == ("", UnitState.TO_DO)


def test_nothing_is_written_while_it_is_in_review(desk):
    desk.translation.stage = Stage.REVIEW
    desk.translation.save()
    unit = desk.unit("14 days")
    refused = desk.save(unit, TEXT)
    assert refused.status_code == 403
    assert "review" in refused.json()["error"]
    unit.refresh_from_db()
    assert unit.text == ""


def test_nothing_is_written_into_a_page_that_is_written_freely(desk):
    desk.translation.is_synced = False
    desk.translation.save()
    assert desk.save(desk.unit("14 days"), TEXT).status_code == 403


@pytest.mark.parametrize("groups", [("Reviewers",), ("Authors",)])
def test_who_does_not_translate_is_refused(translation, groups):
    desk = Desk(person("ali", *groups), translation)
    unit = desk.unit("14 days")
    for answer in (
        desk.save(unit, TEXT),
        desk.client.get(desk.address("unit", unit.pk)),
        desk.client.get(desk.address("concordance")),
    ):
        assert answer.status_code in (403, 404)
        assert "14" not in answer.content.decode()
    unit.refresh_from_db()
    assert unit.text == ""


def test_customers_do_not_get_in(translation, customer):
    desk = Desk(customer, translation)
    assert desk.save(desk.unit("14 days"), TEXT).status_code == 302


def test_a_unit_of_another_translation_is_not_there(desk, article):
    other = begun(article, "ar")
    strange = other.units.get(source__contains="14 days")
    assert desk.save(strange, TEXT).status_code == 404
    strange.refresh_from_db()
    assert strange.text == ""


def test_a_unit_in_the_bin_is_not_written(desk):
    unit = desk.unit("14 days")
    desk.translation.units.filter(pk=unit.pk).update(state=UnitState.BIN)
    assert desk.save(unit, TEXT).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "null",
        '{"text": "x"}',
        '{"text": 1, "version": 0}',
        '{"text": "x", "version": true}',
        '{"text": "x", "version": "0"}',
        "[" * 100_000,
        '{"text": "\\ud83d", "version": 0}',
        '{"text": "x", "version": 0, "\\udc00": [{"\\ud83d": 1}]}',
    ],
)
def test_what_cannot_be_read_is_refused(desk, sent):
    unit = desk.unit("14 days")
    answer = desk.client.post(desk.address("unit", unit.pk), sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_fifty_thousand_characters_are_saved_and_more_than_can_be_read_are_not(desk):
    unit = desk.unit("14 days")
    assert desk.save(unit, "متن " * 12_500).status_code == 200
    unit.refresh_from_db()
    assert len(unit.text) == 50_000
    assert desk.save(unit, "x" * 200_001, version=1).status_code == 422


def test_a_zero_byte_does_not_reach_the_database(desk):
    unit = desk.unit("14 days")
    assert desk.save(unit, "تا\x00 ۱۴").status_code == 200
    unit.refresh_from_db()
    assert unit.text == "تا ۱۴"


def test_who_is_signed_out_is_sent_to_sign_in(client, translation):
    address = reverse("localization_admin:unit", args=[translation.pk, translation.units.first().pk])
    assert client.post(address, "{}", content_type="application/json").status_code == 302


def test_a_deleted_person_leaves_their_words(desk):
    unit = desk.unit("14 days")
    desk.save(unit, TEXT)
    User.objects.filter(username="mina").delete()
    unit.refresh_from_db()
    assert (unit.text, unit.user) == (TEXT, None)
