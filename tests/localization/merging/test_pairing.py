"""Which words stay with which part of a source that changes."""

from __future__ import annotations

import time

from localization.merging import merge
from localization.models import UnitState
from tests.localization.merging.rows import LIST, ONE, TWO, binned, living, merged_into, segment, texts, unit

FIELD = f"body.{ONE}"


def pairs(units):
    return [(each.source, each.text, each.state) for each in units]


def test_what_did_not_change_stays():
    units = [unit("title", "Refunds", "بازپرداخت")]
    assert pairs(merged_into(units, [segment("title", "Refunds")])) == [("Refunds", "بازپرداخت", UnitState.DONE)]
    assert units[0].version == 1


def test_a_changed_text_is_outdated_and_keeps_its_words():
    units = [unit(FIELD, "Wait three days.", "سه روز")]
    (found,) = merged_into(units, texts("Wait four days."))
    assert (found.source, found.new_source, found.text, found.state) == (
        "Wait three days.",
        "Wait four days.",
        "سه روز",
        UnitState.OUTDATED,
    )
    assert found.version == 2  # who saves over it is told


def test_a_changed_text_that_nobody_translated_is_just_to_do():
    (found,) = merged_into([unit("title", "Old")], [segment("title", "New")])
    assert (found.source, found.new_source, found.state) == ("New", "", UnitState.TO_DO)


def test_an_outdated_text_remembers_what_it_translates_through_further_changes():
    units = [unit("title", "One", "یک")]
    for state in ("Two", "Three"):
        merged_into(units, [segment("title", state)])
    assert (units[0].source, units[0].new_source) == ("One", "Three")


def test_a_change_taken_back_is_no_change():
    units = [unit("title", "One", "یک")]
    merged_into(units, [segment("title", "Two")])
    (found,) = merged_into(units, [segment("title", "One")])
    assert (found.source, found.new_source, found.state) == ("One", "", UnitState.DONE)


def test_a_removed_text_goes_to_the_bin_and_comes_back_with_its_source():
    units = [unit(FIELD, "Stay.", "بمان"), unit(FIELD, "Go now.", "برو", order=2)]
    assert pairs(merged_into(units, texts("Stay."))) == [("Stay.", "بمان", UnitState.DONE)]
    assert [each.text for each in binned(units)] == ["برو"]
    assert pairs(merged_into(units, texts("Stay.", "Go now.")))[1] == ("Go now.", "برو", UnitState.DONE)
    assert binned(units) == []


def test_what_nobody_ever_wrote_leaves_no_row_behind():
    units = [unit(FIELD, "Stay."), unit(FIELD, "Go now.", order=2)]
    merged_into(units, texts("Stay."))
    assert len(units) == 1


def test_a_block_that_moves_into_a_list_keeps_its_words():
    units = [unit(f"{FIELD}.text", "Pay by card.", "با کارت")]
    (found,) = merged_into(units, [segment(f"body.{LIST}.items.{ONE}.text", "Pay by card.", 7)])
    assert (found.text, found.state, found.path, found.order) == (
        "با کارت",
        UnitState.DONE,
        f"body.{LIST}.items.{ONE}.text",
        7,
    )
    assert found.version == 1  # a new place is nothing that a translator must see


def test_a_block_that_moves_and_changes_is_found_too():
    units = [unit(f"{FIELD}.text", "Pay by card.", "با کارت")]
    (found,) = merged_into(units, [segment(f"body.{LIST}.items.{ONE}.text", "Pay by card or cash.")])
    assert (found.text, found.state) == ("با کارت", UnitState.OUTDATED)


def test_of_several_changed_texts_each_goes_with_its_likest():
    units = [unit(FIELD, "The cat sleeps on the mat.", "گربه"), unit(FIELD, "Send us the invoice by post.", "فاکتور", order=2)]
    merged_into(units, texts("Send us the invoice by mail.", "The cat sleeps on the sofa."))
    assert [(each.new_source, each.text) for each in living(units)] == [
        ("Send us the invoice by mail.", "فاکتور"),
        ("The cat sleeps on the sofa.", "گربه"),
    ]


def test_a_text_written_anew_in_its_place_is_outdated_not_lost():
    units = [unit(FIELD, "First."), unit(FIELD, "Alpha beta.", "الف", order=2)]
    merged_into(units, texts("First.", "Gamma delta epsilon."))
    assert (units[1].text, units[1].state) == ("الف", UnitState.OUTDATED)


def test_a_removed_first_text_is_not_taken_for_a_new_last_one():
    units = [unit(FIELD, "Alpha beta.", "الف"), unit(FIELD, "Middle.", "میان", order=2)]
    merged_into(units, texts("Middle.", "Gamma delta."))
    assert pairs(living(units)) == [("Middle.", "میان", UnitState.DONE), ("Gamma delta.", "", UnitState.TO_DO)]
    assert [each.text for each in binned(units)] == ["الف"]


def test_a_copied_block_begins_with_the_words_of_its_original():
    units = [unit(FIELD, "Pay by card.", "با کارت")]
    merged_into(units, [*texts("Pay by card."), segment(f"body.{TWO}", "Pay by card.", 2)])
    assert [each.text for each in living(units)] == ["با کارت", "با کارت"]


def test_words_cut_out_and_put_into_a_new_block_go_with_them():
    units = [unit(FIELD, "Pay by card.", "با کارت")]
    (found,) = merged_into(units, [segment(f"body.{TWO}", "Pay by card.")])
    assert found is units[0] and len(units) == 1


def test_equal_texts_keep_their_different_words():
    units = [unit(FIELD, "Open", "باز کنید"), unit(FIELD, "Open", "باز", order=2)]
    merged_into(units, texts("Open", "New.", "Open"))
    assert [each.text for each in living(units)] == ["باز کنید", "", "باز"]


def test_a_row_put_into_a_table_moves_no_words():
    cells = ["Post", "three days", "Courier", "one day"]
    units = [unit(f"{FIELD}.cell-{n // 2}-{n % 2}", each, f"fa {each}", order=n + 1) for n, each in enumerate(cells)]
    new = ["Post", "three days", "Bike", "two days", "Courier", "one day"]
    merged_into(units, [segment(f"{FIELD}.cell-{n // 2}-{n % 2}", each, n + 1) for n, each in enumerate(new)])
    assert [each.text for each in living(units)] == ["fa Post", "fa three days", "", "", "fa Courier", "fa one day"]
    assert {each.state for each in living(units) if each.text} == {UnitState.DONE}


def test_a_row_of_the_bin_never_shadows_a_living_one():
    """A dictionary keyed by path and source let the bin's row win: each sync threw the living one away."""
    units = [unit(FIELD, "Open", "باز"), unit(FIELD, "Open", "گشودن", state=UnitState.BIN)]
    for _time in range(5):
        merged_into(units, texts("Open"))
    assert [each.text for each in living(units)] == ["باز"]
    assert (len(units), [each.text for each in binned(units)]) == (2, ["گشودن"])


def test_a_living_row_that_moved_and_moved_back_beats_the_bin_at_its_old_path():
    """The bin's row at the old path was nearer than the living one at the new path, and took its place."""
    there, here = f"body.{LIST}.items.{ONE}.text", f"{FIELD}.text"
    units = [unit(there, "Open", "باز"), unit(here, "Open", "گشودن", state=UnitState.BIN)]
    merged_into(units, [segment(here, "Open")])
    assert [each.text for each in living(units)] == ["باز"]
    merged_into(units, [segment(there, "Open")])
    assert [each.text for each in living(units)] == ["باز"]


def test_of_several_rows_of_the_bin_the_one_with_words_comes_back():
    units = [unit(FIELD, "Open", "", state=UnitState.BIN, version=3), unit(FIELD, "Open", "باز", state=UnitState.BIN)]
    assert [each.text for each in merged_into(units, texts("Open"))] == ["باز"]


def test_texts_and_values_are_never_mixed():
    units = [unit(FIELD, "5", "پنج"), unit(FIELD, source_value=5, value=6, order=2)]
    merged_into(units, [segment(FIELD, "5"), segment(FIELD, order=2, value=5)])
    assert [(each.text, each.value) for each in living(units)] == [("پنج", None), ("", 6)]


class TestValues:
    def test_an_own_picture_stays_while_the_source_has_the_same(self):
        units = [unit("picture", source_value=1, value=2)]
        (found,) = merged_into(units, [segment("picture", value=1, what="image")])
        assert (found.value, found.state) == (2, UnitState.DONE)

    def test_an_own_picture_is_marked_when_the_source_has_another(self):
        units = [unit("picture", source_value=1, value=2)]
        (found,) = merged_into(units, [segment("picture", value=3, what="image")])
        assert (found.value, found.source_value, found.state, found.attributes["was"]) == (2, 3, UnitState.OUTDATED, 1)

    def test_and_marked_no_more_when_it_comes_back(self):
        units = [unit("picture", source_value=1, value=2)]
        for value in (3, 4, 1):
            merged_into(units, [segment("picture", value=value)])
        assert (units[0].state, units[0].attributes) == (UnitState.DONE, {})

    def test_a_picture_that_follows_its_source_goes_on_following(self):
        (found,) = merged_into([unit("picture", source_value=1)], [segment("picture", value=3)])
        assert (found.value, found.source_value, found.state) == (None, 3, UnitState.TO_DO)

    def test_an_own_link_moves_with_its_block(self):
        units = [unit(f"{FIELD}.'https://a.example'", source_value="https://a.example", value="https://a.example/fa")]
        path = f"body.{LIST}.items.{ONE}.'https://a.example'"
        (found,) = merged_into(units, [segment(path, value="https://a.example")])
        assert (found.value, found.state, found.path) == ("https://a.example/fa", UnitState.DONE, path)

    def test_an_own_link_stays_and_is_marked_when_the_address_changes(self):
        units = [unit(f"{FIELD}.'https://a.example'", source_value="https://a.example", value="https://a.example/fa")]
        (found,) = merged_into(units, [segment(f"{FIELD}.'https://b.example'", value="https://b.example")])
        assert (found.value, found.state) == ("https://a.example/fa", UnitState.OUTDATED)

    def test_links_of_one_text_go_by_their_order(self):
        units = [
            unit(f"{FIELD}.'https://a.example'", source_value="https://a.example", value="own a"),
            unit(f"{FIELD}.'https://b.example'", source_value="https://b.example", value="own b", order=2),
        ]
        new = [segment(f"{FIELD}.'https://b.example'", value="https://b.example"), segment(f"{FIELD}.'c'", order=2, value="c")]
        merged_into(units, new)
        assert [(each.source_value, each.value) for each in living(units)] == [("https://b.example", "own b"), ("c", "own a")]

    def test_an_own_value_that_goes_is_kept(self):
        units = [unit("picture", source_value=1, value=2)]
        merged_into(units, [])
        assert [each.value for each in binned(units)] == [2]
        assert [each.value for each in merged_into(units, [segment("picture", value=1)])] == [2]


def test_a_segment_of_50000_characters_merges_in_time():
    long = " ".join(f"word{n}" for n in range(7000))
    units = [unit(FIELD, long, "دراز" * 9000), *(unit(FIELD, f"Paragraph {n} of many.", f"fa {n}", n + 2) for n in range(300))]
    new = texts(long.replace("word50 ", "other "), *(f"Paragraph {n} of several." for n in range(300)))
    before = time.perf_counter()
    merged = merge(units, new)
    assert time.perf_counter() - before < 1.0
    assert len(merged.change) == 301 and not merged.bin
