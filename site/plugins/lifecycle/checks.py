"""May this plugin be switched on? Every reason against it is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps

from plugins import active
from plugins.lifecycle.attaching import models_of
from plugins.lifecycle.errors import LifecycleError
from plugins.loaded import loaded
from plugins.manifest import Manifest
from plugins.requirements import Unmet, all_needing, circle_before, needed_first, needs_of, unmet
from plugins.sentences import Sentence
from plugins.sentences import mark as _


def reasons_against(slug: str, *, upgrade: bool = False) -> list[str]:
    """Return why the plugin cannot be switched on here and now; empty when it can.

    For an `upgrade` what it needs may be off, when its tables are those of its folder.
    """
    found = loaded().found.get(slug)
    if found is None:
        words = _("There is no plugin '%(slug)s' here. A folder that was added later needs a restart of the server.")
        return [Sentence(words, slug=slug)]
    if reason := loaded().broken.get(slug):
        return [reason]
    if found.manifest is None or found.problems:
        return list(found.problems) or [Sentence(_("The plugin '%(slug)s' has no plugin.toml."), slug=slug)]
    if slug not in apps.app_configs:
        return [Sentence(_("The plugin '%(slug)s' is not loaded in this process: restart the server."), slug=slug)]
    manifests = manifests_found()
    if circle := circle_before(slug, needs_of(manifests)):
        words = _("Plugins that need each other in a circle cannot be switched on: %(way)s.")
        return [Sentence(words, way=" → ".join(circle))]
    not_ready = _without_tables if upgrade else _switched_off
    return [*_missing(found.manifest, manifests), *not_ready(found.manifest, manifests), *_false_promises(found.manifest)]


def manifests_found() -> dict[str, Manifest]:
    """Return the manifests of all plugins of this process that have a readable one."""
    return {slug: found.manifest for slug, found in loaded().found.items() if found.manifest is not None}


def dependents(slug: str, among: Iterable[str]) -> list[str]:
    """Return those of `among` that need `slug`, directly or through others, those first that nobody of them needs."""
    needs = needs_of(manifests_found())
    return needed_first(all_needing(slug, among, needs), needs)[::-1]


def requirements_first(slugs: Iterable[str]) -> list[str]:
    """Sort so that each comes after those of them that it needs. Without a manifest it needs nothing."""
    return needed_first(slugs, needs_of(manifests_found()))


def _missing(manifest: Manifest, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """What is wrong with the plugins that this one needs: missing, broken, of another version."""
    for slug, what in unmet(manifest, manifests, loaded().broken):
        both = {"name": manifest.name, "slug": slug}
        if what is Unmet.MISSING:
            yield Sentence(_("%(name)s needs the plugin %(slug)s, which is missing: add its folder."), **both)
        elif what is Unmet.BROKEN:
            words = _("%(name)s needs the plugin %(slug)s, which cannot be used: %(reason)s")
            yield Sentence(words, **both, reason=loaded().broken[slug])
        else:
            words = _("%(name)s needs the plugin %(slug)s in a version %(versions)s, but %(have)s is here.")
            yield Sentence(words, **both, versions=manifest.requires[slug], have=manifests[slug].version)


def _switched_off(manifest: Manifest, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """What it needs, is as it should be, and off."""
    on = active.known().wanted | active.active_slugs()
    for slug in _as_they_should_be(manifest, manifests):
        if slug not in on:
            words = _("%(name)s needs the plugin %(slug)s, which is not active: switch it on first.")
            yield Sentence(words, name=manifest.name, slug=slug)


def _without_tables(manifest: Manifest, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """What it needs and is not installed in the version of its folder: migrations may stand on those tables."""
    have = active.known().versions
    for slug in _as_they_should_be(manifest, manifests):
        if slug not in have or have[slug] not in ("", manifests[slug].version):
            words = _("%(name)s needs the plugin %(slug)s, whose tables are not those of its folder: bring it up to date first.")
            yield Sentence(words, name=manifest.name, slug=slug)


def _as_they_should_be(manifest: Manifest, manifests: Mapping[str, Manifest]) -> list[str]:
    wrong = {slug for slug, _what in unmet(manifest, manifests, loaded().broken)}
    return [slug for slug in manifest.requires if slug not in wrong]


def _false_promises(manifest: Manifest) -> list[str]:
    """What the plugin brings without saying so in `provides`."""
    if "models" not in manifest.provides and models_of(manifest.slug):
        words = _('%(name)s has models, but its plugin.toml does not say so: "models" is missing in provides.')
        return [Sentence(words, name=manifest.name)]
    return []


def refuse_must_use(*slugs: str) -> None:
    """Raise LifecycleError when the setting keeps one of these plugins on."""
    if locked := [each for each in slugs if each in loaded().must_use]:
        words = _("%(names)s: switched on for good by the setting SANAD_MUST_USE_PLUGINS.")
        raise LifecycleError(Sentence(words, names=", ".join(locked)))
