"""The memory goes out as TMX and comes in from others'."""

from __future__ import annotations

from typing import Any

import pytest

from localization.exchange import tmx
from localization.exchange.tmx import memory_import, memory_plan
from localization.memory.finding import matches
from localization.memory.remembering import Pair, pairs_remember
from localization.models import MemoryEntry
from tests.localization.units_made import locale_of, team_member

pytestmark = pytest.mark.django_db
PAIRS = [
    Pair('Press <b>Save</b><br/>now &amp; <a id="a1">here</a>', 'روی <b>ذخیره</b><br/> <a id="a1">اینجا</a>', "body.text"),
    Pair("Hi", "سلام"),
]


@pytest.fixture
def languages(homes: Any) -> tuple[int, int]:
    return locale_of("en").pk, locale_of("fa").pk


def written(languages: tuple[int, int]) -> bytes:
    pairs_remember(pairs=PAIRS, languages=languages, origin=MemoryEntry.Origin.PUBLISHED)
    return "".join(tmx.write(MemoryEntry.objects.order_by("pk"), source_code="en")).encode()


def test_an_export_comes_back_as_it_was(languages: tuple[int, int]) -> None:
    content = written(languages)
    MemoryEntry.objects.all().delete()
    assert memory_import(memory_plan(content, user=None)) == 2
    rows = MemoryEntry.objects.order_by("pk").values_list("source", "text", "context")
    assert list(rows) == [(pair.source, pair.text, pair.context) for pair in PAIRS]


def test_what_is_imported_is_for_all_translators(languages: tuple[int, int]) -> None:
    memory_import(memory_plan(written(languages), user=None))
    assert matches("Hi", languages=languages)[0].text == "سلام"


def test_importing_twice_makes_nothing_twice(languages: tuple[int, int]) -> None:
    content = written(languages)
    memory_import(memory_plan(content, user=None))
    memory_import(memory_plan(content, user=None))
    assert MemoryEntry.objects.count() == 2


def test_a_file_of_another_program_gives_what_this_site_has_languages_for(languages: tuple[int, int]) -> None:
    content = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="EN-US"/><body>
    <tu><tuv xml:lang="EN-US"><seg>Order</seg></tuv><tuv xml:lang="fa-IR"><seg>سفارش</seg></tuv>
    <tuv xml:lang="de"><seg>Bestellung</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg> </seg></tuv><tuv xml:lang="fa"><seg>x</seg></tuv></tu></body></tmx>"""
    plan = memory_plan(content.encode(), user=None)
    assert plan.languages == [("en", "fa", 1)]
    assert plan.left_out == {"de": 1}


def test_only_leads_import_into_their_languages(languages: tuple[int, int]) -> None:
    content = written(languages)
    assert memory_plan(content, user=team_member("fa", "leads")).writes
    assert not memory_plan(content, user=team_member("fa")).writes
    assert not memory_plan(content, user=team_member("ar", "leads")).writes
