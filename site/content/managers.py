"""The one place that decides which pages a reader may be shown."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from content.audiences import Audience, reader_for
from content.locales import resting_locale_ids
from content.page_types import resting_labels


class HelpPageQuerySet(PageQuerySet):
    """Pages of the help center, of any type."""

    def listable_to(self, user: Any) -> HelpPageQuerySet:
        """Keep what may be listed, found, counted or linked for this user (or content.audiences.Reader).

        That is: live under live ancestors, not expired, not archived, no alias, not behind a password, of no plugin that is
        off, in a language that the site speaks, and meant, at this moment, for an audience and groups the reader belongs to.
        Costs nothing beside the query for the anonymous; for others one small query with each request.
        """
        reader = reader_for(user)
        now = timezone.now()
        pages = self.filter(live=True, ancestors_live=True, alias_of__isnull=True, unlisted=False).filter(
            Q(visible_until__isnull=True) | Q(visible_until__gt=now), Q(archived_at__isnull=True) | Q(archived_at__gt=now)
        )
        if resting := resting_locale_ids():
            pages = pages.exclude(locale_id__in=resting)
        if labels := resting_labels():
            pages = pages.exclude(content_type__in=ContentType.objects.filter(app_label__in=labels))
        if reader.sees_all:
            return pages
        pages = pages.filter(effective_audience__lte=reader.level)
        if reader.level < Audience.AGENT:
            pages = pages.filter(Q(internal_until__isnull=True) | Q(internal_until__lte=now))
        if reader.level == Audience.PUBLIC:
            return pages.filter(required_groups="")
        return pages.filter(Q(required_groups="") | Q(required_groups__in=reader.admitted_groups))


HelpPageManager = PageManager.from_queryset(HelpPageQuerySet)
