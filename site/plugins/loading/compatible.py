"""Which plugins fit together with this site, and in which order they are loaded. Looks at manifests only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from plugins.loaded import LeftOut, Loaded
from plugins.manifest import Manifest
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.versions import API_VERSION, python_version, satisfies


def sort_out(loaded: Loaded, *, core_apps: Collection[str]) -> list[Manifest]:
    """Return what can be loaded, each after all it requires; note in `loaded` why the rest cannot."""
    labels = {app.rpartition(".")[2] for app in core_apps}
    for slug, manifest in _candidates(loaded).items():
        if reason := _unfit(manifest, labels):
            loaded.leave_out(slug, LeftOut.INCOMPATIBLE, reason)
    for slug, path in _cycles(_candidates(loaded)).items():
        words = _("The plugins require one another in a circle: %(way)s.")
        loaded.leave_out(slug, LeftOut.INCOMPATIBLE, Sentence(words, way=" → ".join(path)))
    ordered: list[Manifest] = []
    waiting = dict(sorted(_candidates(loaded).items()))
    while waiting:
        ready = [each for each in waiting.values() if not any(slug in waiting for slug in each.requires)]
        for manifest in ready:
            del waiting[manifest.slug]
            if reason := missing(manifest, loaded):
                loaded.leave_out(manifest.slug, LeftOut.INCOMPATIBLE, reason)
            else:
                ordered.append(manifest)
    return ordered


def missing(manifest: Manifest, loaded: Loaded) -> str:
    """Say which required plugin is not there, unusable here or of another version; "" when all are well."""
    for slug, spec in manifest.requires.items():
        found = loaded.found.get(slug)
        if found is None or found.manifest is None:
            return Sentence(_("It requires the plugin '%(slug)s', which is not there."), slug=slug)
        if slug in loaded.broken:
            words = _("It requires the plugin '%(slug)s', which is not loaded: %(reason)s")
            return Sentence(words, slug=slug, reason=loaded.broken[slug])
        if not satisfies(found.manifest.version, spec):
            words = _("It requires the plugin '%(slug)s' %(versions)s, but version %(have)s is there.")
            return Sentence(words, slug=slug, versions=spec, have=found.manifest.version)
    return ""


def _candidates(loaded: Loaded) -> dict[str, Manifest]:
    return {slug: each.manifest for slug, each in loaded.found.items() if each.manifest and slug not in loaded.broken}


def _unfit(manifest: Manifest, labels: Collection[str]) -> str:
    if not satisfies(API_VERSION, manifest.requires_sanad):
        words = _("It requires Sanad %(versions)s; this one offers plugins the version %(have)s.")
        return Sentence(words, versions=manifest.requires_sanad, have=API_VERSION)
    if not satisfies(python_version(), manifest.requires_python):
        words = _("It requires Python %(versions)s; this is %(have)s.")
        return Sentence(words, versions=manifest.requires_python, have=python_version())
    if manifest.slug in labels:
        words = _("Its slug '%(slug)s' is the label of an app of the site. It needs another one.")
        return Sentence(words, slug=manifest.slug)
    return ""


def _cycles(manifests: Mapping[str, Manifest]) -> dict[str, list[str]]:
    """The plugins that require themselves in the end, each with the way there, from itself to itself."""
    found: dict[str, list[str]] = {}
    for start in manifests:
        came_from: dict[str, str] = {}
        waiting = [start]
        while waiting and start not in came_from:
            slug = waiting.pop()
            for needed in manifests[slug].requires:
                if needed in manifests and needed not in came_from:
                    came_from[needed] = slug
                    waiting.append(needed)
        if start in came_from:
            way = [start]
            while (way := [came_from[way[0]], *way])[0] != start:
                pass
            found[start] = way
    return found
