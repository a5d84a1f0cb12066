"""Pages as things that readers vote and comment on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from content.audiences import Audience, Reader
from content.locales import code_of
from content.models import HelpPage
from content.opening import openable
from feedback.kinds import PAGE, TargetKind, Thing
from search.outbox import outbox_add


class PageKind(TargetKind):
    """Help pages of every type."""

    name = PAGE
    label = _("page")
    model = HelpPage
    owner_field = "responsible"

    def asked(self, request: HttpRequest, pk: int) -> tuple[Thing, Thing] | None:
        """The page, and where it is an untranslated copy its source: its text is what helped or did not."""
        page = openable(request, pk)
        if page is None:
            return None
        source = openable(request, page.alias_of_id) if page.alias_of_id else None
        return self._thing(page, page.title), self._thing(source or page, page.title)

    def listable(self, reader: Reader, ids: Collection[int]) -> dict[int, Thing]:
        return {pk: self._thing(page, page.title) for pk, page in HelpPage.objects.listable_to(reader).in_bulk(ids).items()}

    def edited_by(self, user: Any) -> QuerySet[HelpPage]:
        from feedback.inbox.selectors import pages_edited_by

        return pages_edited_by(user)

    def for_editors(self, ids: Collection[int]) -> dict[int, Thing]:
        pages = HelpPage.objects.in_bulk(ids)
        return {pk: self._thing(page, str(page.get_admin_display_title())) for pk, page in pages.items()}

    def editor_url(self, thing: Thing, *, section: str = "", revision: int = 0) -> str:
        from feedback.inbox.places import editor_url

        return editor_url(thing.target, section=section, revision=revision)

    def revision_urls(self, thing: Thing, revision: int) -> tuple[str, str]:
        view = reverse("wagtailadmin_pages:revisions_view", args=[thing.pk, revision])
        return view, reverse("wagtailadmin_pages:revisions_compare", args=[thing.pk, revision, "live"])

    def search_refresh(self, ids: Collection[int]) -> None:
        outbox_add(page_ids=ids)

    def revisions(self, target: Any) -> QuerySet[Revision]:
        return Revision.page_revisions.filter(object_id=str(target.pk))

    def address(self, view: str, pk: int) -> str:
        return reverse(f"feedback:{view}", args=[pk])  # from before there were other kinds

    def _thing(self, page: HelpPage, title: str) -> Thing:
        return Thing(
            kind=self,
            target=page,
            title=title,
            language=code_of(page.locale_id),
            url=page.link,
            revision=page.live_revision_id or 0,
            is_live=page.live,
            is_internal=page.audience_now >= Audience.AGENT,
        )
