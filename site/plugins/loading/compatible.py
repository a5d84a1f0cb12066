"""Which plugins fit together with this site, and in which order they are loaded. Looks at manifests only."""

from __future__ import annotations

from collections.abc import Collection

from plugins.loaded import LeftOut, Loaded
from plugins.manifest import Manifest
from plugins.requirements import Unmet, circle_through, needed_first, needs_of, unmet
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.versions import API_VERSION, python_version, satisfies


def sort_out(loaded: Loaded, *, core_apps: Collection[str]) -> list[Manifest]:
    """Return what can be loaded, each after all it requires; note in `loaded` why the rest cannot."""
    labels = {app.rpartition(".")[2] for app in core_apps}
    for slug, manifest in _candidates(loaded).items():
        if reason := _unfit(manifest, labels):
            loaded.leave_out(slug, LeftOut.INCOMPATIBLE, reason)
    needs = needs_of(_candidates(loaded))
    for slug in needs:
        if way := circle_through(slug, needs):
            words = _("The plugins require one another in a circle: %(way)s.")
            loaded.leave_out(slug, LeftOut.INCOMPATIBLE, Sentence(words, way=" → ".join(way)))
    candidates = _candidates(loaded)
    ordered: list[Manifest] = []
    for slug in needed_first(candidates, needs):
        if reason := missing(candidates[slug], loaded):
            loaded.leave_out(slug, LeftOut.INCOMPATIBLE, reason)
        else:
            ordered.append(candidates[slug])
    return ordered


def missing(manifest: Manifest, loaded: Loaded) -> str:
    """Say which required plugin is not there, unusable here or of another version; "" when all are well."""
    there = {slug: each.manifest for slug, each in loaded.found.items() if each.manifest is not None}
    slug, what = next(unmet(manifest, there, loaded.broken), ("", None))
    if what is Unmet.MISSING:
        return Sentence(_("It requires the plugin '%(slug)s', which is not there."), slug=slug)
    if what is Unmet.BROKEN:
        words = _("It requires the plugin '%(slug)s', which is not loaded: %(reason)s")
        return Sentence(words, slug=slug, reason=loaded.broken[slug])
    if what is Unmet.VERSION:
        words = _("It requires the plugin '%(slug)s' %(versions)s, but version %(have)s is there.")
        return Sentence(words, slug=slug, versions=manifest.requires[slug], have=there[slug].version)
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
