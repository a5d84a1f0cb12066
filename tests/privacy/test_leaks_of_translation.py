"""No screen of translations shows a page of a closed space to who may not read it, be they editors or lead its language.

A word stands in the page's title, address, text and translation, and in whatever work left of them: a job, a run, notices, the
memory, a file. Every address of the room is asked for with every number that belongs to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts.models import User
from home.models import HomePage
from localization.jobs.services import job_request
from localization.jobs.sources import Sources
from localization.memory.remembering import translation_remember
from localization.models import BackgroundRun, MemoryEntry, Notice, TransferFile, Translation, TranslationJob, Unit
from localization.rendering import translation_publish
from tests.factories import add_page
from tests.localization.units_made import team_member
from tests.localization.working import begun, locale_of, say_all
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db

MARKER = "zqxfraud"
ROOM = "localization_admin"


@pytest.fixture
def boss(superuser: User) -> User:
    return superuser


@pytest.fixture
def space(homes: dict[str, HomePage]) -> SpacePage:
    return add_page(homes["en"], SpacePage, "Closed", slug="closed")


@pytest.fixture
def secret(space: SpacePage, boss: User) -> Translation:
    """A closed page with everything that work on its translation leaves behind."""
    body = [{"type": "rich_text", "value": f"<p>{MARKER} in a text.</p>"}]
    page = add_page(space, WikiPage, MARKER, slug=MARKER, summary=f"{MARKER} in short.", body=body)
    made = begun(page, user=boss)
    above = Translation.objects.get(translation_key=space.translation_key)
    for each in (above, made):
        say_all(each, in_persian, user=boss)
        translation_publish(each, user=None)
        translation_remember(each)
    made.refresh_from_db()
    return made


@pytest.fixture
def left_behind(secret: Translation, space: SpacePage, watchers: dict[str, User], boss: User) -> Translation:
    """Work on it that was done while the space was open; it is closed since."""
    page = WikiPage.objects.get(translation_key=secret.translation_key, locale__language_code="en")
    job_request(sources=Sources([page]), assignees={locale_of("fa"): None}, title="Autumn", user=boss)
    BackgroundRun.objects.create(kind="create", title=MARKER, user=boss, problems=[MARKER])
    TransferFile.objects.create(user=boss, name=MARKER, translation=secret, format="po", content=b"")
    for user in watchers.values():
        Notice.objects.create(user=user, translation=secret, kind="assigned", details={"note": MARKER})
    Translation.objects.filter(pk=secret.pk).update(assignee=watchers["translator"])
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    return secret


@pytest.fixture
def watchers(homes: dict[str, HomePage], editor: User) -> dict[str, User]:
    everything = team_member("fa", "leads", "everything")
    everything.groups.add(*Group.objects.filter(name__in=["Editors", "Agents"]))
    return {
        "editor": editor,
        "translator": team_member("fa", "translators"),
        "lead who edits": everything,
    }


def in_persian(_source: str) -> str:
    return f"نشانه‌های {MARKER}"


def addresses(made: Translation) -> dict[str, list[str]]:
    """Every address of the room by its name, with all numbers that lead to the page, and the questions they take."""
    pages = list(WikiPage.objects.filter(translation_key=made.translation_key).values_list("pk", flat=True))
    numbers: dict[str, list[Any]] = {
        "pk": [
            made.pk,
            *TranslationJob.objects.values_list("pk", flat=True),
            *Notice.objects.values_list("pk", flat=True),
            *TransferFile.objects.values_list("pk", flat=True),
            *MemoryEntry.objects.values_list("pk", flat=True)[:1],
        ],
        "unit_id": list(Unit.objects.filter(translation=made).values_list("pk", flat=True)[:2]),
        "run_id": list(BackgroundRun.objects.values_list("pk", flat=True)),
        "translation_key": [made.translation_key],
        "original": pages,
        "copy": pages,
        "code": ["fa"],
        "kind": ["content.reusablecontent"],
    }
    found: dict[str, list[str]] = {}
    for name, parts in names_of_the_room().items():
        ways: list[dict[str, Any]] = [{}]
        for part in parts:
            # A unit lies below its translation alone.
            some = [made.pk] if part == "pk" and "unit_id" in parts else sorted(set(numbers[part]))
            ways = [{**way, part: number} for way in ways for number in some]
        found[name] = [reverse(name, kwargs=way) for way in ways]
    return found


def names_of_the_room() -> dict[str, list[str]]:
    """The names of its addresses, with those of the numbers in them."""
    return dict(_named(get_resolver().url_patterns, ""))


def _named(patterns: Any, namespace: str) -> Iterator[tuple[str, list[str]]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _named(each.url_patterns, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif namespace == f"{ROOM}:":
            yield f"{namespace}{each.name}", list(each.pattern.converters)


# For addresses without a number, which list or export.
QUESTIONS: list[dict[str, Any]] = [
    {"q": MARKER, "source": "en", "language": "fa", "format": "po"},
    {"export": "csv"},
    *({"whose": whose} for whose in ("mine", "team", "free", "review")),
]


def shown(client: Client, address: str, question: dict[str, Any]) -> bool:
    """Whether the word is in the answer. A question is repeated in a field, in links and in a title."""
    response: Any = client.get(address, question)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8", "replace")
    repeated = re.compile(rf'value="{MARKER}"|q(uery)?={MARKER}|[“«"]{MARKER}[”»"]') if "q" in question else None
    return MARKER in (repeated.sub("", text) if repeated else text)


def outlets(user: User, ways: Mapping[str, Sequence[str]]) -> set[str]:
    """The names of the screens on which somebody sees the word, with the addresses."""
    client = Client()
    client.force_login(user)
    return {
        f"{name} {way}"
        for name, those in ways.items()
        for way in those
        for question in ([{}, *QUESTIONS] if len(those) == 1 else [{}])
        if shown(client, way, question)
    }


@pytest.mark.parametrize("who", ["editor", "translator", "lead who edits"])
def test_no_screen_shows_what_is_closed(left_behind, watchers, who):
    assert outlets(watchers[who], addresses(left_behind)) == set()


def test_who_may_read_it_sees_it_there(left_behind, boss):
    """Without this, screens that show nothing at all would pass."""
    ways = addresses(left_behind)
    known = {name: ways[f"{ROOM}:{name}"] for name in ("matrix", "edit", "review", "job", "memory", "unit", "runs")}
    assert {each.partition(" ")[0] for each in outlets(boss, known)} == set(known)
