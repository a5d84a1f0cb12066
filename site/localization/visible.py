"""Which translations somebody may know of: every list, count and search of this room begins here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import page_permission_policy

from content.audiences import Audience
from content.closed.pages import closed_pages
from content.models import HelpPage
from localization.models import Translation
from localization.rights import standing_of


def translations_visible_to(user: Any) -> QuerySet[Translation]:
    """Return the translations this user may see in the admin, by title, number or otherwise. No query of its own, but for rights.

    A page in any language counts: whoever may explore the source sees its translations, and the other way round. Whoever
    works in a language sees what there is in it. Pages of the wiki that are closed to somebody, in whatever language, are seen
    by none of this. A translation that took the place of its source is a source, and none of these.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Translation.objects.none()
    rows = Translation.objects.exclude(source_locale=F("locale")).exclude(
        translation_key__in=closed_pages(user).values("translation_key")
    )
    if user.is_superuser:
        return rows
    explored = page_permission_policy.explorable_instances(user).order_by().values("translation_key")
    snippets = Q(content_type__in=_types_changed_by(user))
    return rows.filter(Q(translation_key__in=explored) | snippets | _in_own_languages(user))


def translations_for(user: Any) -> QuerySet[Translation]:
    """Return the translations that somebody may know of; all for None, which is a command."""
    return Translation.objects.all() if user is None else translations_visible_to(user)


def translations_of_all() -> QuerySet[Translation]:
    """Return the translations that everybody who translates may know of: of no page of a closed space."""
    models = [model for model in apps.get_models() if issubclass(model, HelpPage) and model.minimum_audience >= Audience.AGENT]
    return Translation.objects.exclude(content_type__in=ContentType.objects.get_for_models(*models).values())


def title_for_all(translation: Translation) -> str:
    """Return what a translation may be called where others read it: dots for pages of closed spaces."""
    return translation.title if translations_of_all().filter(pk=translation.pk).exists() else "…"


def pages_visible_to(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of some pages whose translations this user (None: a program) may ask for, without what is closed to them."""
    return pages if user is None else pages.exclude(pk__in=closed_pages(user).values("pk"))


def _in_own_languages(user: Any) -> Q:
    standing = standing_of(user)
    if standing.everywhere or standing.all_translate:
        return Q(pk__isnull=False)
    return Q(locale__in=standing.leads | standing.reviews | standing.translates)


def _types_changed_by(user: Any) -> list[int]:
    models: list[type[Model]] = [
        model for model in apps.get_models() if issubclass(model, TranslatableMixin) and not issubclass(model, Page)
    ]
    able = [model for model in models if _may_change(user, model)]
    return [each.pk for each in ContentType.objects.get_for_models(*able).values()]


def _may_change(user: Any, model: type[Model]) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return any(user.has_perm(f"{label}.{action}_{name}") for action in ("add", "change", "publish"))
