"""What somebody was typing is never taken for a translation, whichever way its source goes meanwhile."""

from __future__ import annotations

from copy import deepcopy

import pytest

from localization.models import Origin, UnitState
from localization.syncing import translation_sync
from localization.units import Text, unit_draft, units_write
from tests.localization.syncing.site import BODY, ONE, THREE, all_texts, living, rich, saved, written

pytestmark = pytest.mark.django_db

FOUR = rich(ONE, "Pay by card.", "Wait four days.")


def unit_for(row, source):
    return next(unit for unit in living(row) if source in (unit.source, unit.new_source))


@pytest.fixture
def half(translation, superuser):
    """Nobody has translated it yet, and somebody began to."""
    return unit_draft(unit=unit_for(translation, "Wait three days."), text="سه", user=superuser)


def source_says(source, row, *body):
    source = saved(source, body=deepcopy(list(body)))
    translation_sync(row)
    return source


def test_half_a_text_is_to_do_when_its_source_changes_and_changes_back(source, translation, half):
    source = source_says(source, translation, FOUR, BODY[1])
    source_says(source, translation, *BODY)
    half.refresh_from_db()
    assert (half.text, half.state) == ("سه", UnitState.TO_DO)


def test_and_when_its_block_goes_and_comes_back(source, translation, half):
    source = source_says(source, translation, BODY[1])
    source_says(source, translation, *BODY)
    half.refresh_from_db()
    assert (half.text, half.state) == ("سه", UnitState.TO_DO)


def test_half_a_text_is_not_copied_for_the_same_words_elsewhere(source, translation, half):
    source_says(source, translation, *BODY, rich(THREE, "Wait three days."))
    again = next(unit for unit in living(translation) if THREE in unit.path)
    assert (again.text, again.state) == ("", UnitState.TO_DO)


def test_half_a_text_for_a_later_source_does_not_come_back_for_the_earlier_one(source, live, superuser):
    source = source_says(source, live, FOUR, BODY[1])
    unit_draft(unit=unit_for(live, "Wait four days."), text="چهار", user=superuser)
    written(live, "Wait four days.", "چهار روز", superuser)
    source_says(source, live, *BODY)
    unit = unit_for(live, "Wait three days.")
    assert (unit.text, unit.state) == ("fa Wait three days.", UnitState.DONE)
    assert "چهار" in all_texts(live)


def test_a_machines_text_that_nobody_looked_at_comes_back_as_such(source, translation, superuser):
    unit = unit_for(translation, "Wait three days.")
    units_write(texts=[Text(unit, "سه روز", origin=Origin.MACHINE, engine="dummy", needs_edit=True)], user=None)
    source = source_says(source, translation, FOUR, BODY[1])
    written(translation, "Wait four days.", "چهار روز", superuser)
    source_says(source, translation, *BODY)
    unit.refresh_from_db()
    assert (unit.text, unit.origin, unit.needs_edit) == ("سه روز", Origin.MACHINE, True)
