"""Forms of the admin tell scripts the language of what they edit, whatever the interface speaks."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from kb.models import ArticlePage
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def told(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-l10n-locale="(\w+)" data-l10n-direction="(\w+)"', html)


@pytest.mark.parametrize("interface", ["en", "ar"])
@pytest.mark.parametrize(("code", "direction"), [("fa", "rtl"), ("ar", "rtl"), ("id", "ltr"), ("en", "ltr")])
def test_the_form_of_a_page(client, superuser, homes, interface, code, direction):
    page = add_page(homes[code], ArticlePage, "x")
    client.force_login(superuser)
    UserProfile.objects.create(user=superuser, preferred_language=interface)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert told(html) == [(code, direction)]
    assert "localization/admin/direction.js" in html and "localization/css/direction.css" in html


def test_the_form_of_a_new_page_has_the_language_of_its_parent(client, superuser, homes):
    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:add", args=["kb", "categorypage", homes["fa"].pk])).content.decode()
    assert told(html) == [("fa", "rtl")]


def test_the_form_of_a_locked_page(client, superuser, editor, homes):
    page = add_page(homes["fa"], ArticlePage, "x")
    page.locked, page.locked_by = True, editor
    page.save()
    client.force_login(superuser)
    assert told(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()) == [("fa", "rtl")]


def test_the_comparison_of_two_versions(client, superuser, homes):
    page = add_page(homes["fa"], ArticlePage, "پیش")
    page.title = "پس"
    page.save_revision()
    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])).content.decode()
    assert told(html) == [("fa", "rtl")]
    assert "As readers see it" in html or "Compare as readers see it" in html  # the theme's part is still there


def test_the_form_of_a_snippet(client, superuser, homes):
    from content.models import ReusableContent

    snippet = ReusableContent.objects.create(name="متن", locale=homes["fa"].locale)
    client.force_login(superuser)
    html = client.get(reverse("wagtailsnippets_content_reusablecontent:edit", args=[snippet.pk])).content.decode()
    assert told(html) == [("fa", "rtl")]


@pytest.mark.parametrize(
    ("asked", "expected"), [("?locale=ar", ("ar", "rtl")), ("", ("en", "ltr")), ("?locale=x", ("en", "ltr"))]
)
def test_the_form_of_a_new_snippet(client, superuser, homes, asked, expected):
    client.force_login(superuser)
    answer = client.get(reverse("wagtailsnippets_content_reusablecontent:add") + asked)
    if asked == "?locale=x":
        assert answer.status_code == 404
    else:
        assert told(answer.content.decode()) == [expected]
