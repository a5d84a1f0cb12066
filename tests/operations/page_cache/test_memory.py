"""What is kept keeps within its bounds, and survives the way to another process."""

from __future__ import annotations

import pytest

from operations.page_cache.answers import answer_make, packed, unpacked
from operations.page_cache.memory import Memory

HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("X-Request-ID", "abc"), ("X-Public", "1"), ("Content-Language", "fa")]


def answer(size=1000, generation="g"):
    return answer_make(generation, HEADERS, bytes(number * 7919 % 251 for number in range(size)))


def test_the_longest_unused_goes_first():
    memory = Memory(answer().size * 4)
    for name in "abcd":
        memory.put((name,), answer())
    memory.get(("a",))
    memory.put(("e",), answer())
    assert [name for name in "abcde" if memory.get((name,))] == ["a", "c", "d", "e"]


def test_putting_again_counts_once():
    memory = Memory(1_000_000)
    for _time in range(5):
        memory.put(("a",), answer())
    assert (len(memory), memory.size) == (1, answer().size)


def test_one_page_does_not_push_out_all_others():
    memory = Memory(100_000)
    memory.put(("a",), answer())
    memory.put(("b",), answer(60_000))
    assert (memory.get(("b",)), len(memory)) == (None, 1)


def test_what_belongs_to_one_answer_is_not_kept():
    assert {name for name, _value in answer().headers} == {"Content-Type", "Content-Language"}


def test_it_comes_out_as_it_went_in():
    before = answer()
    after = unpacked(packed(before))
    assert after is not None
    assert (after.bodies, after.ready, after.generation, after.made) == (
        before.bodies,
        before.ready,
        before.generation,
        before.made,
    )


@pytest.mark.parametrize("cut", [0, 3, 10, 100, -1])
def test_half_of_it_is_nothing(cut):
    whole = packed(answer())
    assert unpacked(whole[:cut]) is None


def test_something_else_is_nothing():
    assert unpacked(b"\x80\x04\x95 a pickle of somebody") is None
