"""The groups of a team are not deleted by mistake: what a language does without its people is said instead."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from localization.models import LanguageTeam
from tests.localization.work.cast import locale

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["translators", "reviewers", "leads"])
def test_a_group_of_a_team_is_kept_and_the_reason_is_said(client, superuser, homes, role, method):
    group = getattr(LanguageTeam.objects.get(locale=locale("fa")), role)
    client.force_login(superuser)
    response = getattr(client, method)(reverse("wagtailusers_groups:delete", args=[group.pk]), follow=True)
    assert response.status_code == 200
    assert "belongs to the team of فارسی" in response.content.decode()
    assert Group.objects.filter(pk=group.pk).exists()


def test_other_groups_are_deleted_as_ever(client, superuser, homes):
    group = Group.objects.create(name="Visitors")
    client.force_login(superuser)
    assert client.get(reverse("wagtailusers_groups:delete", args=[group.pk])).status_code == 200
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert not Group.objects.filter(pk=group.pk).exists()


def test_who_may_not_delete_groups_learns_nothing_of_teams(client, lead):
    group = LanguageTeam.objects.get(locale=locale("fa")).leads
    client.force_login(lead)
    response = client.post(reverse("wagtailusers_groups:delete", args=[group.pk]), follow=True)
    assert "belongs to the team" not in response.content.decode()
    assert Group.objects.filter(pk=group.pk).exists()
