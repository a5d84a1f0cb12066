"""Where the benchmark runs: a database of its own, indexes of its own, and a server on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MADE_BY = ("material.py", "documents.py", "pages.py")
"""The modules that a kept database comes from; made again when one of them has changed."""


@contextmanager
def folder(keep: Path | None) -> Iterator[Path]:
    """Yield the folder of the databases: the one to keep, or a new one that goes at the end."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        yield Path(scratch)


def database_ready(scratch: Path, documents: int, stamp: str) -> bool:
    """Tell whether the folder has a database that was made like this; the file of another one is removed."""
    if _stamp(scratch, documents).is_file() and _stamp(scratch, documents).read_text("utf-8") == stamp + database_url(
        scratch, documents
    ):
        return True
    for file in scratch.glob(f"search-{documents}.*"):
        file.unlink()
    return False


def database_made(scratch: Path, documents: int, stamp: str) -> None:
    """Note that the database is complete."""
    _stamp(scratch, documents).write_text(stamp + database_url(scratch, documents), "utf-8")


def _stamp(scratch: Path, documents: int) -> Path:
    return scratch / f"search-{documents}.made"


def database_url(scratch: Path, documents: int) -> str:
    """Return the database of so many documents; DATABASE_URL may name another empty one, such as PostgreSQL."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{scratch / f'search-{documents}.sqlite3'}"


def made_as(documents: int, languages: Sequence[str], seed: int, sources: Sequence[Path]) -> str:
    """Return what a kept database must have been made from to be used again."""
    made_by = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in MADE_BY)).hexdigest()[:16]
    return json.dumps([documents, list(languages), seed, [str(source) for source in sources], made_by])


def sources_find(corpora: Path) -> list[Path]:
    """Return the handbooks to take sentences from; the demo stands in where there are none."""
    found = [corpora / name for name in ("umbrella", "libreoffice") if (corpora / name).is_dir()]
    if not found:
        say(f"{corpora} is not there: the sentences are those of the demo")
    return found or [ROOT / "demo"]


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of an Elasticsearch on this machine: the one that the environment names, or a new one."""
    named = os.environ.get("ELASTICSEARCH_URL", "")
    if named:
        os.environ["SANAD_TEST_ELASTICSEARCH_URL"] = named
    from script.lib.elastic_for_tests import server_for_tests

    with server_for_tests() as url:
        if urlsplit(url).hostname not in LOOPBACK:
            raise SystemExit("The benchmark fills and removes indexes: it only does so on a server of this machine.")
        yield url


def prefix_new() -> str:
    """Return a prefix that no other indexes have."""
    return f"bench-{uuid.uuid4().hex[:12]}"


def engines_choose(url: str, prefix: str = "") -> None:
    """Set the site up with Elasticsearch at `url`, with "" on the database alone."""
    from django.conf import settings

    from search.engines import choice

    settings.ELASTICSEARCH_URL = url
    if prefix:
        settings.SANAD_SEARCH_INDEX_PREFIX = prefix
    choice.reset()


def say(text: str) -> None:
    """Tell what is going on; stdout is for the figures."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)
