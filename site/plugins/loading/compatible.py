"""Which plugins fit together with this site, and in which order they are loaded. Looks at manifests only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from plugins.loaded import LeftOut, Loaded
from plugins.manifest import Manifest
from plugins.versions import API_VERSION, python_version, satisfies


def sort_out(loaded: Loaded, *, core_apps: Collection[str]) -> list[Manifest]:
    """Return what can be loaded, each after all it requires; note in `loaded` why the rest cannot."""
    labels = {app.rpartition(".")[2] for app in core_apps}
    for slug, manifest in _candidates(loaded).items():
        if reason := _unfit(manifest, labels):
            loaded.leave_out(slug, LeftOut.INCOMPATIBLE, reason)
    for slug, path in _cycles(_candidates(loaded)).items():
        loaded.leave_out(slug, LeftOut.INCOMPATIBLE, f"The plugins require one another in a circle: {' → '.join(path)}.")
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
            return f"It requires the plugin {slug!r}, which is not there."
        if slug in loaded.broken:
            return f"It requires the plugin {slug!r}, which is not loaded: {loaded.broken[slug]}"
        if not satisfies(found.manifest.version, spec):
            return f"It requires the plugin {slug!r} {spec}, but version {found.manifest.version} is there."
    return ""


def _candidates(loaded: Loaded) -> dict[str, Manifest]:
    return {slug: each.manifest for slug, each in loaded.found.items() if each.manifest and slug not in loaded.broken}


def _unfit(manifest: Manifest, labels: Collection[str]) -> str:
    if not satisfies(API_VERSION, manifest.requires_sanad):
        return f"It requires Sanad {manifest.requires_sanad}; this one offers plugins the version {API_VERSION}."
    if not satisfies(python_version(), manifest.requires_python):
        return f"It requires Python {manifest.requires_python}; this is {python_version()}."
    if manifest.slug in labels:
        return f"Its slug {manifest.slug!r} is the label of an app of the site. It needs another one."
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
