"""What Elasticsearch needs of the machine: a Java that is new enough, and memory."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from script.lib.console import Failure

MINIMUM_JAVA = 21
MINIMUM_MEGABYTES = 1500  # 512 MB heap, about 770 MB resident, and room to breathe
VIRTUAL_MACHINES = Path("/usr/lib/jvm")


def find_java() -> Path:
    """Return the home folder of a Java 21 or newer that has all modules.

    Looks in ES_JAVA_HOME, JAVA_HOME, PATH and /usr/lib/jvm, in this order. Raises Failure when there is none.
    """
    seen: list[str] = []
    for home in _homes():
        version = java_version(home)
        if version is None:
            continue
        if version >= MINIMUM_JAVA and _has_vector_module(home):
            return home
        seen.append(f"{home} is {version}" if version < MINIMUM_JAVA else f"{home} lacks jdk.incubator.vector")
    found = "; ".join(dict.fromkeys(seen)) or "no Java was found"
    raise Failure(
        f"Elasticsearch needs Java {MINIMUM_JAVA} or newer with all modules ({found}): install a JDK, for example "
        "Eclipse Temurin 25 (adoptium.net) or, from Debian 13 on, openjdk-21-jdk-headless; or set ES_JAVA_HOME"
    )


def _homes() -> Iterator[Path]:
    """Yield folders that may be a Java home, each once."""
    candidates = [Path(value) for name in ("ES_JAVA_HOME", "JAVA_HOME") if (value := os.environ.get(name))]
    if on_path := shutil.which("java"):
        candidates.append(Path(on_path).resolve().parents[1])
    if VIRTUAL_MACHINES.is_dir():
        candidates += sorted(VIRTUAL_MACHINES.iterdir(), reverse=True)
    yield from dict.fromkeys(home.resolve() for home in candidates if (home / "bin" / "java").is_file())


def java_version(home: Path) -> int | None:
    """Return the feature release of the Java in `home` (17, 21, 25 ...), None when it does not tell."""
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', _release(home), re.MULTILINE)
    if match is None:
        match = re.search(r'version "(?:1\.)?(\d+)', _output([str(home / "bin" / "java"), "-version"]))
    return int(match[1]) if match else None


def _has_vector_module(home: Path) -> bool:
    """Tell whether this is a complete JDK: a runtime cut to size lacks the module that vector search needs."""
    module = "jdk.incubator.vector"
    return module in _release(home) or module in _output([str(home / "bin" / "java"), "--list-modules"])


def _release(home: Path) -> str:
    try:
        return (home / "release").read_text()
    except OSError:
        return ""


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def check_memory(meminfo: Path = Path("/proc/meminfo"), control_group: Path = Path("/sys/fs/cgroup")) -> None:
    """Raise Failure when less memory is available than a server with a 512 MB heap needs."""
    available = [value for value in (_free_on_machine(meminfo), _free_in_group(control_group)) if value is not None]
    if available and min(available) < MINIMUM_MEGABYTES:
        raise Failure(f"not enough memory: Elasticsearch needs {MINIMUM_MEGABYTES} MB, {min(available)} MB are free")


def _free_on_machine(meminfo: Path) -> int | None:
    match = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo.read_text(), re.MULTILINE) if meminfo.exists() else None
    return int(match[1]) * 1024 // 1_000_000 if match else None


def _free_in_group(group: Path) -> int | None:
    """Return what a container's limit leaves, None without a limit. Cached files count as free: they give way."""
    try:
        limit = (group / "memory.max").read_text().strip()
        used = int((group / "memory.current").read_text())
        cached = re.search(r"^inactive_file (\d+)", (group / "memory.stat").read_text(), re.MULTILINE)
    except (OSError, ValueError):
        return None
    if limit == "max":
        return None
    return (int(limit) - used + (int(cached[1]) if cached else 0)) // 1_000_000
