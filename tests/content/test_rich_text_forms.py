"""Forms that are opened at the same moment hold their own texts."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from content.blocks.text import BODY_FEATURES


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_texts_that_are_read_at_the_same_moment_are_not_mixed(hasty):
    converter = ContentstateConverter(BODY_FEATURES)
    texts = [
        f"<h2>Heading {n}</h2><ul><li>one {n}</li><li>two {n}</li></ul><p>Text {n} <b>bold {n}</b></p>" * 5 for n in range(6)
    ]

    def words(text: str) -> set[str]:
        return {each.split('"')[0] for each in converter.from_database_format(text).split('"text": "')[1:]}

    alone = [words(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(words, texts * 20))
    assert together == alone * 20
