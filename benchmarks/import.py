"""Pages per second: the batched import against Wagtail's own add_child, save_revision and publish, on the same pages.

    script/bench import [--pages 150] [--corpora FOLDER]

Runs on a database of its own in a temporary folder (DATABASE_URL names another empty one, such as PostgreSQL). The
batched side is charged with reading and Markdown, the plain side is not. The product's own search index is filled by a
worker after either, and is left out of both.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks._starting import django_start

CATEGORY = ".category.yml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150, help="how many pages both sides write (default: 150)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        django_start(Path(scratch))
        whole = [(options.corpora / "umbrella", "umbrella"), (options.corpora / "libreoffice", "")]
        if not all(folder.is_dir() for folder, _scheme in whole):
            print(f"{options.corpora} is not there: the demo stands in for it.")
            whole = [(Path(__file__).resolve().parents[1] / "demo", "")]
        warm_up(whole[-1][0], Path(scratch) / "warm-up")
        ratios = [
            round_run(whole[-1][0], options.pages, Path(scratch) / f"some-{number}", number) for number in range(options.rounds)
        ]
        print(f"median ratio: {statistics.median(ratios):.1f}")
        whole_run(whole)


def some_pages(source: Path, count: int, target: Path) -> None:
    """Copy `count` articles of the first language to a folder that can be imported, spread over the whole source."""
    files = sorted((source / "en").rglob("*.md"))
    (target / "en" / "all").mkdir(parents=True)
    (target / "en" / "all" / CATEGORY).write_text("title: All\n", encoding="utf-8")
    step = max(1, len(files) // count)
    for number, file in enumerate(files[::step][:count]):
        shutil.copy(file, target / "en" / "all" / f"page-{number:04}.md")


def warm_up(source: Path, folder: Path) -> None:
    """Import a few pages first: home pages are made once, and neither side shall pay for that."""
    from importing.services import import_folder

    some_pages(source, 5, folder)
    import_folder(folder=folder, under="home/warm-up")


def round_run(source: Path, count: int, folder: Path, number: int) -> float:
    """One round: the batched side, then the plain side on the very same pages; return how many times faster it was."""
    from importing.services import import_folder
    from kb.models import ArticlePage

    some_pages(source, count, folder)
    began = time.perf_counter()
    import_folder(folder=folder, under=f"home/batched-{number}")
    batched = time.perf_counter() - began
    articles = list(ArticlePage.objects.filter(url_path__contains=f"/batched-{number}/").order_by("path"))
    plain = plain_write(articles, number)
    print(
        f"{len(articles)} pages, round {number + 1}: plain {len(articles) / plain:.0f} pages/s, "
        f"batched {len(articles) / batched:.0f} pages/s, ratio {plain / batched:.1f}"
    )
    return plain / batched


def plain_write(articles: list[Any], number: int) -> float:
    """Write copies of these pages as the editor's screens do; return the seconds."""
    from home.models import HomePage
    from kb.models import ArticlePage, CategoryPage

    parent = CategoryPage(title="Plain", slug=f"plain-{number}")
    HomePage.objects.filter(locale__language_code="en")[0].add_child(instance=parent)
    began = time.perf_counter()
    for article in articles:
        page = ArticlePage(
            title=article.title,
            slug=article.slug,
            summary=article.summary,
            search_keywords=article.search_keywords,
            body=article.body,
            live=False,
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
    return time.perf_counter() - began


def whole_run(folders: list[tuple[Path, str]]) -> None:
    """Import everything, then once more with nothing changed."""
    from importing.services import import_folder

    for label in ("whole import", "again, nothing changed"):
        pages, seconds = 0, 0.0
        for folder, scheme in folders:
            report = import_folder(folder=folder, under=f"home/{folder.name}", link_scheme=scheme)
            pages += sum(report.counts.values())
            seconds += report.seconds
        print(f"{label}: {pages} pages in {seconds:.2f} s, {pages / seconds:.0f} pages/s")


if __name__ == "__main__":
    main()
