"""The sizes side by side, and what they are judged by."""

from __future__ import annotations

from typing import Any

from benchmarks.scale.report import table


def rounds(article: float, search: float) -> list[dict[str, Any]]:
    return [
        {
            "article": {"wall": [article - 1, article, article + 50], "own": [1.0], "is_flat": True},
            "search": {"wall": [search], "own": [1.0], "is_flat": False},
        }
    ]


def test_what_must_be_flat_is_judged_by_the_largest_size() -> None:
    text, has_missed = table({1000: rounds(10, 10), 5000: rounds(40, 90), 9000: rounds(12, 90)}, {}, "here")
    assert not has_missed
    assert "≤ 1.3, met" in text
    text, has_missed = table({1000: rounds(10, 10), 9000: rounds(14, 10)}, {}, "here")
    assert has_missed
    assert "1.40" in text
    assert "MISSED" in text


def test_a_curve_is_shown_and_not_judged() -> None:
    text, has_missed = table({1000: rounds(10, 10), 9000: rounds(10, 90)}, {}, "here")
    assert not has_missed
    assert "9.00" in text


def test_one_size_is_not_compared_with_itself() -> None:
    assert "met" not in table({1000: rounds(10, 10)}, {}, "here")[0]


def test_the_largest_scan_is_named() -> None:
    plans = {1000: {"article": [12345, "wagtailcore_page", "Seq Scan", "SELECT 1"]}}
    assert "12,345 of wagtailcore_page" in table({1000: rounds(10, 10)}, plans, "here")[0]
