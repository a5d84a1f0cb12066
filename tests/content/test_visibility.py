"""Who may see a page is computed from everything above it, and stays true through every change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from content.audiences import Audience
from content.models import HelpPage
from content.visibility import visibility_problems
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back")


def listed(user) -> set[str]:
    return set(HelpPage.objects.listable_to(user).values_list("title", flat=True))


def restrict(page, kind, groups=()):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    restriction.groups.set(groups)
    return restriction


def test_a_published_article_is_listed_to_everyone(article):
    assert "Send it back" in listed(AnonymousUser())


def test_an_article_below_a_category_for_customers_is_for_customers(category, article, customer):
    category.audience = Audience.CUSTOMER
    category.save()
    assert "Send it back" not in listed(AnonymousUser())
    assert "Send it back" in listed(customer)


def test_publishing_an_old_revision_does_not_bring_old_visibility_back(category, article):
    revision = article.save_revision()
    category.audience = Audience.AGENT
    category.save()
    revision.publish()
    assert HelpPage.objects.get(pk=article.pk).effective_audience == Audience.AGENT


def test_unpublishing_a_category_hides_its_articles(category, article):
    category.unpublish()
    assert "Send it back" not in listed(AnonymousUser())


def test_publishing_it_again_shows_them(category, article):
    category.unpublish()
    category.save_revision().publish()
    assert "Send it back" in listed(AnonymousUser())


def test_an_expired_category_hides_its_articles_before_any_job_ran(category, article):
    category.expire_at = timezone.now() - timedelta(minutes=1)
    category.save()
    assert "Send it back" not in listed(AnonymousUser())


def test_a_login_restriction_makes_the_subtree_for_customers(category, article, customer):
    restrict(category, "login")
    assert "Send it back" not in listed(AnonymousUser())
    assert "Send it back" in listed(customer)


def test_a_removed_restriction_opens_the_subtree_again(category, article):
    restrict(category, "login").delete()
    assert "Send it back" in listed(AnonymousUser())


def test_a_group_restriction_admits_its_members_only(category, article, customer, agent):
    restrict(category, "groups", [Group.objects.create(name="VIP")])
    assert "Send it back" not in listed(customer) | listed(agent)
    customer.groups.add(Group.objects.get(name="VIP"))
    customer = User.objects.get(pk=customer.pk)  # as in the next request
    assert "Send it back" in listed(customer)


def test_two_group_restrictions_on_the_way_need_both(category, article, customer):
    one, other = Group.objects.create(name="One"), Group.objects.create(name="Other")
    restrict(category, "groups", [one])
    restrict(article, "groups", [other])
    customer.groups.add(one)
    assert "Send it back" not in listed(customer)


def test_a_deleted_group_opens_nothing(category, article, customer, django_capture_on_commit_callbacks):
    group = Group.objects.create(name="VIP")
    restrict(category, "groups", [group])
    with django_capture_on_commit_callbacks(execute=True):
        group.delete()
    assert "Send it back" not in listed(customer)


def test_a_password_makes_the_subtree_unlisted_but_not_closed(category, article):
    restrict(category, "password")
    page = HelpPage.objects.get(pk=article.pk)
    assert "Send it back" not in listed(AnonymousUser())
    assert page.may_open(AnonymousUser())


def test_moving_into_a_restricted_category_restricts(home, category, article):
    inner = add_page(home, CategoryPage, "Inner", audience=Audience.AGENT)
    article.move(inner, pos="last-child")
    assert "Send it back" not in listed(AnonymousUser())


def test_a_wiki_page_is_for_agents_whatever_it_says(home, customer, agent):
    space = add_page(home, SpacePage, "Wiki")
    add_page(space, WikiPage, "Tone", audience=Audience.PUBLIC)
    assert "Tone" not in listed(customer)
    assert "Tone" in listed(agent)


def test_a_space_narrowed_to_a_group_shuts_other_agents_out(home, agent, superuser):
    space = add_page(home, SpacePage, "Wiki")
    add_page(space, WikiPage, "Tone")
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    assert "Tone" not in listed(agent)
    assert "Tone" in listed(superuser)


def test_an_alias_is_not_listed_but_may_be_opened(category, article):
    alias = article.create_alias(parent=category, update_slug="again")
    page = HelpPage.objects.get(pk=alias.pk)
    assert page.pk not in HelpPage.objects.listable_to(None).values_list("pk", flat=True)
    assert page.may_open(None)


def test_an_alias_follows_its_source_when_that_becomes_private(home, category, article):
    other = add_page(home, CategoryPage, "Other")
    alias = article.create_alias(parent=other, update_slug="again")
    category.audience = Audience.AGENT
    category.save()
    assert not HelpPage.objects.get(pk=alias.pk).may_open(AnonymousUser())


def test_nothing_is_left_wrong_after_many_changes(home, category, article, agent):
    inner = add_page(category, CategoryPage, "Inner")
    article.move(inner, pos="last-child")
    restrict(category, "groups", [Group.objects.get(name="Leads")])
    category.unpublish()
    inner.move(home, pos="last-child")
    category.copy(update_attrs={"slug": "copy", "title": "Copy"}, recursive=True)
    assert visibility_problems() == []


def test_a_page_that_others_see_than_should_is_a_problem(category, article):
    HelpPage.objects.filter(pk=article.pk).update(effective_audience=Audience.AGENT)
    assert visibility_problems() == [article.pk]


def test_saving_an_article_costs_the_same_among_few_and_many(category, article):
    with CaptureQueriesContext(connection) as few:
        article.save()
    for number in range(20):
        add_page(category, ArticlePage, f"Article {number}")
    with CaptureQueriesContext(connection) as many:
        ArticlePage.objects.get(pk=article.pk).save()
    assert len(many) <= len(few) + 2, [each["sql"][:200] for each in many.captured_queries]
