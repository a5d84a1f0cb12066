"""The running Elasticsearch: its folder, its start, its health and its end."""

from __future__ import annotations

import http.client
import json
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from script.lib.console import Failure

LAUNCHER = "org.elasticsearch.server.launcher.ServerLauncher"
# The package comes without bin/elasticsearch. Its settings file exports nothing by itself, hence `set -a`.
START = f"""
set -a
source "$1/bin/elasticsearch-env"
exec "$JAVA" -Xms4m -Xmx64m -XX:+UseSerialGC -cp "$ES_HOME/lib/tools/server-launcher/*" {LAUNCHER}
"""
HEAP = "-Xms512m -Xmx512m"
SECONDS_TO_END = 30
SERVERS_OWN = ("config", "data", "logs", "tmp")
OURS = {*SERVERS_OWN, "server.json", "server.lock", "start.log"}


class Instance:
    """The server that belongs to one folder, as its note `server.json` tells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            note = json.loads((folder / "server.json").read_text())
            self.pid, self.port, self.began = int(note["pid"]), int(note["port"]), str(note["began"])
        except (OSError, ValueError, KeyError, TypeError):
            self.pid, self.port, self.began = 0, 0, ""

    @property
    def url(self) -> str:
        """The address to give to clients."""
        return f"http://127.0.0.1:{self.port}"

    def is_alive(self) -> bool:
        """Tell whether the noted process is still the server that was started: same number, start time and program."""
        return self.pid > 0 and began(self.pid) == self.began and LAUNCHER.encode() in command_line(self.pid)

    def health(self) -> str | None:
        """Return green, yellow or red, None while the server does not answer. No proxy is asked."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/_cluster/health")
            answer = connection.getresponse()
            return str(json.loads(answer.read())["status"]) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            return None
        finally:
            connection.close()

    def stop(self) -> int | None:
        """End the server and its children, and only these; return its process id, None when it did not run."""
        if not self.is_alive():
            (self.folder / "server.json").unlink(missing_ok=True)
            return None
        try:
            os.kill(self.pid, signal.SIGTERM)
        except PermissionError:
            raise Failure(f"process {self.pid} belongs to another user: stop it as that user or as root") from None
        deadline = time.monotonic() + SECONDS_TO_END
        while group_members(self.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        for straggler in group_members(self.pid):
            os.kill(straggler, signal.SIGKILL)
        (self.folder / "server.json").unlink(missing_ok=True)
        return self.pid


def began(pid: int) -> str:
    """Return the start time of a process in clock ticks since boot, an empty string when it has ended."""
    fields = _stat(pid)
    return fields[19] if fields and fields[0] != "Z" else ""


def command_line(pid: int) -> bytes:
    """Return a process' arguments, empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the state on (a program's name may hold spaces and brackets)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def group_members(leader: int) -> list[int]:
    """Return the living processes of the group that `leader` founded: launcher and server."""
    members = []
    for entry in Path("/proc").iterdir():
        fields = _stat(int(entry.name)) if entry.name.isdigit() else []
        if fields and fields[0] != "Z" and fields[2] == str(leader):
            members.append(int(entry.name))
    return members


def prepare_folder(folder: Path, *, home: Path, port: int) -> str | None:
    """Write the configuration of one server; return the user it must run as, None for the present one."""
    config = folder / "config"
    if config.exists():
        shutil.rmtree(config)
    for name in SERVERS_OWN:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for file in (home / "config").iterdir():
        shutil.copyfile(file, config / file.name)
    # No endless log of the garbage collector, no image of the heap: this is no server to be examined later.
    options = (home / "config" / "jvm.options").read_text().splitlines()
    kept = [line for line in options if line and not line.startswith(("#", "-Xlog:gc", "-XX:+HeapDump"))]
    (config / "jvm.options").write_text("\n".join(kept) + "\n")
    settings = {
        "cluster.name": "sanad",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": port,
        # The single node listens for others all the same: any free port of this range.
        "transport.port": "9300-9400",
        "xpack.security.enabled": False,
        # A developer's disk is often nearly full; the server must not turn read-only for that.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
    }
    # JSON values are YAML values, quotes and all.
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in settings.items()]
    (config / "elasticsearch.yml").write_text("".join(lines))
    return _hand_over(folder, home) if os.geteuid() == 0 else None


def check_folder(folder: Path) -> None:
    """Raise Failure when a folder holds something else than an Elasticsearch of ours: its owner would be changed."""
    foreign = [path.name for path in folder.iterdir() if path.name not in OURS] if folder.is_dir() else []
    if foreign:
        raise Failure(f"{folder} holds other things ({min(foreign)}): choose an empty folder with --data")


def _hand_over(folder: Path, home: Path) -> str:
    """Give what the server writes to an unprivileged user, for it refuses to run as root; return the user's name.

    The folder itself and the note of the process stay root's: the server cannot choose what `stop` ends.
    """
    name = os.environ.get("SANAD_ELASTICSEARCH_USER") or _first_user("elasticsearch", "nobody")
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        raise Failure(f"there is no user {name} to run Elasticsearch (SANAD_ELASTICSEARCH_USER)") from None
    folder.chmod(0o755)
    for own in SERVERS_OWN:
        for path in (folder / own, *(folder / own).rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    for option, path in (("-w", folder / "data"), ("-r", home / "bin" / "elasticsearch-env")):
        command = ["test", option, str(path)]
        if subprocess.run(command, user=user.pw_uid, group=user.pw_gid, extra_groups=[], check=False).returncode:
            raise Failure(f"user {name}, who runs Elasticsearch for root, cannot reach {path}: choose another place")
    return name


def _first_user(*names: str) -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in names if name in known), names[-1])


def launch(folder: Path, *, home: Path, java: Path, port: int, user: str | None, wait: int) -> Instance:
    """Start the server in a session of its own and wait until it is healthy; raise Failure with its last words."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java),
        "ES_JAVA_OPTS": os.environ.get("ES_JAVA_OPTS", HEAP),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
    }
    account = pwd.getpwnam(user) if user else None
    # The name that the settings file derives its own place from is $0 of this shell.
    command = ["bash", "-c", START, str(home / "bin" / "elasticsearch"), str(home)]
    log = folder / "start.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    note = {"pid": process.pid, "port": port, "began": began(process.pid)}
    (folder / "server.json").write_text(json.dumps(note) + "\n")
    instance = Instance(folder)
    try:
        _await_health(instance, process, wait=wait, log=log)
    except BaseException:
        if process.poll() is None:
            process.terminate()
        instance.stop()
        raise
    return instance


def _await_health(instance: Instance, process: subprocess.Popen[bytes], *, wait: int, log: Path) -> None:
    deadline = time.monotonic() + wait
    while instance.health() not in ("green", "yellow"):
        if process.poll() is not None:
            raise Failure(f"Elasticsearch ended at once (exit code {process.returncode}); {_last_words(log)}")
        if time.monotonic() > deadline:
            raise Failure(f"Elasticsearch was not healthy after {wait} s; {_last_words(log)}")
        time.sleep(0.3)


def _last_words(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return f"its log {log} ends:\n" + "\n".join(f"    {line[:300]}" for line in lines[-8:])
