"""Pages of types that plugins bring: while its plugin is not in force a page rests, unseen by readers and not lost.

The page stays in the tree with all that is in it. What it needs to be shown, model and template, is code of the plugin.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from plugins.active import active_slugs, is_active, known
from plugins.lifecycle.attaching import models_of
from plugins.lifecycle.leaving import Leftovers, leftovers
from plugins.lifecycle.tables import is_core_label
from plugins.loaded import loaded
from plugins.owners import owner_of
from plugins.sentences import Sentence
from plugins.sentences import mark as _


def resting_labels() -> frozenset[str]:
    """Return the app labels whose pages rest: of plugins that are not in force and may have page types. No query."""
    active, here = active_slugs(), loaded().usable()
    off = (known().installed | here) - active
    # Without its code nobody knows what a plugin has.
    return frozenset(slug for slug in off if (slug not in here or _has_pages(slug)) and not is_core_label(slug))


def rests(page: Page) -> bool:
    """Tell whether the page is of a plugin that is not in force. No query unless there may be such pages."""
    labels = resting_labels()
    return bool(labels) and ContentType.objects.get_for_id(page.content_type_id).app_label in labels


def in_force(model: type[Page]) -> bool:
    """Tell whether pages of this type may be shown and made: its plugin, if it has one, is active and its table is there."""
    owner = owner_of(model)
    meta = model._meta
    return not owner or (is_active(owner) and apps.all_models[meta.app_label].get(str(meta.model_name)) is model)


def brings_pages(slug: str) -> bool:
    """Tell whether a plugin, active or not, has page types of its own."""
    return slug in loaded().usable() and _has_pages(slug)


def pages_of(slug: str) -> PageQuerySet[Any]:
    """Return the pages of a plugin's types, whether its code is there or not."""
    return Page.objects.filter(content_type__in=ContentType.objects.filter(app_label=slug))


def pages_listed(slug: str) -> list[str]:
    """Return a line for the pages that go with a plugin; nothing when there are none."""
    count = 0 if is_core_label(slug) else pages_of(slug).count()
    return [ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}] if count else []


def pages_remove(slug: str) -> None:
    """Delete the pages of a plugin, the lowest first. Those of others are never below them: see `pages_forbid`."""
    if is_core_label(slug):
        return
    for pk in list(pages_of(slug).order_by("-depth").values_list("pk", flat=True)):
        Page.objects.get(pk=pk).delete()


def pages_forbid(slug: str) -> Sentence | None:
    """Say why a plugin cannot go: nobody is to lose pages that are not the plugin's."""
    if is_core_label(slug):
        return None
    own = pages_of(slug)
    ids = set(own.values_list("pk", flat=True))
    below = {pk for page in own for pk in page.get_descendants().values_list("pk", flat=True)}
    if below - ids or Site.objects.filter(root_page__in=ids).exists():
        words = _("Pages of other kinds, or whole sites, stand below pages of %(slug)s: move them first.")
        return Sentence(words, slug=slug)
    return None


def connect() -> None:
    """Say what an uninstall does with pages; called once when the room is ready."""
    leftovers.add(Leftovers(gettext_lazy("Pages"), pages_listed, pages_remove, pages_forbid), name="pages", order=10)


def _has_pages(slug: str) -> bool:
    return any(issubclass(model, Page) for model in models_of(slug))
