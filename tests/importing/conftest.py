"""A folder to import, written file by file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from content.models import HelpPage
from importing.models import ImportedPage
from importing.services import import_folder
from importing.writing.work import Report

SHARED = Path(__file__).resolve().parents[3] / "shared"


def article(title: str, body: str = "Some words.", index: object = 1, **front: object) -> str:
    """The text of an article's file."""
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\nindex: {index}\n{more}---\n{body}\n"


def category(title: str, index: object = 1, **front: object) -> str:
    """The text of a category's file."""
    return f"title: {title}\nindex: {index}\n" + "".join(f"{key}: {value}\n" for key, value in front.items())


class Folder:
    """The folder `words`, imported under `home/words`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, files: dict[str, str | bytes]) -> Folder:
        for name, content in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def run(self, **options: Any) -> Report:
        return import_folder(folder=self.path, under=options.pop("under", "home/words"), **options)

    def page(self, source_id: str, language: str = "en") -> Any:
        """The page made of a file, as its own type."""
        row = ImportedPage.objects.get(collection__name="words", locale__language_code=language, source_id=source_id)
        assert row.page is not None, f"{source_id} has no page"
        return row.page.specific

    def pages(self) -> int:
        return HelpPage.objects.count()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder with a language."""
    (tmp_path / "words" / "en").mkdir(parents=True)
    return Folder(tmp_path / "words")


@pytest.fixture
def shop(folder: Folder) -> Folder:
    """Two articles in a category, in English and Arabic."""
    return folder.write(
        {
            "en/returns/.category.yml": category("Returns", 1, description="Send it back."),
            "en/returns/refund.md": article("Refunds", "See [labels](label.md).", 1),
            "en/returns/label.md": article("Labels", "Print it.", 2),
            "ar/returns/.category.yml": category("الإرجاع"),
            "ar/returns/refund.md": article("استرداد المبلغ", "انظر [الملصق](label.md).", 1),
            "ar/returns/label.md": article("الملصقات", "اطبعه.", 2),
        }
    )


def messages(report: Report, severity: str = "error") -> dict[str, str]:
    """What a report says of each path."""
    return {problem.path: problem.message for problem in report.problems if problem.severity == severity}
