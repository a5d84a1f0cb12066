"""A plugin as a zip: what is refused, what waits, what is put in place, and what a process that dies leaves behind."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from plugins import upload
from plugins.discovery import find_plugin
from plugins.lifecycle import LifecycleError
from plugins.models import Plugin, PluginLogEntry, State
from plugins.swapping import mend, swap
from plugins.upload import UploadError, archive, placing, staging
from tests.plugins.uploads import plugin_files, zipped, zipped_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path, plugin_state):
    settings.VAR = tmp_path / "var"
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    return tmp_path / "plugins"


@pytest.fixture
def untried(monkeypatch):
    """Leaves the trial out, which takes seconds and has tests of its own."""
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)


def refusal(file: io.BytesIO, **options) -> str:
    with pytest.raises(UploadError) as caught:
        upload.stage(file, by=1, **options)
    return str(caught.value)


def put(version: str, **options) -> upload.Placed:
    return upload.place(upload.stage(zipped(plugin_files(version=version)), by=1), by=None, **options)


def versions(place: Path) -> str:
    return (place / "parcel" / "plugin.toml").read_text()


def left_over(tmp_path: Path) -> list[Path]:
    return [*(tmp_path / "var" / "plugins" / "staged").glob("*/*")]


REFUSED = {
    "a name above the folder": ({**plugin_files(), "parcel/../../evil.py": ""}, "outside of its folder"),
    "an absolute path": ({**plugin_files(), "/etc/evil.py": ""}, "outside of its folder"),
    "a path of Windows": ({**plugin_files(), "parcel\\..\\..\\evil.py": ""}, "outside of its folder"),
    "a drive": ({**plugin_files(), "C:/evil.py": ""}, "outside of its folder"),
    "a name that turns its direction": ({**plugin_files(), "parcel/\u202egpj.py": ""}, "signs that cannot be seen"),
    "a second folder": ({**plugin_files(), "other/a.py": ""}, "one folder with the plugin in it"),
    "a file beside the folder": ({**plugin_files(), "readme.txt": ""}, "one folder with the plugin in it"),
    "no folder": ({"plugin.toml": ""}, "one folder with the plugin in it"),
    "nothing": ({}, "The zip is empty"),
    "no manifest": ({"parcel/__init__.py": ""}, "has no plugin.toml"),
    "a folder that is no slug": ({"Parcel-1.0/plugin.toml": ""}, "must be named as the plugin's slug"),
    "another plugin's manifest": (
        {**plugin_files(), "parcel/plugin.toml": plugin_files("letter")["letter/plugin.toml"]},
        "both must be the same",
    ),
    "a manifest that is no TOML": ({**plugin_files(), "parcel/plugin.toml": "slug"}, "not valid TOML"),
    "a manifest without a version": ({"parcel/plugin.toml": '[plugin]\nslug = "parcel"\nname = "P"\n'}, "version is missing"),
    "two names that differ in size": ({**plugin_files(), "parcel/Apps.py": ""}, "in the zip twice"),
    "a file and a folder of one name": ({**plugin_files(), "parcel/apps.py/x.py": ""}, "a file and a folder of the same name"),
    "a file packed to nothing": ({**plugin_files(), "parcel/zeros": b"\0" * (2 << 20)}, "packed so tightly"),
}


@pytest.mark.parametrize(("files", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_zip_is_refused_with_a_clear_sentence(files, reason):
    assert reason in refusal(zipped(files))


@pytest.mark.parametrize("files", [files for files, _reason in REFUSED.values()], ids=REFUSED)
def test_nothing_of_a_refused_zip_is_kept(files, tmp_path):
    refusal(zipped(files))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_no_zip_is_refused():
    assert "no zip" in refusal(io.BytesIO(b"PK, but not really"))


def test_a_link_is_refused():
    assert "a link or a device" in refusal(zipped_link())


def test_a_damaged_file_is_refused():
    file = zipped({**plugin_files(), "parcel/data": os.urandom(4000)})
    content = bytearray(file.getvalue())
    at = content.index(b"parcel/data") + 200
    content[at : at + 50] = bytes(50)
    assert "damaged" in refusal(io.BytesIO(bytes(content)))


def test_a_zip_that_lies_about_sizes_is_refused():
    file = zipped({**plugin_files(), "parcel/data": "x" * 5000})
    content = bytearray(file.getvalue())
    while (at := content.find((5000).to_bytes(4, "little"))) >= 0:
        content[at : at + 4] = (50).to_bytes(4, "little")
    assert any(words in refusal(io.BytesIO(bytes(content))) for words in ("larger than the zip says", "damaged"))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    assert "more than 2 files" in refusal(zipped(plugin_files()))


def test_too_large_a_zip_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    assert "The zip is larger" in refusal(zipped(plugin_files()))


def test_too_much_inside_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 100)
    assert "Unpacked" in refusal(zipped(plugin_files()))


def test_another_zip_than_the_expected_one_is_refused():
    assert "not the one you expect" in refusal(zipped(plugin_files()), expected="0" * 64)


def test_the_expected_zip_may_be_named_with_spaces_and_large_letters():
    file = zipped(plugin_files())
    expected = hashlib.sha256(file.getvalue()).hexdigest().upper()
    assert upload.stage(file, by=1, expected=f" {expected[:8]} {expected[8:]} ").slug == "parcel"


def test_what_waits_tells_what_it_is():
    file = zipped(plugin_files(version="2.1"))
    kept = upload.stage(file, by=1)
    assert (kept.name, kept.version, kept.sha256, len(kept.files)) == (
        "Parcel", "2.1", hashlib.sha256(file.getvalue()).hexdigest(), 3,
    )  # fmt: skip


def test_compiled_files_and_litter_are_left_out():
    files = {
        **plugin_files(),
        "__MACOSX/parcel/._x": "",
        "parcel/.DS_Store": "",
        "parcel/__pycache__/a.pyc": "",
        "parcel/b.pyc": "",
    }
    assert len(upload.stage(zipped(files), by=1).files) == 3


def test_what_waits_is_for_whoever_sent_it():
    kept = upload.stage(zipped(plugin_files()), by=1)
    assert (upload.staged(kept.token, by=1), upload.staged(kept.token, by=2)) == (kept, None)


@pytest.mark.parametrize("token", ["../../etc", "", "0" * 32, "g" * 32])
def test_a_made_up_token_finds_nothing(token):
    assert upload.staged(token, by=1) is None


def test_what_waits_too_long_is_gone(monkeypatch):
    kept = upload.stage(zipped(plugin_files()), by=1)
    later = time.time() + staging.SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    staging.sweep()
    assert (upload.staged(kept.token, by=1), kept.folder.exists()) == (None, False)


def test_nothing_is_in_place_before_it_is_confirmed(place):
    upload.stage(zipped(plugin_files()), by=1)
    assert not place.exists()


def test_a_confirmed_plugin_is_in_place(place, untried):
    placed = put("1.0")
    assert (placed.old, (place / "parcel" / "apps.py").is_file()) == ("", True)


def test_what_was_confirmed_waits_no_more(place, untried, tmp_path):
    put("1.0")
    assert left_over(tmp_path) == []


def test_an_update_says_what_it_replaces(untried):
    put("1.0")
    assert put("1.1").old == "1.0"


def test_an_update_removes_files_that_are_no_more(place, untried):
    upload.place(upload.stage(zipped(plugin_files(old="x = 1")), by=1), by=None)
    put("1.1")
    assert not (place / "parcel" / "old.py").exists()


def test_an_update_is_in_the_audit_log_with_its_hash(untried, superuser):
    kept = upload.stage(zipped(plugin_files()), by=superuser.pk)
    upload.place(kept, by=superuser)
    assert PluginLogEntry.objects.values_list("action", "user", "detail").get() == (
        "uploaded", superuser.pk, f"1.0 SHA-256 {kept.sha256}",
    )  # fmt: skip


def test_an_older_version_is_refused(untried):
    put("1.1")
    with pytest.raises(UploadError, match=r"older than 1\.1"):
        put("1.0")


def test_an_older_version_is_taken_when_it_is_meant(place, untried):
    put("1.1")
    put("1.0", older_too=True)
    assert 'version = "1.0"' in versions(place)


def test_a_name_of_the_core_is_refused_at_once():
    with pytest.raises(UploadError, match="a part of the site itself"):
        upload.stage(zipped(plugin_files("search")), by=1)


def test_a_folder_that_cannot_be_written_is_said(place, untried):
    place.parent.joinpath("plugins").write_text("a file")
    with pytest.raises(UploadError, match="is no folder"):
        put("1.0")


def test_the_previous_version_can_be_put_back(place, untried):
    put("1.0")
    put("1.1")
    upload.place_again("parcel", "1.0", by=None)
    assert ('version = "1.0"' in versions(place), [each for each, _folder in upload.previous_of("parcel")]) == (
        True, ["1.1", "1.0"],
    )  # fmt: skip


def test_an_unknown_version_is_not_put_back(untried):
    with pytest.raises(UploadError, match=r"no version 0\.9"):
        upload.place_again("parcel", "0.9", by=None)


def test_a_version_older_than_the_tables_is_put_back_only_when_it_is_meant(place, untried):
    put("1.0")
    put("1.1")
    Plugin.objects.create(slug="parcel", state=State.ACTIVE, version="1.1")
    with pytest.raises(UploadError, match=r"newer version 1\.1"):
        upload.place_again("parcel", "1.0", by=None)
    upload.place_again("parcel", "1.0", by=None, older_too=True)
    assert 'version = "1.0"' in versions(place)


def test_few_previous_versions_are_kept(untried):
    for number in range(6):
        put(f"1.{number}")
    assert [version for version, _folder in upload.previous_of("parcel")] == ["1.4", "1.3", "1.2"]


def test_a_plugin_that_fails_its_trial_changes_nothing(place):
    put_untried = upload.stage(zipped(plugin_files(wagtail_hooks="raise ValueError('no such bird')")), by=1)
    with pytest.raises(UploadError, match="no such bird"):
        upload.place(put_untried, by=None)
    assert not (place / "parcel").exists()


def test_a_plugin_that_passes_its_trial_is_in_place(place):
    put("1.0")
    assert (place / "parcel" / "plugin.toml").is_file()


def test_a_plugin_whose_requirement_is_missing_is_refused_with_that_reason(place):
    files = plugin_files()
    files["parcel/plugin.toml"] += '[requires.plugins]\nnowhere = ""\n'
    with pytest.raises(UploadError, match="requires the plugin 'nowhere'"):
        upload.place(upload.stage(zipped(files), by=1), by=None)


def test_a_change_under_way_refuses_the_upload(untried):
    from plugins.lifecycle.locking import lifecycle_lock

    with lifecycle_lock(), pytest.raises(LifecycleError, match="under way"):
        put("1.0")


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["copytree", "_keep", "swap", "_prune"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_whenever_a_process_ends_one_whole_version_is_in_place(place, untried, monkeypatch, step, moment):
    put("1.0", older_too=True)
    owner: Any = shutil if step == "copytree" else placing
    real = getattr(owner, step)

    def ending(*arguments, **named):
        if moment == "after":
            real(*arguments, **named)
        raise Killed

    kept = upload.stage(zipped(plugin_files(version="1.1", more="x = 1")), by=1)
    monkeypatch.setattr(owner, step, ending)
    with pytest.raises(Killed):
        upload.place(kept, by=None)
    mend(place)
    found = find_plugin(place / "parcel")
    files = {each.name for each in (place / "parcel").iterdir()}
    assert (getattr(found.manifest, "version", ""), found.problems, "more.py" in files) in [("1.0", (), False), ("1.1", (), True)]


@pytest.mark.parametrize("step", [0, 1])
def test_where_two_names_cannot_be_exchanged_in_one_step_a_dying_process_is_made_good(tmp_path, monkeypatch, step):
    monkeypatch.setattr("plugins.swapping.ctypes.CDLL", lambda *names, **options: object())
    old, new = tmp_path / "one", tmp_path / ".incoming-one"
    for folder in (old, new):
        folder.mkdir()
        (folder / "mark").write_text(folder.name)
    real = Path.rename
    calls: list[Path] = []

    def rename(self, target):
        if len(calls) == step:
            monkeypatch.setattr(Path, "rename", real)
            os._exit(1)
        calls.append(self)
        return real(self, target)

    child = os.fork()
    if not child:
        monkeypatch.setattr(Path, "rename", rename)
        swap(new, old)
        os._exit(0)
    os.waitpid(child, 0)
    mend(tmp_path)
    assert (old / "mark").read_text() == "one"


def test_where_two_names_cannot_be_exchanged_in_one_step_they_change_places_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("plugins.swapping.ctypes.CDLL", lambda *names, **options: object())
    old, new = tmp_path / "one", tmp_path / ".incoming-one"
    for folder in (old, new):
        folder.mkdir()
        (folder / "mark").write_text(folder.name)
    swap(new, old)
    assert ((old / "mark").read_text(), (new / "mark").read_text()) == (".incoming-one", "one")
