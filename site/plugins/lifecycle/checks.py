"""May this plugin be switched on? Every reason against it is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.apps import apps

from plugins import active
from plugins.lifecycle.attaching import models_of
from plugins.loaded import loaded
from plugins.manifest import Manifest
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.versions import satisfies


def reasons_against(slug: str) -> list[str]:
    """Return why the plugin cannot be switched on here and now; empty when it can."""
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
    if cycle := cycle_of(slug, {each: tuple(manifest.requires) for each, manifest in manifests.items()}):
        words = _("Plugins that need each other in a circle cannot be switched on: %(way)s.")
        return [Sentence(words, way=" → ".join(cycle))]
    return [*_missing(found.manifest, manifests), *_false_promises(found.manifest)]


def manifests_found() -> dict[str, Manifest]:
    """Return the manifests of all plugins of this process that have a readable one."""
    return {slug: found.manifest for slug, found in loaded().found.items() if found.manifest is not None}


def cycle_of(slug: str, requires: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the circle of requirements that `slug` stands in or leads to, its first name again at its end, or []."""
    path: list[str] = []
    done: set[str] = set()

    def walk(name: str) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        path.append(name)
        for other in sorted(requires.get(name, ())):
            if circle := walk(other):
                return circle
        done.add(path.pop())
        return []

    return walk(slug)


def dependents(slug: str, among: Iterable[str]) -> list[str]:
    """Return those of `among` that need `slug`, directly or through others, those first that nobody of them needs."""
    manifests = manifests_found()
    left = set(among) - {slug}
    found: set[str] = set()
    layer = {slug}
    while layer := {each for each in left if each in manifests and layer & manifests[each].requires.keys()}:
        left -= layer
        found |= layer
    return requirements_first(found)[::-1]


def requirements_first(slugs: Iterable[str]) -> list[str]:
    """Sort so that each comes after those of them that it needs. Without a manifest it needs nothing."""
    manifests = manifests_found()
    ordered: list[str] = []
    left = sorted(slugs)
    while left:
        free = [each for each in left if each not in manifests or not manifests[each].requires.keys() & (set(left) - {each})]
        free = free or left  # a circle: any order is as good
        ordered += free
        left = [each for each in left if each not in free]
    return ordered


def _missing(manifest: Manifest, manifests: Mapping[str, Manifest]) -> list[str]:
    """What is wrong with the plugins that this one needs: missing, broken, of another version, or not switched on."""
    sentences: list[str] = []
    wanted = active.known().wanted | active.active_slugs()
    for slug, versions in manifest.requires.items():
        both = {"name": manifest.name, "slug": slug}
        if slug not in manifests:
            sentences.append(Sentence(_("%(name)s needs the plugin %(slug)s, which is missing: add its folder."), **both))
        elif reason := loaded().broken.get(slug):
            words = _("%(name)s needs the plugin %(slug)s, which cannot be used: %(reason)s")
            sentences.append(Sentence(words, **both, reason=reason))
        elif not satisfies(manifests[slug].version, versions):
            words = _("%(name)s needs the plugin %(slug)s in a version %(versions)s, but %(have)s is here.")
            sentences.append(Sentence(words, **both, versions=versions, have=manifests[slug].version))
        elif slug not in wanted:
            sentences.append(Sentence(_("%(name)s needs the plugin %(slug)s, which is not active: switch it on first."), **both))
    return sentences


def _false_promises(manifest: Manifest) -> list[str]:
    """What the plugin brings without saying so in `provides`."""
    if "models" not in manifest.provides and models_of(manifest.slug):
        words = _('%(name)s has models, but its plugin.toml does not say so: "models" is missing in provides.')
        return [Sentence(words, name=manifest.name)]
    return []
