"""Which pages are closed to whom."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page

from content.aside import aside_paths
from content.audiences import Audience, groups_admit, reader_for
from content.models import HelpPage


def is_closed(page: Page, user: Any) -> bool:
    """Tell whether a page is of the wiki and not for this person, or set aside. No query for other pages."""
    if not isinstance(page, HelpPage) or page.minimum_audience < Audience.AGENT:
        return False
    if page.path.startswith(aside_paths(user)):
        return True
    reader = reader_for(user)
    return not reader.sees_all and (reader.level < Audience.AGENT or not groups_admit(page.required_groups, reader))


def closed_pages(user: Any) -> QuerySet[HelpPage]:
    """Return the pages of the wiki that are not for this person, and those that are set aside."""
    reader = reader_for(user)
    models = [model for model in apps.get_models() if issubclass(model, HelpPage) and model.minimum_audience >= Audience.AGENT]
    private = HelpPage.objects.filter(content_type__in=ContentType.objects.get_for_models(*models).values()).order_by()
    if reader.level < Audience.AGENT:
        return private
    closed = Q(pk__in=[])
    for path in aside_paths(user):
        closed |= Q(path__startswith=path)
    if not reader.sees_all:
        closed |= ~(Q(required_groups="") | Q(required_groups__in=reader.admitted_groups))
    return private.filter(closed)
