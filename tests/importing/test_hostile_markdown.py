"""Nothing that can act in a reader's browser gets through the converter."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from typing import Any

import pytest

from importing.markdown import convert
from tests.importing.conftest import SHARED

HOSTILE = SHARED / "hostile"

pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder of hostile samples is not beside the project")


def judge_module() -> Any:
    spec = importlib.util.spec_from_file_location("hostile_judge", HOSTILE / "judge.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vectors() -> list[dict[str, Any]]:
    return json.loads((HOSTILE / "xss.json").read_text(encoding="utf-8"))["vectors"] if HOSTILE.is_dir() else []


# Values that templates escape; the others are shown as they are.
PLAIN = {"code", "language", "heading", "question", "title", "alt", "caption", "image", "id", "type", "kind"}


def markup_of(value: Any) -> Iterator[str]:
    """Every text that a template shows without escaping it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from markup_of(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in PLAIN:
                yield from markup_of(each)


def all_text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(all_text(each) for key, each in value.items() if key not in {"id", "type"})
    return " ".join(map(all_text, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_hostile_input_leaves_nothing_active_and_keeps_its_text(vector):
    blocks = convert(vector["input"], key="k").blocks
    problems, text = judge_module().judge("".join(markup_of(blocks)), own_id_prefixes=[])
    assert problems == []
    if vector["keep_text"]:
        assert vector["keep_text"] in text or vector["keep_text"] in all_text(blocks)


def test_a_forged_page_link_does_not_survive():
    [block] = convert('<a linktype="page" id="1">x</a> <embed embedtype="image" id="1"/>', key="k").blocks
    assert block["value"] == "<p>x</p>"


def test_template_code_stays_literal():
    [block] = convert("{{ 7+7 }} {% load static %}", key="k").blocks
    assert block["value"] == "<p>{{ 7+7 }} {% load static %}</p>"
