"""What WordPress promises about hooks, row by row."""

from collections.abc import Callable, Iterator

import pytest

from plugins.hooks import (
    add_action,
    add_filter,
    apply_filters,
    current_hook,
    declare_action,
    declare_filter,
    did_action,
    did_filter,
    do_action,
    doing_hook,
    has_action,
    has_filter,
    remove_action,
    remove_all_actions,
    remove_all_filters,
    remove_filter,
)
from plugins.hooks.testing import isolated_hooks


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks():

        @declare_filter
        def trail(value: str) -> str:
            """Every callback appends its letter."""
            return value

        @declare_action
        def bell() -> None:
            """It rings."""

        yield


class Cast:
    """Callbacks by letter, and notes such as "a10" (a at priority 10) to add or remove them."""

    def __init__(self, during: str = "") -> None:
        self.during = during
        self.callbacks: dict[str, Callable[[str], str]] = {"m": self.meddle}

    def callback(self, letter: str) -> Callable[[str], str]:
        return self.callbacks.setdefault(letter, lambda value: value + letter)

    def meddle(self, value: str) -> str:
        """Change the hook while it runs, once: "+x20" adds, "-x20" removes, "-*" removes all."""
        changes, self.during = self.during.split(), ""
        for sign, note in ((change[0], change[1:]) for change in changes):
            if note == "*":
                remove_all_filters("trail")
            else:
                {"+": self.add, "-": self.remove}[sign](note)
        return value + "m"

    def add(self, note: str) -> None:
        add_filter("trail", self.callback(note[0]), int(note[1:]))

    def remove(self, note: str) -> bool:
        return remove_filter("trail", self.callback(note[0]), int(note[1:]))


ORDER = [
    ("lower priorities come first", "a20 b10 c5", "", "cba"),
    ("equal priorities keep the order of registration", "b10 a10 c10", "", "bac"),
    ("priorities may be zero or negative", "a10 b0 c-5", "", "cba"),
    ("a callback added twice at a priority runs once", "a10 b10 a10", "", "ab"),
    ("a callback added at another priority runs again", "a10 b15 a20", "", "aba"),
    ("a removed callback does not run", "a10 b10", "a10", "b"),
    ("removal needs the same priority", "a10 b10", "a11", "ab"),
    ("removal leaves the same callback at another priority", "a10 b15 a20", "a10", "ba"),
    ("a callback added again after removal goes to the end", "a10 b10 c10", "a10 +a10", "bca"),
]


@pytest.mark.parametrize(("added", "removed", "expected"), [row[1:] for row in ORDER], ids=[row[0] for row in ORDER])
def test_callbacks_run_in_order(added: str, removed: str, expected: str) -> None:
    cast = Cast()
    for note in added.split():
        cast.add(note)
    for note in removed.split():
        if note.startswith("+"):
            cast.add(note[1:])
        else:
            cast.remove(note)
    assert apply_filters("trail", "") == expected


DURING = [
    ("a later priority added during a run runs in it", "a5 m10 z30", "+x20", "amxz"),
    ("an earlier priority added during a run does not run", "a5 m10 z30", "+x7", "amz"),
    ("the running priority runs as it was: an addition waits", "m10 z30", "+x10", "mz"),
    ("the running priority runs as it was: a removal waits", "m10 b10 z30", "-b10", "mbz"),
    ("a later callback removed during a run does not run", "m10 c20 z30", "-c20", "mz"),
    ("a callback that removes itself does not skip the next priority", "a5 m10 b20 z30", "-m10", "ambz"),
    ("all removed during a run: the running priority still ends", "m10 b10 z30", "-*", "mb"),
    ("a priority emptied and filled again is not run twice", "m10 z30", "-m10 +x10", "mz"),
    ("a priority added after the last one runs", "a5 m10", "+x20", "amx"),
    ("several changes at once", "a5 m10 c20 z30", "+x5 +y10 +v15 -c20 +w40", "amvzw"),
]


@pytest.mark.parametrize(("added", "during", "expected"), [row[1:] for row in DURING], ids=[row[0] for row in DURING])
def test_changes_during_a_run(added: str, during: str, expected: str) -> None:
    cast = Cast(during)
    for note in added.split():
        cast.add(note)
    assert apply_filters("trail", "") == expected


def test_nested_runs_of_a_hook_are_independent() -> None:
    cast = Cast()

    def nest(value: str) -> str:
        return f"{value}({apply_filters('trail', 'inner ')})" if value == "outer a" else f"{value}n"

    cast.add("a5")
    add_filter("trail", nest, 10)
    cast.add("z20")
    assert apply_filters("trail", "outer ") == "outer a(inner anz)z"


def test_filter_without_callbacks_returns_the_same_object() -> None:
    value = object()
    assert apply_filters("trail", value) is value


def test_result_of_an_action_callback_is_ignored() -> None:
    add_action("bell", lambda: "ding")
    assert do_action("bell") is None  # type: ignore[func-returns-value]


def test_removal_says_whether_the_callback_was_there() -> None:
    add_action("bell", print)
    assert [remove_action("bell", print), remove_action("bell", print)] == [True, False]


@pytest.mark.parametrize(("priority", "left"), [(None, ""), (10, "b")])
def test_all_callbacks_or_those_of_a_priority_are_removed(priority: int | None, left: str) -> None:
    cast = Cast()
    for note in ("a10", "b20", "c10"):
        cast.add(note)
    remove_all_filters("trail", priority)
    assert apply_filters("trail", "") == left


def test_all_actions_are_removed() -> None:
    add_action("bell", print)
    remove_all_actions("bell")
    assert has_action("bell") is False


HAS = [
    ("nobody listens", "", (), False),
    ("somebody listens", "a10", (), True),
    ("a callback has its priority", "a15", ("a",), 15),
    ("priority 0 is valid", "a0", ("a",), 0),
    ("of two priorities the lower is told", "a15 a7", ("a",), 7),
    ("a stranger has none", "a15", ("b",), False),
    ("it listens at this priority", "a0", ("a", 0), True),
    ("it does not listen at that priority", "a0", ("a", 10), False),
]


@pytest.mark.parametrize(("added", "asked", "expected"), [row[1:] for row in HAS], ids=[row[0] for row in HAS])
def test_has_filter(added: str, asked: tuple[str, int] | tuple[str] | tuple[()], expected: int | bool) -> None:
    cast = Cast()
    for note in added.split():
        cast.add(note)
    letter, *priority = asked or (None,)
    answer = has_filter("trail", cast.callback(letter) if isinstance(letter, str) else None, *priority)
    assert (answer, type(answer)) == (expected, type(expected))  # 0 == False, hence the types


def test_methods_of_the_same_object_are_the_same_callback() -> None:
    cast = Cast()
    add_filter("trail", cast.meddle)
    assert has_filter("trail", cast.meddle) == 10


def test_methods_of_two_objects_are_two_callbacks() -> None:
    add_filter("trail", Cast().meddle)
    assert has_filter("trail", Cast().meddle) is False


def test_did_action_is_zero_before_the_first_run() -> None:
    assert did_action("bell") == 0


def test_did_action_counts_without_listeners() -> None:
    do_action("bell")
    do_action("bell")
    assert did_action("bell") == 2


def test_did_action_is_one_inside_the_first_run() -> None:
    seen = []
    add_action("bell", lambda: seen.append(did_action("bell")))
    do_action("bell")
    assert seen == [1]


def test_asking_for_the_count_does_not_count() -> None:
    do_action("bell")
    assert [did_action("bell"), did_action("bell")] == [1, 1]


def test_did_filter_counts_nested_runs() -> None:
    add_filter("trail", lambda value: value or apply_filters("trail", "x"))
    apply_filters("trail", "")
    assert did_filter("trail") == 2


def test_no_hook_is_current_outside_a_run() -> None:
    apply_filters("trail", "")
    assert (current_hook(), doing_hook()) == (None, False)


def test_current_hook_is_the_innermost() -> None:
    seen = []
    add_action("bell", lambda: seen.append(current_hook()))
    add_filter("trail", lambda value: do_action("bell") or f"{value}{current_hook()}")  # type: ignore[func-returns-value]
    assert (apply_filters("trail", ""), seen) == ("trail", ["bell"])


@pytest.mark.parametrize(("asked", "expected"), [("trail", True), ("bell", True), ("other", False), (None, True)])
def test_doing_hook_looks_at_every_depth(asked: str | None, expected: bool) -> None:
    seen = []
    add_action("bell", lambda: seen.append(doing_hook(asked)))
    add_filter("trail", lambda value: do_action("bell") or value)  # type: ignore[func-returns-value]
    apply_filters("trail", "")
    assert seen == [expected]
