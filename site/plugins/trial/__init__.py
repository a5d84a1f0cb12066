"""The trial: before a plugin is imported here, a process of its own has done so and lived. What it showed is kept.

This is no security boundary: the process is the same user's. It shows what would take the site down.
"""

from __future__ import annotations

import platform
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import django
import wagtail

from plugins.discovery import Found
from plugins.files import files_hash
from plugins.requirements import all_needed
from plugins.store import only_one, read_json, write_json
from plugins.trial.judging import Run, TrialImpossible, judge, standing
from plugins.trial.running import Outcome, run_trial
from plugins.versions import API_VERSION

__all__ = ["Outcome", "TrialImpossible", "forget", "judge", "run_trial", "verdicts"]

FILE = "verdicts.json"
Entry = dict[str, str]  # stamp, hash, key and, once it has been tried, the reason ("" for success)


def verdicts(
    plugins: Sequence[Found], *, folder: Path, state: Path, core_apps: Collection[str] = (), run: Run | None = None
) -> dict[str, str]:
    """Return the reason for each plugin that must not be loaded. Tries those that are new or have changed.

    `plugins` have manifests and stand after what they require; what requires a failing one is neither tried nor named.
    `folder` is that of the plugins, `state` that of the verdicts. Of several processes that start at once one makes the
    trial, and the others wait for what it finds.
    """
    if not plugins:
        return {}
    kept = read_json(state / FILE)
    entries = _entries(plugins, kept, core_apps)
    if any(kept.get(str(each.folder)) != entries[each.slug] for each in plugins):
        with only_one(state / "trial.lock"):
            kept = read_json(state / FILE)
            entries = _entries(plugins, kept, core_apps)
            if to_try := _to_try(plugins, entries):
                _try(plugins, entries, to_try, run or partial(run_trial, folder=folder))
            write_json(state / FILE, _there(kept) | {str(each.folder): entries[each.slug] for each in plugins})
    return {slug: entry["reason"] for slug, entry in entries.items() if entry.get("reason")}


def forget(state: Path, *folders: Path) -> None:
    """Forget what was found out about the plugins in these folders: they are tried again at the next start."""
    with only_one(state / "trial.lock"):
        gone = {str(folder) for folder in folders}
        write_json(state / FILE, {name: entry for name, entry in read_json(state / FILE).items() if name not in gone})


def _entries(plugins: Sequence[Found], kept: dict[str, Any], core_apps: Collection[str]) -> dict[str, Entry]:
    """By slug: what is known of these files. An old verdict holds while nothing has changed that it depends on."""
    surroundings = [
        platform.python_version(), django.__version__, wagtail.__version__, API_VERSION, *core_apps,
    ]  # fmt: skip
    entries: dict[str, Entry] = {}
    for each in plugins:
        old = kept.get(str(each.folder), {})
        content = old["hash"] if old.get("stamp") == each.stamp else files_hash(each.folder)
        needed = [entries[slug]["key"] for slug in sorted(_requires(each)) if slug in entries]
        key = blake2b(repr([content, *needed, *surroundings]).encode(), digest_size=16).hexdigest()
        entries[each.slug] = {"stamp": each.stamp, "hash": content, "key": key}
        if old.get("key") == key and "reason" in old:
            entries[each.slug]["reason"] = old["reason"]
    return entries


def _to_try(plugins: Sequence[Found], entries: Mapping[str, Entry]) -> set[str]:
    """The plugins that have no verdict and need none that fails."""
    failing = {slug for slug, entry in entries.items() if entry.get("reason")}
    able = standing([each.slug for each in plugins], failing, {each.slug: _requires(each) for each in plugins})
    return {slug for slug in able if "reason" not in entries[slug]}


def _try(plugins: Sequence[Found], entries: Mapping[str, Entry], to_try: set[str], run: Run) -> None:
    """Write the verdicts into `entries`. When the site does not start at all, nothing is written that would be kept."""
    requires = {each.slug: _requires(each) for each in plugins}
    wanted = to_try | all_needed(to_try, requires)
    group = [each.slug for each in plugins if each.slug in wanted]
    try:
        failed = judge(group, requires=requires, run=run)
    except TrialImpossible as impossible:
        why = f"It could not be tried, for the site does not start without it either. {impossible}"
        for slug in to_try:
            entries[slug].update(reason=why, key="")
        return
    for slug in standing(group, failed, requires):
        entries[slug]["reason"] = ""
    for slug, reason in failed.items():
        entries[slug]["reason"] = reason


def _there(kept: dict[str, Any]) -> dict[str, Any]:
    """The entries whose folders still exist."""
    return {folder: entry for folder, entry in kept.items() if Path(folder).is_dir()}


def _requires(plugin: Found) -> set[str]:
    return set(plugin.manifest.requires) if plugin.manifest else set()
