"""Lists, numbers and files tell editors of nothing but pages that they may edit and read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from content.audiences import Audience
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh
from kb.facts.texts import texts_read
from kb.lists.registry import all_lists
from kb.lists.selectors import list_counts
from kb.models import CategoryPage
from tests.factories import add_page
from tests.kb.mend.helpers import LONG, article, viewed, voted

pytestmark = pytest.mark.django_db
NAMES = [entry.name for entry in all_lists()]
SECRET = "zqsecret"


def hide(shelf, **fields):
    """Pages that stand in every list, for whoever may know them."""
    pages = [article(shelf, f"{SECRET} {number}", LONG[:200], **fields) for number in range(2)]
    for page in pages:
        viewed(page, 90, 9)
    voted(pages[0], 1, 99)
    numbers_refresh()
    texts_read()
    likeness_refresh()


def everything_shown(client, name) -> str:
    address = reverse("kb_list", args=[name])
    files = client.get(address, {"export": "csv"})
    return client.get(address).content.decode() + b"".join(files.streaming_content).decode()


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_others_are_in_no_list_and_no_file(client, local_editor, shelves, name):
    hide(shelves[1])
    client.force_login(local_editor)
    assert SECRET not in everything_shown(client, name)


def test_pages_of_others_are_in_no_number(local_editor, shelves):
    hide(shelves[1])
    assert set(list_counts(local_editor).values()) == {0}


@pytest.mark.parametrize("name", NAMES)
def test_pages_for_agents_are_not_shown_to_an_editor_who_is_none(client, editor, shelves, name):
    hide(shelves[0], audience=Audience.AGENT)
    client.force_login(editor)
    assert SECRET not in everything_shown(client, name)


def test_own_pages_are_listed_and_counted(client, local_editor, shelves):
    """Without this, lists that show nothing would pass."""
    hide(shelves[0])
    client.force_login(local_editor)
    blind = [name for name in NAMES if name not in ("stale", "untranslated", "unvoted", "unhelpful")]
    assert all(SECRET in everything_shown(client, name) for name in blind if name != "broken")


def test_a_twin_elsewhere_is_not_told_of(client, local_editor, shelves):
    article(shelves[0], "Mine", LONG)
    article(shelves[1], SECRET, LONG)
    texts_read()
    likeness_refresh()
    client.force_login(local_editor)
    assert (list_counts(local_editor)["duplicates"], SECRET in everything_shown(client, "duplicates")) == (0, False)


@pytest.mark.parametrize("who", ["customer", "agent"])
@pytest.mark.parametrize("address", ["/admin/reports/mend/", "/admin/reports/mend/unowned/"])
def test_who_edits_nothing_does_not_get_in(client, request, homes, who, address):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 302


def test_branches_of_others_are_no_choice(client, local_editor, shelves):
    add_page(shelves[1], CategoryPage, SECRET)
    client.force_login(local_editor)
    assert SECRET not in client.get(reverse("kb_list", args=["unowned"])).content.decode()
