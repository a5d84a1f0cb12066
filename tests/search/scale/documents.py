"""Documents by number, for the tests of writing and of several hosts."""

from __future__ import annotations

from search.documents import Document


def documents(count: int) -> list[Document]:
    return [Document(key=f"page:{number}", language="en", kind="a", title=f"Refund {number}") for number in range(1, count + 1)]
