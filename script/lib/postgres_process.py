"""The running PostgreSQL: its programs, its folder, its start and its end."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from script.lib.console import Failure, last_line
from script.lib.elastic_process import command_line

DEBIAN = Path("/usr/lib/postgresql")
PROGRAMS = ("initdb", "pg_ctl", "postgres")
NAME = "sanad"  # of the superuser and of the database
OURS = {"data", "password", "server.lock", "server.log"}
# Language-neutral order for titles in any script, which is also what an index has to cope with at home.
INITDB = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=und", "--auth=scram-sha-256"]
LASTING = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # A run of the suite has several processes, each with threads of its own.
    "max_connections": "200",
    # English, whatever the machine speaks: we read what the server says.
    "lc_messages": "C",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Programs(NamedTuple):
    """A folder with PostgreSQL's programs, and their main version."""

    folder: Path
    version: int


class Cluster:
    """The server that belongs to one folder; PostgreSQL's own `postmaster.pid` is the note of its process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    @property
    def pid(self) -> int:
        """The process id of the running server, 0 when there is none."""
        lines = self._note()
        pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
        # After a crash of the machine the number may be another program's.
        return pid if pid and str(self.data).encode() in command_line(pid) else 0

    @property
    def port(self) -> int:
        """The port of the running server, 0 when there is none."""
        lines = self._note()
        return int(lines[3]) if len(lines) > 3 else 0

    @property
    def url(self) -> str:
        """The address to give to clients. The password keeps other users of this machine out."""
        return f"postgres://{NAME}:{self._password()}@127.0.0.1:{self.port}/{NAME}"

    @property
    def version(self) -> int:
        """The main version that wrote the rows."""
        return int((self.data / "PG_VERSION").read_text())

    def make(self) -> None:
        """Make the folder's rows unless they are there. A run that was cut off leaves none."""
        if (self.data / "PG_VERSION").exists() and (self.folder / "password").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True, mode=0o700)
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_hex(16) + "\n")
        owner = _owner()
        if owner:
            self.folder.chmod(0o755)
            for path in (self.data, password):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        try:
            self._run("initdb", "--pgdata", str(self.data), "--username", NAME, f"--pwfile={password}", "--no-sync", *INITDB)
        except BaseException:
            shutil.rmtree(self.data, ignore_errors=True)
            raise

    def start(self, *, port: int, wait: int, durable: bool) -> None:
        """Start the server and wait until it answers; raise Failure with its last words."""
        self._programs()
        settings = {**LASTING, **({} if durable else FORGETFUL), "port": str(port)}
        log = self.folder / "server.log"
        log.touch(mode=0o600)
        if owner := _owner():
            os.chown(log, owner.pw_uid, owner.pw_gid)
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        try:
            self._run("pg_ctl", "start", "-D", str(self.data), "-l", str(log), "-w", "-t", str(wait), "-o", options)
        except Failure:
            self.stop()
            ending = "\n".join(f"    {line[:300]}" for line in log.read_text(errors="replace").splitlines()[-6:])
            raise Failure(f"PostgreSQL did not start; its log {log} ends:\n{ending}") from None
        self._database()

    def stop(self) -> int | None:
        """End the server, and only this one; return its process id, None when it did not run."""
        if not (pid := self.pid):
            return None
        # Connections that are open are cut; what is committed stays.
        self._run("pg_ctl", "stop", "-D", str(self.data), "-w", "-m", "fast")
        return pid

    def _database(self) -> None:
        """Make the database of our name unless it is there: without rights to others, in the server's own order."""
        self._run("createdb", "--host=127.0.0.1", f"--port={self.port}", f"--username={NAME}", NAME, unless="already exists")

    def _run(self, program: str, *arguments: str, unless: str = "") -> None:
        """Run one of PostgreSQL's programs as the user who owns the rows. `unless`: a complaint that is none."""
        programs = self._programs()
        owner = _owner()
        done = subprocess.run(
            [str(programs / program), *arguments],
            # No PGPORT, PGHOST or PGOPTIONS of the caller.
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PGPASSWORD": self._password()},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server inherits it: a pipe would never end
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            check=False,
        )
        if done.returncode and not (unless and unless in (done.stderr or "")):
            raise Failure(f"{program} failed: {last_line(done.stderr or '', marker='rror')}")

    def _programs(self) -> Path:
        """Return the folder of the programs that fit the rows; raise Failure with the package to install."""
        wanted = self.version if (self.data / "PG_VERSION").exists() else None
        found = find_programs(wanted)
        if found is None:
            name, package = ("PostgreSQL", "postgresql") if wanted is None else (f"PostgreSQL {wanted}", f"postgresql-{wanted}")
            raise Failure(f"{name} is not installed: apt-get install {package} (as root)")
        return found.folder

    def _note(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _password(self) -> str:
        try:
            return (self.folder / "password").read_text().strip()
        except OSError:
            return ""


def find_programs(version: int | None = None) -> Programs | None:
    """Return the newest PostgreSQL of this machine, or the one of a version; None when there is none."""
    on_path = shutil.which("postgres")
    folders = [*DEBIAN.glob("*/bin"), *([Path(on_path).resolve().parent] if on_path else [])]
    found = [Programs(folder, _version(folder)) for folder in folders if all((folder / name).exists() for name in PROGRAMS)]
    fitting = [programs for programs in found if version in (None, programs.version)]
    return max(fitting, key=lambda programs: programs.version, default=None)


def _version(folder: Path) -> int:
    said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\) (\d+)", said)
    return int(match[1]) if match else 0


def check_folder(folder: Path) -> None:
    """Raise Failure when a folder holds something else than a server of ours."""
    foreign = [path.name for path in folder.iterdir() if path.name not in OURS] if folder.is_dir() else []
    if foreign:
        raise Failure(f"{folder} holds other things ({min(foreign)}): choose an empty folder with --data")


def _owner() -> pwd.struct_passwd | None:
    """Return who runs the server for root, for it refuses to be root's; None for any other user."""
    if os.geteuid():
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
