"""Wiki pages in the admin: rights on the tree above reach down to them, but only to people who may read them.

Rights on pages are given for a whole tree, and the wiki stands in it. Who is no agent, or in none of the groups a space is for,
neither finds its pages in the lists, searches and reports of the admin nor opens them there, whatever group they write in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.audiences import Audience, groups_admit, reader_for
from content.managers import admitted_groups
from content.models import HelpPage


def is_closed(page: Page, user: Any) -> bool:
    """Tell whether a page is of the wiki and not for this person. No query for other pages."""
    if not isinstance(page, HelpPage) or page.minimum_audience < Audience.AGENT:
        return False
    reader = reader_for(user)
    return not reader.sees_all and (reader.level < Audience.AGENT or not groups_admit(page.required_groups, reader))


def closed_pages(user: Any) -> QuerySet[HelpPage]:
    """Return the pages of the wiki that are not for this person."""
    reader = reader_for(user)
    models = [model for model in apps.get_models() if issubclass(model, HelpPage) and model.minimum_audience >= Audience.AGENT]
    private = HelpPage.objects.filter(content_type__in=ContentType.objects.get_for_models(*models).values()).order_by()
    if reader.sees_all:
        return private.none()
    if reader.level < Audience.AGENT:
        return private
    return private.exclude(Q(required_groups="") | Q(required_groups__in=admitted_groups(reader)))


def _without_closed(listed: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(listed)
    def wrapped(self: Any, user: Any, actions: Any) -> Any:
        found = listed(self, user, actions)
        return found if user.is_superuser or not user.is_active else found.exclude(pk__in=closed_pages(user).values("pk"))

    return wrapped


def _not_for_closed(asked: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(asked)
    def wrapped(self: Any, user: Any, actions: Any, instance: Any) -> Any:
        return asked(self, user, actions, instance) and not is_closed(instance.specific_deferred, user)

    return wrapped


def refuse_listing(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """The list of what stands below a closed page shows the page as well. Raises PermissionDenied."""
    if is_closed(parent_page.specific_deferred, request.user):
        raise PermissionDenied
    return pages


def connect() -> None:
    """Put all of it into Wagtail's policy, by which the lists of the admin go; called once when the room is ready."""
    hooks.register("construct_explorer_page_queryset", refuse_listing)
    policy = PagePermissionPolicy
    policy.instances_user_has_any_permission_for = _without_closed(policy.instances_user_has_any_permission_for)
    policy.user_has_any_permission_for_instance = _not_for_closed(policy.user_has_any_permission_for_instance)
