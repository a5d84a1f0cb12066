"""The same screens in help centres of different sizes: article, listing, search, explorer, dashboard.

    script/bench scale [--pages 1000,10000,100000] [--database postgres] [--engine elasticsearch]

Makes a help centre of each size in a database of its own, each in a process of its own, and then asks all of them in turns,
so that whatever else the machine does at that moment burdens all sizes alike. `--explain` prints the largest scan of each
screen (PostgreSQL). What the figures say is in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.search import place

ENGINES = ("database", "elasticsearch")


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    if options.serve:
        _serve(options)
        return 0
    from benchmarks.scale.report import table
    from benchmarks.search.report import machine

    sizes = [int(number) for number in options.pages.split(",")]
    with ExitStack() as at_end:
        scratch = at_end.enter_context(place.folder(None))
        places = _places(at_end, scratch, sizes, options.database)
        more = ["--elasticsearch-url", at_end.enter_context(place.server())] if options.engine == "elasticsearch" else []
        children = {size: at_end.enter_context(Child(options, size, url, more)) for size, url in places.items()}
        found: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
        for turn in range(options.rounds):
            # Each size is the first as often as the last.
            for size in sizes if turn % 2 else sizes[::-1]:
                found[size].append(_asked(children[size], "round"))
        plans = {size: _asked(child, "plans") for size, child in children.items()}
    title = f"{machine()}\n{options.database}, search: {options.engine}"
    text, has_missed = table(found, plans, title)
    print(text)
    if options.explain:
        for name, (rows, scanned, how, statement) in plans[max(sizes)].items():
            print(f"\n{name}: {rows:,} rows of {scanned}, {how}\n{statement}")
    return 1 if options.strict and has_missed else 0


def _places(at_end: ExitStack, scratch: Path, sizes: list[int], database: str) -> dict[int, str]:
    """Return the address of an empty database for each size."""
    if database == "sqlite":
        return {size: f"sqlite:///{scratch / f'scale-{size}.sqlite3'}" for size in sizes}
    import psycopg

    from script.lib.postgres_for_tests import server_for_tests

    server = at_end.enter_context(server_for_tests())
    connection = at_end.enter_context(psycopg.connect(server, autocommit=True))
    places = {}
    for size in sizes:
        name = place.prefix_new().replace("-", "_")
        connection.execute(f"CREATE DATABASE {name}")
        at_end.callback(connection.execute, f"DROP DATABASE {name} WITH (FORCE)")
        places[size] = f"{server.rpartition('/')[0]}/{name}"
    return places


class Child:
    """A process of one size, ready to be asked; whenever the block is left, it ends."""

    def __init__(self, options: argparse.Namespace, size: int, url: str, more: list[str]) -> None:
        self.command = [sys.executable, "-m", "benchmarks.scale", "--serve", url, "--pages", str(size), *more]
        self.command += ["--languages", options.languages, "--corpora", str(options.corpora), "--engine", options.engine]

    def __enter__(self) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            self.command, cwd=place.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        _answer(self.process)
        return self.process

    def __exit__(self, *_error: object) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()


def _asked(child: subprocess.Popen[str], what: str) -> dict[str, Any]:
    if child.stdin:
        child.stdin.write(what + "\n")
    return _answer(child)


def _answer(child: subprocess.Popen[str]) -> dict[str, Any]:
    line = child.stdout.readline() if child.stdout else ""
    if not line:
        raise SystemExit("a size could not be measured; the reason stands above")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _serve(options: argparse.Namespace) -> None:
    import tempfile

    from benchmarks._starting import django_start

    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        django_start(Path(scratch), url=options.serve)
        place.engines_choose(options.elasticsearch_url, place.prefix_new())
        from benchmarks.scale.work import serve

        try:
            serve(int(options.pages), options.languages.split(","), options.corpora, options.engine)
        finally:
            if options.elasticsearch_url:
                from search.engines import choice

                choice.engines()[-1].drop()  # type: ignore[attr-defined]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument(
        "--pages", default="1000,10000,100000", metavar="N,N", help="pages of all languages together (%(default)s)"
    )
    parser.add_argument("--languages", default="en,ar,fa,id", metavar="en,ar", help="default: %(default)s")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite", help="default: %(default)s")
    parser.add_argument("--engine", choices=ENGINES, default="database", help="which search is asked (%(default)s)")
    parser.add_argument("--rounds", type=int, default=15, help="how often all screens are asked for (15)")
    parser.add_argument("--corpora", type=Path, default=place.ROOT.parent / "shared" / "corpora", help="handbooks with sentences")
    parser.add_argument("--explain", action="store_true", help="print the largest scan of each screen (PostgreSQL)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    parser.add_argument("--serve", default="", help=argparse.SUPPRESS)
    parser.add_argument("--elasticsearch-url", default="", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
