"""Nobody learns of a page of the wiki that is closed to them by way of its translations: no title, no number."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.urls import get_resolver
from wagtail.models import GroupPagePermission

from content.closed.middleware import _NAMES
from kb.models import ArticlePage, CategoryPage
from localization.models import Translation
from localization.visible import translations_visible_to
from tests.factories import add_page
from tests.faq_blocks.library import add_question
from tests.localization.working import begun
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(home) -> Translation:
    space = add_page(home, SpacePage, "Secret")
    space.readers.set([Group.objects.get(name="Leads")])
    space.save()
    return begun(add_page(space, WikiPage, "Plan"))


@pytest.fixture
def open_one(home) -> Translation:
    return begun(add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Article"))


def titles(user) -> set[str]:
    return set(translations_visible_to(user).values_list("title", flat=True))


def test_editors_see_pages_and_not_those_that_are_closed(secret, open_one, editor):
    assert titles(editor) == {"Shelf", "Article"}


def test_whoever_may_read_a_space_and_edit_sees_its_pages(secret, open_one, editor):
    editor.groups.add(Group.objects.get(name="Leads"), Group.objects.get(name="Agents"))
    editor = type(editor).objects.get(pk=editor.pk)
    assert {"Secret", "Plan"} <= titles(editor)


def test_a_closed_page_without_a_target_stays_unseen(secret, editor):
    Translation.objects.update(page=None, object_id="")
    assert titles(editor) == set()


def test_a_gap_in_one_language_opens_nothing(secret, editor):
    """The Persian space has lost its groups: its source is closed all the same."""
    space = SpacePage.objects.get(locale__language_code="fa")
    space.readers.clear()
    assert titles(editor) == set()


def test_superusers_see_all(secret, open_one, superuser):
    assert titles(superuser) == {"Secret", "Plan", "Shelf", "Article"}


def test_readers_see_nothing(secret, open_one, customer, agent):
    assert titles(AnonymousUser()) == titles(customer) == titles(agent) == set()


def test_whoever_edits_one_tree_sees_the_translations_of_its_pages(open_one, homes, customer):
    group = Group.objects.create(name="Persian")
    customer.groups.add(group)
    GroupPagePermission.objects.create(group=group, page=homes["fa"], permission_type="change")
    assert titles(type(customer).objects.get(pk=customer.pk)) == {"Shelf", "Article"}


def test_snippets_are_for_those_who_may_change_them(homes, customer, editor):
    begun(add_question("May I?"))
    assert translations_visible_to(editor).count() == 1
    assert translations_visible_to(customer).count() == 0


def test_it_costs_no_query_of_its_own_for_each_page(secret, open_one, editor, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        list(translations_visible_to(editor))


def test_no_address_of_this_room_is_taken_for_one_of_wagtail_localize(homes):
    """What refuses closed pages reads these names as rows and pages of others: ours would close or open another page."""
    _prefix, room = get_resolver().namespace_dict["localization_admin"]
    named = {name for key in room.reverse_dict for *_rest, converters in room.reverse_dict.getlist(key) for name in converters}
    assert "pk" in named
    assert not named & {"translation_id", "translation_source_id", *_NAMES}
