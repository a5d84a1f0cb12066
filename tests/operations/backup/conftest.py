"""A site with rows and files of all kinds, in a folder of its own, and looks into it that owe nothing to the code under test."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "tests.operations.backup.settings_of_drill"
# Made anew or of the machine: see operations.backup.tables.
NOT_COMPARED = (
    "search_indexeddocument", "search_terms", "search_outboxentry", "search_rebuild", "search_vocabularyword",
    "wagtailsearch_indexentry", "django_session", "django_tasks_database_dbtaskresult", "activity_dailysalt", "activity_seen",
    "wagtailadmin_editingsession", "operations_", "plugins_epoch", "sqlite_",
)  # fmt: skip
MORE = """
from datetime import UTC, datetime
from django.contrib.sessions.models import Session
from accounts.models import User
from faq_blocks.models import QuestionImport
from search.models import SynonymSet
from wagtail.models import Page
QuestionImport.objects.create(user=User.objects.first(), file_name="x.csv", content=bytes(range(256)))
SynonymSet.objects.create(language="fa", terms="پول\\nوجه \\u200c\\u2028 \\t\\"x\\\\", note="'; -- %s %%")
gone = SynonymSet.objects.create(language="en", terms="a\\nb"); gone.delete()
Session.objects.create(session_key="s", session_data="", expire_date=datetime(2030, 1, 1, tzinfo=UTC))
Page.objects.filter(depth=2).update(latest_revision_created_at=datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC))
"""


class Place:
    """One site: `run` starts its manage.py, `rows` and `files` tell what it holds."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.database = folder / "site.sqlite3"
        self.url = url or f"sqlite:///{self.database}"

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.url,
            "SANAD_VAR": str(self.folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
            "PYTHONUNBUFFERED": "1",
            **more.pop("env", {}),
        }
        command = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
        return subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
        )

    def run(self, *arguments: str, code: int = 0, **more: Any) -> str:
        process = self.start(*arguments, **more)
        out, error = process.communicate(timeout=600)
        assert process.returncode == code, f"{arguments}: {process.returncode}\n{out}\n{error}"
        return out + error

    def shell(self, code: str) -> str:
        return self.run("shell", "--no-imports", "-c", code)

    def rows(self) -> dict[str, list[str]]:
        with sqlite3.connect(self.database, timeout=20) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {
                name: sorted(repr(row) for row in database.execute(f'SELECT * FROM "{name}"'))  # noqa: S608
                for name in names
                if not name.startswith(NOT_COMPARED)
            }
        database.close()
        return found

    def files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name in ("media", "private", "locale"):
            base = self.folder / name
            found |= {
                str(path.relative_to(self.folder)): path.read_bytes()
                for path in base.rglob("*")
                if path.is_file() and not path.relative_to(base).parts[0].startswith(".sanad-")
            }
        return found

    def leftovers(self) -> list[str]:
        return [str(path) for path in self.folder.rglob(".sanad-*")]

    def copied(self, folder: Path) -> Place:
        shutil.copytree(self.folder, folder)
        return Place(folder)


def rows_of(archive: Path) -> dict[str, list[Any]]:
    """The rows in an archive, JSON as what it means."""
    found: dict[str, list[Any]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            kind, _, rest = member.name.partition("/")
            if kind == "rows":
                content = tar.extractfile(member)
                assert content is not None
                lines = io.TextIOWrapper(gzip.GzipFile(fileobj=content), encoding="utf-8", newline="\n")
                found.setdefault(rest.partition("/")[0], []).extend([_meant(each) for each in json.loads(line)] for line in lines)
    return found


def _meant(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def files_of(archive: Path) -> dict[str, bytes]:
    """The files in an archive."""
    with tarfile.open(archive) as tar:
        return {each.name: tar.extractfile(each).read() for each in tar if each.name.startswith("files/")}  # type: ignore[union-attr]


@pytest.fixture(scope="session")
def demo_site(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The demo with people, and what it has not: odd letters, private files, a catalogue. Made once, never changed."""
    place = Place(tmp_path_factory.mktemp("demo") / "site")
    place.folder.mkdir()
    for part in migrated.parent.glob("site.sqlite3*"):
        shutil.copy(part, place.folder / part.name)
    place.run("load_demo", "--accounts")
    place.shell(MORE)
    for name in ("private/documents/بند.txt", "locale/tr/LC_MESSAGES/django.po", "media/images/x.webp"):
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / name).write_bytes(name.encode() * 1000)
    return place


@pytest.fixture
def place(demo_site: Place, tmp_path: Path) -> Place:
    """A copy of it for one test."""
    return demo_site.copied(tmp_path / "site")


@pytest.fixture(scope="session")
def archive(demo_site: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("archive") / "demo.tar"
    demo_site.run("backup", str(path))
    return path


def wreck(place: Place) -> None:
    """Another site where this one was: rows and files are gone, changed and new."""
    with sqlite3.connect(place.database) as database:
        database.execute("DELETE FROM taggit_taggeditem")
        database.execute("UPDATE wagtailcore_page SET title = 'wrecked', draft_title = 'wrecked'")
        database.execute("DELETE FROM search_synonymset")
        database.execute("DELETE FROM django_session")
        database.execute("INSERT INTO search_synonymset (language, note, changed, direction, terms, targets, is_active) "
                         "VALUES ('en', '', '2026-01-01 00:00:00', 'two-way', 'new', '', 1)")  # fmt: skip
    database.close()
    shutil.rmtree(place.folder / "media" / "documents")
    (place.folder / "private" / "documents" / "بند.txt").write_text("changed")
    (place.folder / "media" / "new").mkdir()
    (place.folder / "media" / "new" / "file.txt").write_text("new")
