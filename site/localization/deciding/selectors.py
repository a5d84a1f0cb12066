from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.permissions import policy_registry

from localization.jobs.rights import locales_offered
from localization.links import link_to
from localization.models import Translation
from localization.rights import may_lead
from localization.targets import target_of
from localization.visible import translations_visible_to


@dataclass(frozen=True)
class Offer:
    """Something that may be decided now: why, and the way to it. `posted` names it where the button does it at once."""

    sentence: str | Promise
    label: str | Promise
    url: str
    posted: str = ""


def followers_of(key: UUID, user: Any) -> QuerySet[Translation]:
    """Return the translations made from a source that somebody may see; what took the place of its own source is none."""
    rows = translations_visible_to(user).filter(translation_key=key).exclude(source_locale=F("locale"))
    return rows.select_related("locale", "source_locale", "content_type")


def live_targets(key: UUID, user: Any) -> list[tuple[Translation, Any]]:
    """Return the translations of a source that readers have and this person may unpublish, with their pages or snippets."""
    found = [(row, target_of(row)) for row in followers_of(key, user)]
    return [(row, target) for row, target in found if getattr(target, "live", False) and may_unpublish(user, target)]


def may_unpublish(user: Any, target: Any) -> bool:
    """Tell whether somebody may take a page or snippet away from its readers."""
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_unpublish())
    return bool(policy_registry.get_by_type(type(target)).user_has_permission(user, "publish"))


def may_follow(user: Any, translation: Translation) -> bool:
    """Tell whether somebody chooses from what a translation is made: what follows nothing is published without a review."""
    return may_lead(user, translation.locale_id)


def may_become_source(user: Any, translation: Translation, target: Any) -> bool:
    """Tell whether a translation can take the place of its source, and somebody may say so."""
    return translation.is_source_gone and bool(getattr(target, "live", True)) and may_follow(user, translation)


def copied_pairs(original: Page, copy: Page, user: Any) -> list[tuple[Page, Page]]:
    """Return a page and its copy, and those below them, as far as both sides are alike and the originals have translations."""
    if original.content_type_id != copy.content_type_id or original.pk == copy.pk or original.locale_id != copy.locale_id:
        return []
    below, its = (list(each.get_descendants().order_by("path")) for each in (original, copy))
    alike = [each.content_type_id for each in below] == [each.content_type_id for each in its]
    pairs = [(original, copy), *(zip(below, its, strict=True) if alike else ())]
    rows = translations_visible_to(user).filter(translation_key__in=[one.translation_key for one, _two in pairs])
    keys = set(rows.filter(source_locale=original.locale_id).values_list("translation_key", flat=True))
    return [(one, two) for one, two in pairs if one.translation_key in keys]


def copied_locales(pairs: Iterable[tuple[Page, Page]], user: Any) -> list[Locale]:
    """Return the languages that any of the originals is translated into, and into which this person may ask for the copies."""
    pairs = list(pairs)
    rows = translations_visible_to(user).filter(translation_key__in=[one.translation_key for one, _two in pairs])
    there = set(rows.values_list("locale", flat=True))
    return [each for each in locales_offered(user, [two for _one, two in pairs]) if each.pk in there] if pairs else []


def offers_for(instance: Any, translation: Translation | None, user: Any) -> list[Offer]:
    """Return what may be decided about a page or snippet; `translation` is the row where it is a translation itself."""
    if translation is None:
        return _of_source(instance, user)
    return _of_translation(instance, translation, user) if may_follow(user, translation) else []


def _of_source(instance: Any, user: Any) -> list[Offer]:
    # What never was published has no translations that readers could have; those of an adopted page are asked about too.
    if not isinstance(instance, DraftStateMixin) or instance.live or not live_targets(instance.translation_key, user):
        return []
    sentence = _("Readers do not have this any more, but they still have translations of it.")
    return [Offer(sentence, _("Unpublish the translations too"), link_to("unpublish_translations", instance.translation_key))]


def _of_translation(instance: Any, translation: Translation, user: Any) -> list[Offer]:
    if translation.source_locale_id == translation.locale_id:
        return []
    following = link_to("follow", translation.pk)
    if translation.is_source_gone:
        offers = []
        if may_become_source(user, translation, instance):
            sentence = _("The original was deleted. Other languages can be translated from this page from now on.")
            offers.append(Offer(sentence, _("Make this the original"), link_to("become_source", translation.pk)))
        if translation.is_synced:
            sentence = _("The original was deleted. This page can go on by itself: it is published as other pages are then.")
            offers.append(Offer(sentence, _("Stop following the original"), following, "stop"))
        return offers
    if translation.is_synced:
        sentence = _("Changes of the original are merged into this page. Stop that to write it freely, without a review.")
        return [Offer(sentence, _("Stop following the original"), following, "stop")]
    sentence = _("What was written here meanwhile is kept as words of the translation.")
    return [Offer(sentence, _("Follow the original again"), following, "start")]
