"""The shared blocks as readers get them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from content.registry import registered_block, registered_names
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db

HOSTILE = "</code><script>alert(1)</script>&\"'"


@pytest.fixture
def show(homes, client):
    """Puts blocks on a published page; returns what readers get of its text."""

    def shown(*blocks: dict[str, Any], language: str = "en") -> str:
        shelf = add_page(homes[language], CategoryPage, "Shelf", slug=f"shelf-{len(blocks)}")
        page = add_page(shelf, ArticlePage, "A", slug="a", body=list(blocks))
        return client.get(page.link).content.decode().partition('<div class="prose"')[2].partition("</article>")[0]

    return shown


@pytest.fixture
def image(db):
    return get_image_model().objects.create(title="Screen", file=get_test_image_file(size=(400, 200)))


@pytest.fixture
def document(db):
    file = ContentFile(b"x" * 2048, name="form.pdf")
    root = Collection.get_first_root_node()
    return get_document_model().objects.create(title="Return form", file=file, file_size=2048, collection=root)


def code(text: str, language: str) -> dict[str, Any]:
    return {"type": "code", "value": {"language": language, "code": text}}


def rich(text: str) -> dict[str, Any]:
    return {"type": "rich_text", "value": f"<p>{text}</p>"}


def tabs(*labels: str, body: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    made = [{"label": label, "body": body if body is not None else [rich(f"in {label}")]} for label in labels]
    return {"type": "tabs", "value": {"tabs": made}}


def spots(image: Any, *places: tuple[float, float]) -> dict[str, Any]:
    made = [{"x": x, "y": y, "label": f"Part {x}", "text": ""} for x, y in places]
    return {"type": "hotspots", "value": {"image": image.pk, "alt": "The form", "caption": "", "spots": made}}


def video(url: str, **more: Any) -> dict[str, Any]:
    return {"type": "video", "value": {"url": url, "title": "How to pack", "poster": None, "transcript": "", **more}}


def comparison(columns: list[dict[str, str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "comparison", "value": {"caption": "Plans", "columns": columns, "rows": rows}}


# -- code ---------------------------------------------------------------------------------------------------------------


def test_code_of_a_known_language_has_classes_and_no_styles(show):
    shown = show(code('{"a": 1}', "json"))
    assert '<span class="c-t">&quot;a&quot;</span>' in shown
    assert "style=" not in shown


@pytest.mark.parametrize("language", ["", "json", "html", "javascript", "no such language"])
def test_hostile_code_stays_text(show, language):
    shown = show(code(HOSTILE, language))
    assert "<script>alert" not in shown
    assert "alert(1)" in re.sub("<[^>]+>", "", shown)


@pytest.mark.parametrize(("written", "told"), [("JSON", "JSON"), ("js", "JavaScript"), ("Umbrella script", "Umbrella script")])
def test_words_from_when_the_language_was_free_text_are_still_read(show, written, told):
    assert f'<span dir="auto">{told}</span>' in show(code("a", written))


def test_its_sheet_and_script_are_loaded_once(show):
    shown = show(code("a", "json"), code("b", "json"))
    assert shown.count("content/css/code.css") == shown.count("content/js/code.js") == 1


# -- tabs ---------------------------------------------------------------------------------------------------------------


def test_tabs_are_panels_under_their_labels_without_scripts(show):
    shown = show(tabs("iPhone", "Android"))
    assert re.search(r'class="tabs__list"[^>]* hidden>', shown)
    assert re.findall(r'class="tabs__label"[^>]*>(\w+)<', shown) == ["iPhone", "Android"]
    assert "in Android" in shown
    assert not re.search(r'class="tabs__panel"[^>]* hidden', shown)


def test_each_tab_names_its_panel(show):
    shown = show(tabs("iPhone", "Android"), tabs("iPhone", "Android"))
    controlled = re.findall(r'aria-controls="([^"]+)"', shown)
    assert len(set(controlled)) == 4
    assert all(f'id="{each}"' in shown for each in controlled)


def test_a_passage_for_agents_in_a_tab_is_cut(show):
    hidden = {"type": "audience", "value": {"audience": 2, "body": [rich("for agents")]}}
    assert "for agents" not in show(tabs("A", "B", body=[hidden, rich("open")]))


def test_tabs_offer_no_tabs_in_them():
    block: Any = registered_block("tabs")
    assert "tabs" not in list(block.child_blocks["tabs"].child_block.child_blocks["body"].child_blocks)


# -- comparison ---------------------------------------------------------------------------------------------------------


def test_yes_and_no_are_said_in_words(show):
    row = {"label": "Returns", "cells": [{"mark": "yes", "text": ""}, {"mark": "no", "text": "later"}]}
    shown = show(comparison([{"heading": "Basic", "mark": ""}, {"heading": "Plus", "mark": ""}], [row]))
    assert 'scope="row"' in shown
    assert '<span class="visually-hidden">Yes</span>' in shown
    assert '<span class="visually-hidden">No</span>' in shown


def test_a_row_that_is_stored_too_short_gets_empty_cells(show):
    shown = show(comparison([{"heading": "A", "mark": "yes"}, {"heading": "B", "mark": "no"}], [{"label": "", "cells": []}]))
    assert shown.partition("<tbody>")[2].count("<td") == 2


# -- download -----------------------------------------------------------------------------------------------------------


def download(document: Any, **more: Any) -> dict[str, Any]:
    return {"type": "download", "value": {"document": document.pk, "title": "", "description": "", **more}}


def test_a_download_says_kind_and_size(show, document):
    shown = " ".join(re.sub("<[^>]+>", " ", show(download(document, description="Fill it in"))).split())
    assert "Return form PDF document · 2 KB Fill it in" in shown


def test_its_size_is_in_the_readers_digits(show, document):
    assert "۲" in show(download(document), language="fa")


def test_it_leads_to_where_wagtail_asks_for_rights(show, document):
    assert f'href="{reverse("wagtaildocs_serve", args=[document.pk, document.filename])}"' in show(download(document))


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_a_document_that_a_reader_does_not_get_is_not_told_of(show, document, kind):
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=kind)
    assert "Return form" not in show(download(document), rich("else"))


def test_a_document_for_customers_is_shown_to_customers(show, document, client, customer):
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    client.force_login(customer)
    assert "Return form" in show(download(document))


def test_a_document_that_is_gone_leaves_the_rest(show, document):
    block = download(document)
    document.delete()
    assert "else" in show(block, rich("else"))


# -- screenshot with points ---------------------------------------------------------------------------------------------


def test_points_stand_where_they_were_placed_and_lead_to_their_words(show, image):
    shown = show(spots(image, (12.5, 30), (100, 0)))
    assert '<circle cx="12.5%" cy="30%"' in shown
    assert all(f'id="{target}"' in shown for target in re.findall(r'class="spots__mark" href="#([^"]+)"', shown))
    assert "style=" not in shown


def test_numbers_on_a_picture_are_the_readers(show, image):
    assert ">۲</text>" in show(spots(image, (1, 2), (3, 4)), language="fa")


@pytest.mark.parametrize(("stored", "shown_at"), [(140, "100%"), (-3, "0%"), (None, "0%")])
def test_a_point_never_leaves_the_picture(show, image, stored, shown_at):
    assert f'cx="{shown_at}"' in show(spots(image, (stored, 1)))


# -- video --------------------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_from_a_provider_before_a_click(show):
    shown = show(video("https://youtu.be/dQw4w9WgXcQ"))
    assert "<iframe" not in shown
    assert not re.search(r'src="https?:', shown)


def test_a_video_is_a_plain_link_without_scripts(show):
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in show(video("https://youtu.be/dQw4w9WgXcQ"))


def test_its_player_sets_no_cookies(show):
    assert 'data-video="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?' in show(video("https://youtu.be/dQw4w9WgXcQ"))


def test_a_film_of_this_site_is_shown_by_the_browser(show):
    shown = show(video("/media/films/pack.mp4"))
    assert '<source src="/media/films/pack.mp4">' in shown
    assert 'preload="none"' in shown


def test_an_address_that_is_no_film_shows_nothing(show):
    assert "javascript" not in show(video("javascript:alert(1)//youtube.com"), rich("else"))


def test_the_policy_of_pages_lets_only_the_two_players_in(client, home):
    policy = client.get(home.link).headers["Content-Security-Policy"]
    frames = next(part for part in policy.split(";") if part.strip().startswith("frame-src"))
    assert frames.split()[1:] == ["'self'", "https://www.youtube-nocookie.com", "https://player.vimeo.com"]


# -- all of them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [each for each in registered_names() if "__" not in each])
def test_every_block_has_a_preview_words_and_an_icon_for_the_editors_menu(client, superuser, name):
    block = registered_block(name)
    assert block is not None
    assert block.is_previewable
    assert block.get_description()
    assert block.meta.icon not in ("", "placeholder")
    client.force_login(superuser)
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert len(re.sub("<[^>]+>", "", answer.content.decode().partition("<main>")[2]).split()) > 0


def test_steps_can_be_linked_to_and_leave_headings_their_addresses(show):
    steps = {"type": "steps", "value": {"steps": [{"title": "Pack it", "text": ""}]}}
    shown = show(steps, {"type": "rich_text", "value": "<h2>Pack it</h2>"})
    assert '<li id="step-pack-it">' in shown
    assert 'id="pack-it"' in shown


def test_large_pictures_for_placing_points_are_for_those_who_may_choose_them(client, image, customer, superuser):
    address = reverse("content_picture", args=[image.pk])
    client.force_login(customer)
    assert client.get(address).status_code == 302
    assert "/admin/login" in client.get(address).headers["Location"] or "/login" in client.get(address).headers["Location"]
    client.force_login(superuser)
    assert "/media/" in client.get(address).headers["Location"]
