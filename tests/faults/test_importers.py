"""Two importers at once, and one that finds the disk full: each page once, or nothing at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT, SECONDS, Rows, environment, manage

pytestmark = pytest.mark.timeout(900)

COUNT = "SELECT count(*) FROM wagtailcore_page WHERE slug LIKE 'import-%'"
DOUBLES = "SELECT count(*) FROM (SELECT path FROM wagtailcore_page GROUP BY path HAVING count(*) > 1)"
# The bookkeeping of the tree: every page has as many children as it says.
TREE = """
SELECT count(*) FROM wagtailcore_page AS above WHERE numchild <> (
    SELECT count(*) FROM wagtailcore_page AS below WHERE below.depth = above.depth + 1 AND below.path LIKE above.path || '%')
"""
UPLOAD = """
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection
client = Client(raise_request_exception=False)
client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.org", "x"))
data = {"title": "Big", "file": SimpleUploadedFile("big.pdf", b"x" * 500_000), "collection": Collection.get_first_root_node().pk}
big = client.post("/admin/documents/add/", data)
small = client.post("/admin/documents/add/", {**data, "title": "Small", "file": SimpleUploadedFile("small.pdf", b"x" * 500)})
print(big.status_code, small.status_code, sorted(get_document_model().objects.values_list("title", flat=True)))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "words"
    (place / "en").mkdir(parents=True)
    for number in range(40):
        (place / "en" / f"import-{number}.md").write_text(f"---\ntitle: Import {number}\nindex: {number}\n---\nSome words.\n")
    return place


def test_two_importers_at_once_make_each_page_once(database: Path, rows: Rows, folder: Path) -> None:
    both = [manage(database, "import_markdown", str(folder), "--under", "home/words") for _number in range(2)]
    ended = [(each, *each.communicate(timeout=SECONDS)) for each in both]
    for process, _out, error in ended:
        # Whoever waits too long for the other says so in a line; nobody breaks off in the middle.
        assert process.returncode == 0 or "Traceback" not in error, error
    assert 0 in {process.returncode for process, _out, _error in ended}
    assert rows(COUNT) == [(40,)]
    assert rows(DOUBLES) == [(0,)]
    assert rows(TREE) == [(0,)]


def test_an_import_that_finds_the_disk_full_leaves_nothing(
    database: Path, rows: Rows, folder: Path, tmp_path: Path, small_disk: Callable[[list[str], int], list[str]]
) -> None:
    pytest.importorskip("PIL")
    from PIL import Image

    Image.effect_noise((900, 900), 80).save(folder / "en" / "noise.png")
    (folder / "en" / "import-9.md").write_text("---\ntitle: Import 9\nindex: 9\n---\n![Noise](noise.png)\n")
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "import_markdown", str(folder), "--under", "home/words"]
    variables = environment(database, TMPDIR=str(tmp_path / "small"))
    listing = ["sh", "-c", '"$@"; code=$?; find "$TMPDIR" -type f; exit $code', "sh"]
    done = subprocess.run(
        small_disk([*listing, *command], 300), env=variables, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode != 0
    assert "disk is full" in done.stderr, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "noise" not in done.stdout
    assert rows(COUNT) == [(0,)]
    assert rows(TREE) == [(0,)]


def test_an_upload_that_finds_the_disk_full_says_so_and_leaves_nothing(
    database: Path, tmp_path: Path, small_disk: Callable[[list[str], int], list[str]]
) -> None:
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "shell", "--no-imports", "-c", UPLOAD]
    listing = ["sh", "-c", '"$@"; find "$TMPDIR" -type f -name "*.pdf"', "sh"]
    variables = environment(database, TMPDIR=str(tmp_path / "small"))
    done = subprocess.run(
        small_disk([*listing, *command], 300), env=variables, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    first, *files = done.stdout.strip().splitlines()
    assert first == "507 302 ['Small']", done.stderr[-2000:]
    assert [Path(each).name for each in files] == ["small.pdf"]
