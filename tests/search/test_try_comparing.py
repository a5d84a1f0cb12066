"""Two lists of results side by side: what moved, what is new, what is gone."""

from dataclasses import dataclass

from search.admin.comparing import Move, compared


@dataclass(frozen=True)
class Page:
    pk: int


@dataclass(frozen=True)
class Found:
    page: Page


def hits(*numbers):
    return [Found(Page(number)) for number in numbers]


def moves(places):
    return [(place.hit.page.pk, place.move, place.by) for place in places]


class TestComparing:
    def test_what_did_not_move(self):
        found = compared(hits(1, 2), hits(1, 2))

        assert moves(found.after) == [(1, Move.SAME, 0), (2, Move.SAME, 0)]

    def test_what_is_new_and_what_was_pushed_down(self):
        assert moves(compared(hits(1), hits(2, 1)).after) == [(2, Move.NEW, 0), (1, Move.DOWN, 1)]

    def test_what_is_gone(self):
        assert moves(compared(hits(1, 2), hits(2)).before) == [(1, Move.GONE, 0), (2, Move.UP, 1)]

    def test_what_came_from_a_place_that_is_not_shown_is_not_new(self):
        found = compared(hits(*range(1, 21)), hits(14, *range(1, 14)))

        assert moves(found.after)[0] == (14, Move.UP, 13)

    def test_only_the_first_ten_are_shown(self):
        found = compared(hits(*range(30)), hits(*range(30)))

        assert (len(found.before), len(found.after), found.moved) == (10, 10, 0)

    def test_moved_counts_what_is_gone_as_well(self):
        assert compared(hits(1, 2, 3), hits(1, 4)).moved == 3
