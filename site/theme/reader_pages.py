"""A page as hooks and slots get it: what its reader may know, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """A page that is being served, as its reader sees it.

    The model has more than that: passages for other audiences, the title of a draft, search keywords, who is responsible.
    A plugin with rows of its own for pages finds them by `pk`.
    """

    pk: int
    title: str
    summary: str
    url: str  # the path, such as /en/returns/
    language: str
    kind: str  # as in search: article, category, faq, page, space, wiki, policy, exception or a plugin's own
    is_home: bool  # the home page of its language
    is_private: bool  # for agents only
    published: datetime | None  # first
    updated: datetime | None  # published last
    translation_key: UUID  # the same for all translations of a page
