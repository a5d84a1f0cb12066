"""Milliseconds to find what was translated before, in a memory of 200,000 texts, and how much of it is found.

    script/bench translation_memory [--entries 200000] [--queries 400] [--corpora FOLDER]

Runs on a database of its own in a temporary folder (DATABASE_URL names another empty one, such as PostgreSQL). The texts are
paragraphs of real help pages, and more of them with some words and numbers exchanged for others as frequent. A third of the
queries is in the memory as it is, a third with a word or two changed, a third is new. What is found is compared with the best of
all texts, looked through one by one.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks._starting import django_start

CHECKED = 40
"""Queries for which all texts are looked through."""
AIM = 100
"""Milliseconds that 19 of 20 queries may take."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    options = parser.parse_args()
    chance = random.Random(8)
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        django_start(Path(scratch))
        base = paragraphs(options.corpora)
        texts = grown(base, options.entries, chance)
        languages = fill(texts)
        ask(texts, base, languages, options.queries, chance)


def paragraphs(corpora: Path) -> list[str]:
    """Return the paragraphs, headings and list items of help pages as inline HTML; the demo's where there are no others."""
    folder = corpora if corpora.is_dir() else Path(__file__).resolve().parents[1] / "demo"
    found: dict[str, None] = {}
    for file in sorted(folder.rglob("*.md")):
        if "/en/" not in str(file):
            continue
        for part in re.split(r"\n+", file.read_text(encoding="utf-8", errors="ignore")):
            text = re.sub(r"^[\s#>*+|\-\d.]+|[*_`]", "", part).strip()
            if 3 <= len(text) <= 600 and " " in text and ":" not in text[:20]:
                found.setdefault(escape(text, quote=False))
    return list(found)


def grown(base: list[str], number: int, chance: random.Random) -> list[str]:
    """Return so many different texts: those, and more with some words exchanged."""
    words = [word for text in base for word in text.split()]
    found = dict.fromkeys(base[:number])
    while len(found) < number:
        found.setdefault(changed(chance.choice(base), words, chance, share=0.5))
    return list(found)


def changed(text: str, words: list[str], chance: random.Random, *, share: float = 0.0) -> str:
    """Exchange a share of a text's words, at least one, for others drawn as often as they are written."""
    parts = text.split()
    for _time in range(max(1, int(len(parts) * share))):
        parts[chance.randrange(len(parts))] = chance.choice(words)
    return " ".join(parts)


def fill(texts: list[str]) -> tuple[int, int]:
    """Write the memory as publishing a thousand pages does; return the ids of its languages."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Locale

    from kb.models import ArticlePage
    from localization.memory.remembering import Pair, pairs_remember
    from localization.models import MemoryEntry, MemoryPlace, Translation

    source, _made = Locale.objects.get_or_create(language_code="en")
    target, _made = Locale.objects.get_or_create(language_code="fa")
    kind = ContentType.objects.get_for_model(ArticlePage)
    pages = Translation.objects.bulk_create(
        Translation(translation_key=uuid4(), locale=target, source_locale=source, content_type=kind) for _number in range(1000)
    )
    began = time.perf_counter()
    for start in range(0, len(texts), 200):
        chunk = [Pair(text, text[::-1]) for text in texts[start : start + 200]]
        entries = pairs_remember(pairs=chunk, languages=(source.pk, target.pk), origin=MemoryEntry.Origin.PUBLISHED)
        page = pages[start // 200 % len(pages)]
        MemoryPlace.objects.bulk_create(MemoryPlace(entry_id=pk, translation=page, context="body") for pk in entries.values())
    seconds = time.perf_counter() - began
    print(f"{len(texts)} texts remembered in {seconds:.0f} s, {seconds * 200_000 / len(texts):.1f} ms a page of 200")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return source.pk, target.pk


def ask(texts: list[str], base: list[str], languages: tuple[int, int], number: int, chance: random.Random) -> None:
    """Ask the memory, and print how long it took and what it missed."""
    from localization.memory.finding import likeness, matches

    words = [word for text in base for word in text.split()]
    queries: dict[str, list[str]] = {"the same": [], "changed a little": [], "new": []}
    for each in chance.sample(texts, number // 3):
        queries["the same"].append(each)
        queries["changed a little"].append(changed(chance.choice(texts), words, chance, share=0.1))
        queries["new"].append(" ".join(chance.sample(words, chance.randint(3, 25))))
    matches(texts[0], languages=languages)
    every: list[float] = []
    for name, those in queries.items():
        taken = [clocked(matches, query, languages=languages) for query in those]
        every += taken
        print(f"{name}: median {statistics.median(taken):.0f} ms, p95 {percentile(taken):.0f} ms, worst {max(taken):.0f} ms")
    print(f"all: p95 {percentile(every):.0f} ms (aim {AIM})")
    found = wanted = 0
    for query in queries["changed a little"][:CHECKED]:
        best = max(likeness(query, text) for text in texts)
        if best >= 70:
            wanted += 1
            found += bool((hits := matches(query, languages=languages)) and hits[0].percent >= best)
    print(f"best text of 70 % and more: found {found} of {wanted}")


def clocked(function: Any, *args: Any, **kwargs: Any) -> float:
    """Return the milliseconds of a call."""
    began = time.perf_counter()
    function(*args, **kwargs)
    return (time.perf_counter() - began) * 1000


def percentile(taken: list[float]) -> float:
    """Return what 19 of 20 stay below."""
    return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
