"""No template of a public page holds what the policy forbids; a browser would leave it out, and only its console would say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style of its own": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[a-z:-]*)\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE),
    "code that htmx would have to evaluate": re.compile(r"hx-(?:vals|headers|vars)=[\"']js:", re.IGNORECASE),
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
# Mails have their styles beside the words; the admin has a policy of its own.
ELSEWHERE = {"admin", "mails", "mail", "wagtailadmin", "email", "emails"}
TEMPLATES = [
    path
    for folder in ("site", "plugins")
    for path in sorted((ROOT / folder).rglob("templates/**/*.html"))
    if not ELSEWHERE & set(path.parts) and "tests" not in path.parts
]


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 100


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_hold_nothing_that_the_policy_forbids(what):
    found = [str(path.relative_to(ROOT)) for path in TEMPLATES if FORBIDDEN[what].search(COMMENT.sub("", path.read_text()))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<p style='color:red'>", "a style of its own"),
        ("<a onclick=go()>", "a handler"),
        ("<script>go()</script>", "a script in the page"),
        ("<script type='module'>go()</script>", "a script in the page"),
        ("<a href='javascript:go()'>", "an address that is a script"),
    ],
)
def test_the_patterns_find_what_they_are_for(text, what):
    assert FORBIDDEN[what].search(text)
