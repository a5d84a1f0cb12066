"""What was written before comes back, and what the source has no more goes where it belongs."""

from __future__ import annotations

import pytest

from localization.editor.shown import bin_of
from localization.models import Kind, Origin, Unit, UnitState
from localization.units import UnitChanged, source_digest, unit_draft, unit_write

pytestmark = pytest.mark.django_db


def test_an_earlier_text_is_listed_and_restored(desk):
    unit = desk.unit("14 days")
    desk.save(unit, "تا ۱۴ روز.")
    desk.save(unit, "دو هفته.", version=1)
    versions = desk.client.get(desk.address("unit_history", unit.pk)).json()["versions"]
    assert [(each["text"], each["by"]) for each in versions] == [("تا ۱۴ روز.", "mina")]

    answer = desk.send("unit_history", unit, restore=versions[0]["id"], version=2)
    assert answer.json()["unit"]["text"] == "تا ۱۴ روز."
    assert [each.text for each in unit.versions.all()] == ["دو هفته.", "تا ۱۴ روز."]


def test_restoring_over_somebodys_text_is_refused(desk):
    unit = desk.unit("14 days")
    desk.save(unit, "تا ۱۴ روز.")
    desk.save(unit, "دو هفته.", version=1)
    version = unit.versions.get()
    assert desk.send("unit_history", unit, restore=version.pk, version=1).status_code == 409


def test_a_version_of_another_unit_is_not_there(desk):
    other = desk.unit("your orders")
    desk.save(other, 'سفارش‌های <a id="a1">شما</a>.')
    desk.save(other, 'ببینید <a id="a1">شما</a>.', version=1)
    unit = desk.unit("14 days")
    assert desk.send("unit_history", unit, restore=other.versions.get().pk, version=0).status_code == 404


def binned(desk, **fields):
    values = {"path": "body.gone", "kind": Kind.TEXT, "source": "Within 14 days.", "text": "تا ۱۴ روز.", "origin": Origin.HUMAN}
    values |= fields
    return Unit.objects.create(
        translation=desk.translation, state=UnitState.BIN, order=99, source_digest=source_digest(values["source"]), **values
    )


def test_a_text_goes_back_to_the_segment_of_the_same_source_and_is_to_be_looked_at(desk):
    unit, old = desk.unit("14 days"), binned(desk)
    Unit.objects.filter(pk=unit.pk).update(source_digest=old.source_digest)
    answer = desk.client.post(desk.address("bin_restore", old.pk), "{}", content_type="application/json")
    assert answer.json()["unit"]["id"] == unit.pk
    unit.refresh_from_db()
    assert (unit.text, unit.state) == ("تا ۱۴ روز.", UnitState.TO_DO)
    old.refresh_from_db()
    assert (old.text, old.state) == ("تا ۱۴ روز.", UnitState.BIN)


def test_a_text_whose_place_is_taken_is_not_put_over_another(desk):
    unit = desk.unit("14 days")
    desk.save(unit, "دو هفته.")
    old = binned(desk, path=unit.path)
    Unit.objects.filter(translation=desk.translation, path=unit.path, kind=Kind.TEXT).exclude(pk=old.pk).update(text="x")
    assert desk.client.post(desk.address("bin_restore", old.pk), "{}", content_type="application/json").status_code == 422


def test_what_is_no_bin_is_not_restored(desk):
    unit = desk.unit("14 days")
    assert desk.client.post(desk.address("bin_restore", unit.pk), "{}", content_type="application/json").status_code == 404


def test_the_bin_is_listed(desk):
    binned(desk, text="یادگار گذشته")
    assert "یادگار گذشته" in desk.client.get(desk.address("edit")).content.decode()


def outdated(desk, text="تا ۱۴ روز."):
    """A text that was done, and whose source says something else since."""
    unit = desk.unit("14 days")
    desk.save(unit, text)
    new = {"state": UnitState.OUTDATED, "new_source": "Within 30 days.", "version": 2}
    desk.translation.units.filter(pk=unit.pk).update(**new)
    unit.refresh_from_db()
    return unit


def test_an_old_text_restored_while_its_source_is_a_newer_one_is_not_done(desk):
    unit = outdated(desk)
    desk.save(unit, "تا ۱۴ روز کاری.", done=False)
    answer = desk.send("unit_history", unit, restore=unit.versions.get().pk, version=3)
    assert answer.json()["unit"]["text"] == "تا ۱۴ روز."
    unit.refresh_from_db()
    assert (unit.state, unit.source, unit.new_source) == (UnitState.OUTDATED, "Within 14 days.", "Within 30 days.")


def test_a_text_of_another_source_is_restored_to_be_looked_at(desk):
    unit = outdated(desk)
    desk.save(unit, "تا ۳۰ روز.")
    answer = desk.send("unit_history", unit, restore=unit.versions.get().pk, version=3)
    assert answer.json()["unit"]["text"] == "تا ۱۴ روز."
    unit.refresh_from_db()
    assert (unit.state, unit.source) == (UnitState.TO_DO, "Within 30 days.")


def test_a_done_text_is_kept_when_it_is_typed_over_because_its_source_changed(desk):
    unit = outdated(desk)
    for version, text in enumerate(["تا ۳۰ روز", "تا ۳۰ روز کاری", "تا ۳۰ روز کاری دیگر"], 2):
        desk.save(unit, text, version=version, done=False)
    assert [version.text for version in unit.versions.all()] == ["تا ۱۴ روز."]


@pytest.mark.parametrize("write", [unit_write, unit_draft])
def test_a_text_that_left_the_page_meanwhile_is_not_written(desk, translator, write):
    unit = desk.unit("14 days")
    desk.translation.units.filter(pk=unit.pk).update(state=UnitState.BIN)
    with pytest.raises(UnitChanged):
        write(unit=unit, text="تا ۱۴ روز.", user=translator)
    unit.refresh_from_db()
    assert (unit.text, unit.state) == ("", UnitState.BIN)


def test_the_bin_lists_nothing_that_is_empty(desk, translator):
    old = binned(desk, text="", version=2)
    link = binned(desk, text="", kind=Kind.VALUE, source_value="https://a.example", value="https://b.example")
    assert [shown.unit.pk for shown in bin_of(desk.translation, translator)] == [link.pk] != [old.pk]
