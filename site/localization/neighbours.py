"""What memory, files, terms and machines ask of the rest of the room. A person of None is a command: it may do all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page

from content.audiences import ANONYMOUS, Audience
from content.models import HelpPage
from localization.models import Translation


def translations_for(user: Any) -> QuerySet[Translation]:
    """Return the translations that a person may know of."""
    if user is None:
        return Translation.objects.all()
    from localization.visible import translations_visible_to

    return translations_visible_to(user)


def translations_of_all() -> QuerySet[Translation]:
    """Return the translations that everybody who translates may know of: of no page of a closed space."""
    models = [model for model in apps.get_models() if issubclass(model, HelpPage) and model.minimum_audience >= Audience.AGENT]
    return Translation.objects.exclude(content_type__in=ContentType.objects.get_for_models(*models).values())


def title_for_all(translation: Translation) -> str:
    """Return what a translation may be called where others read it: dots for pages of closed spaces."""
    return translation.title if translations_of_all().filter(pk=translation.pk).exists() else "…"


def may_write(user: Any, locale: Locale) -> bool:
    """Tell whether somebody may write translations into a language."""
    if user is None:
        return True
    from localization.rights import may_translate

    return bool(may_translate(user, locale))


def writing_refused_to(user: Any, translation: Translation) -> str:
    """Return why somebody must not write the words of a translation now; "" when they may."""
    if user is None:
        return ""
    from localization.rights import writing_refused

    return str(writing_refused(user, translation))


def may_decide(user: Any, locale: Locale) -> bool:
    """Tell whether somebody may decide for a language: its terms, its memory."""
    if user is None:
        return True
    from localization.rights import may_lead

    return bool(may_lead(user, locale))


def locales_to_write(user: Any) -> list[Locale]:
    """Return the languages that somebody may translate into."""
    return [locale for locale in Locale.objects.order_by("language_code") if may_write(user, locale)]


def locales_to_lead(user: Any) -> list[Locale]:
    """Return the languages that somebody may decide for."""
    return [locale for locale in Locale.objects.order_by("language_code") if may_decide(user, locale)]


def public_among(translations: Iterable[Translation]) -> set[int]:
    """Return the primary keys of those whose sources anybody on the internet may read now, or whose kind knows no readers.

    One query for each type.
    """
    by_type: defaultdict[int, list[Translation]] = defaultdict(list)
    for each in translations:
        by_type[each.content_type_id].append(each)
    found: set[int] = set()
    for content_type, those in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None:
            continue
        rows = _public(model).filter(translation_key__in=[each.translation_key for each in those])
        public = set(rows.values_list("translation_key", "locale_id"))
        found |= {each.pk for each in those if (each.translation_key, each.source_locale_id) in public}
    return found


def is_for_all(thing: Any) -> bool:
    """Tell whether anybody on the internet may read a page or snippet now, or its kind knows no readers. One query."""
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    return model is not None and _public(model).filter(pk=thing.pk).exists()


def _public(model: Any) -> QuerySet[Any]:
    """What of a kind is for all. A kind that knows its readers says so itself, with all that time and settings do to it."""
    rows: QuerySet[Any]
    if hasattr(model._default_manager, "listable_to"):
        rows = model._default_manager.listable_to(ANONYMOUS)
    elif issubclass(model, Page):
        rows = model._default_manager.live().public()
    elif issubclass(model, DraftStateMixin):
        now = timezone.now()
        rows = model._default_manager.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)
    else:
        rows = model._base_manager.all()
    return rows
