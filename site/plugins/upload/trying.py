"""Try a plugin's new folder together with what it needs and what needs it, before it is put where it will be loaded from."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from plugins.lifecycle.checks import dependents, manifests_found
from plugins.loaded import loaded
from plugins.manifest import Manifest
from plugins.requirements import all_needed, needs_of
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.trial import run_trial
from plugins.upload.errors import UploadError


def try_folder(folder: Path, manifest: Manifest) -> None:
    """Start the site with this plugin in a process of its own. Takes seconds. Raises UploadError with what failed."""
    needed = all_needed(manifest.requires, needs_of(manifests_found())) | manifest.requires.keys()
    others = {slug for slug in (*needed, *dependents(manifest.slug, loaded().usable())) if slug in loaded().usable()}
    with tempfile.TemporaryDirectory(prefix="sanad-plugin-", ignore_cleanup_errors=True) as place:
        shutil.copytree(folder, Path(place) / manifest.slug, symlinks=True)
        for slug in others:
            found = loaded().found[slug]
            if found.manifest and not found.manifest.entry_point and found.folder.is_dir():
                shutil.copytree(found.folder, Path(place) / slug, symlinks=True)
        failures = run_trial((*sorted(others), manifest.slug), folder=Path(place)).failures
    if reason := failures.get(manifest.slug) or failures.get(""):
        raise UploadError([Sentence(_("It was tried and does not work here. Nothing was changed.")), reason])
    if failures:
        slug, reason = next(iter(failures.items()))
        words = _("With it, the plugin %(slug)s does not work. Nothing was changed.")
        raise UploadError([Sentence(words, slug=slug), reason])
