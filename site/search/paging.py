"""Links to the other pages of results."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from search.addresses import address_of, pairs_of

AROUND = 2
"""Pages shown before and after the current one."""


@dataclass(frozen=True)
class PageLinks:
    """Addresses relative to the current page; "" where there is none. `numbers`: (number, address), 0 for a gap."""

    current: int
    numbers: tuple[tuple[int, str], ...] = ()
    previous: str = ""
    next: str = ""


def page_address(parameters: QueryDict, page: int) -> str:
    """Return the address of another page of the same results."""
    return address_of([*pairs_of(parameters), ("page", str(page))])


def page_links(parameters: QueryDict, current: int, last: int) -> PageLinks:
    """Return the links below the results; none when everything is on one page."""
    if last < 2:
        return PageLinks(current)

    def address(page: int) -> str:
        return page_address(parameters, page)

    shown = sorted({1, last, *range(max(1, current - AROUND), min(last, current + AROUND) + 1)})
    numbers: list[tuple[int, str]] = []
    for page in shown:
        if numbers and page > numbers[-1][0] + 1:
            numbers.append((0, ""))
        numbers.append((page, address(page)))
    return PageLinks(
        current,
        tuple(numbers),
        previous=address(current - 1) if 1 < current <= last else "",
        next=address(current + 1) if current < last else "",
    )
