"""What this room tells plugins and other rooms about pages.

These actions follow what editors do, not what readers do: they run in the editor's request, or in the job that publishes
what was scheduled, once the change is stored for good. They hand over the model of the page with all that is in it. What
of it may be told to whom is decided by `page.may_open(user)` and, for its text, `content.streams.stream_for`.

Pages that are imported in bulk are told of by `import_finished` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from content.models import HelpPage


@declare_action
def page_published(*, page: HelpPage, is_first: bool) -> None:
    """A page went live, or got a new version; copies of live pages and aliases too.

    `is_first` tells that it never was live before. Readers do not see it yet while a page above it is a draft.
    """


@declare_action
def page_unpublished(*, page: HelpPage) -> None:
    """A page was taken away from readers and is a draft now: by an editor, or because its time was over."""


@declare_action
def page_moved(*, page: HelpPage, old_url: str) -> None:
    """The address of a page has changed, because it was moved or got another slug; `page.link` is the new one.

    The pages below it have moved along, without an action of their own. Putting pages in another order fires nothing.
    """


@declare_action
def page_deleted(*, page_id: int, title: str, url: str) -> None:
    """A page is gone, by itself or together with a page above it: each is told of. `url` is where it was."""
