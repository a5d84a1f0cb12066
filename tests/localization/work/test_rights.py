from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission, Locale

from localization.models import LanguageTeam, Stage
from localization.rights import may_lead, may_review, may_translate, writing_refused
from localization.teams import team_ensure, team_of
from tests.localization.work.cast import again, locale, person

pytestmark = pytest.mark.django_db


def test_every_language_has_a_team_with_three_groups_named_in_english(homes):
    names = {code: LanguageTeam.objects.get(locale__language_code=code) for code in ("en", "ar", "fa", "id")}
    fa = names["fa"]
    assert [fa.translators.name, fa.reviewers.name, fa.leads.name] == [
        "Persian translators",
        "Persian reviewers",
        "Persian leads",
    ]


def test_the_groups_enter_the_admin_and_have_rights_on_their_tree_alone(homes):
    team: Any = team_of(locale("fa"))
    assert team.translators.permissions.filter(codename="access_admin").exists()
    rights = GroupPagePermission.objects.filter(group=team.reviewers).values_list("page", "permission__codename")
    assert set(rights) == {(homes["fa"].pk, "change_page"), (homes["fa"].pk, "publish_page")}
    assert not GroupPagePermission.objects.filter(group=team.translators, permission__codename="publish_page").exists()


def test_a_translator_is_offered_pictures_and_none_of_closed_collections(translator, client):
    here = Collection.get_first_root_node()
    closed = here.add_child(name="Wiki files")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Agents"))
    for title, collection in (("Front door", here), ("Back office", closed)):
        get_image_model().objects.create(title=title, file=get_test_image_file(f"{title}.png"), collection=collection)
    client.force_login(again(translator))
    chooser = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert "Front door" in chooser
    assert "Back office" not in chooser


def test_a_new_locale_has_a_team_at_once_and_the_command_makes_those_that_lack(homes, capsys):
    made = Locale.objects.create(language_code="de")
    assert team_of(made) is not None
    LanguageTeam.objects.filter(locale=made).delete()
    call_command("translation_teams")
    assert "de: German translators" in capsys.readouterr().out
    assert team_of(made) is not None


def test_a_group_of_the_same_name_gets_no_rights(homes):
    stranger = Group.objects.create(name="German leads")
    team = team_ensure(Locale.objects.create(language_code="de"))
    assert team.leads != stranger
    assert not stranger.permissions.exists()


@pytest.mark.parametrize(
    ("role", "translates", "reviews", "leads"),
    [
        ("translators", True, False, False),
        ("reviewers", True, True, False),
        ("leads", True, True, True),
        ("", False, False, False),
    ],
)
def test_what_a_role_may_in_its_language_and_nowhere_else(homes, role, translates, reviews, leads):
    user = person("somebody", role)
    fa, ar = locale("fa"), locale("ar")
    assert (may_translate(user, fa), may_review(user, fa), may_lead(user, fa)) == (translates, reviews, leads)
    assert not may_translate(user, ar) and not may_lead(user, ar)


def test_managers_and_superusers_lead_everywhere(homes, superuser):
    manager = person("manager")
    manager.groups.add(Group.objects.get(name="Managers"))
    assert may_lead(again(manager), locale("ar"))
    assert may_lead(superuser, locale("ar"))


def test_who_publishes_on_a_whole_tree_leads_its_language(homes, editor):
    assert may_lead(editor, locale("fa"))
    editors: Any = Group.objects.get(name="Editors")
    editors.page_permissions.filter(page=homes["fa"]).delete()
    assert not may_lead(again(editor), locale("fa"))
    assert may_lead(again(editor), locale("ar"))


def test_translators_of_all_languages_translate_into_each_and_review_none(homes):
    user = person("polyglot")
    user.groups.add(Group.objects.get(name="Translators"))
    user = again(user)
    assert may_translate(user, locale("fa")) and may_translate(user, locale("id"))
    assert not may_review(user, locale("fa"))


def test_the_signed_out_and_the_inactive_may_nothing(homes):
    user = person("gone", "leads", is_active=False)
    assert not may_translate(AnonymousUser(), locale("fa"))
    assert not may_lead(user, locale("fa"))


def test_words_in_review_or_of_somebody_else_are_not_written(translation, translator, reviewer):
    other = person("other", "translators")
    assert writing_refused(translator, translation) == ""
    translation.assignee = other
    assert "Somebody else" in writing_refused(translator, translation)
    assert writing_refused(reviewer, translation) == ""
    translation.assignee, translation.stage = translator, Stage.REVIEW
    assert "in review" in writing_refused(translator, translation)
