"""Categories: as deep as wanted, in the order editors drag them into, with colours that can be read in light and dark."""

from __future__ import annotations

import math
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image

from content.audiences import Audience
from content.icon_paths import CATEGORIES, ICONS
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from theme.icons import CATEGORY_COLOURS, CATEGORY_ICONS

SHEET = Path(__file__).resolve().parents[2] / "site/kb/static/kb/css/category-card.css"
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""


def titles(address: str, name: str) -> list[str]:
    return [page.title for page in Client().get(address).context[name]]


@pytest.fixture
def shelf(home: Any) -> Any:
    return add_page(home, CategoryPage, "Delivery", slug="delivery")


@pytest.mark.django_db
class TestOrder:
    @pytest.fixture
    def articles(self, shelf: Any) -> list[Any]:
        return [add_page(shelf, ArticlePage, title, slug=title.lower()) for title in ("One", "Two", "Three")]

    def drag(self, client: Client, page: Any, position: int) -> None:
        """What the editor's list does when a page is dropped."""
        address = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
        assert client.post(f"{address}?position={position}").status_code == 200

    def test_readers_see_the_order_editors_drag_articles_into(self, articles, client, superuser):
        client.force_login(superuser)
        self.drag(client, articles[2], 0)
        assert titles("/en/delivery/", "articles") == ["Three", "One", "Two"]

    def test_the_menu_beside_an_article_has_the_same_order(self, articles, client, superuser):
        client.force_login(superuser)
        self.drag(client, articles[0], 2)
        assert [link.title for link in Client().get("/en/delivery/two/").context["siblings"]] == ["Two", "Three", "One"]

    def test_categories_on_the_home_page_follow_as_well(self, shelf, home, client, superuser):
        last = add_page(home, CategoryPage, "Returns")
        client.force_login(superuser)
        self.drag(client, last, 0)
        assert titles("/en/", "categories") == ["Returns", "Delivery"]


@pytest.mark.django_db
class TestDepth:
    @pytest.fixture
    def deep(self, shelf: Any) -> Any:
        for number in range(7):
            shelf = add_page(shelf, CategoryPage, f"Level {number}", slug=f"l{number}")
        return add_page(shelf, ArticlePage, "At the bottom", slug="bottom")

    def test_an_article_seven_categories_down_has_them_all_as_crumbs(self, deep):
        crumbs = [link.title for link in Client().get(deep.link).context["crumbs"]]
        assert crumbs[1:] == ["Delivery", *(f"Level {number}" for number in range(7))]

    def test_it_costs_no_more_queries(self, deep, django_assert_num_queries):
        Client().get(deep.link)
        with django_assert_num_queries(4):
            Client().get(deep.link)

    def test_it_counts_all_the_way_up(self, deep):
        assert [page.article_count for page in Client().get("/en/").context["categories"]] == [1]

    def test_what_a_reader_may_not_see_is_not_counted(self, deep):
        add_page(deep.get_parent(), ArticlePage, "Secret", audience=Audience.AGENT)
        assert [page.article_count for page in Client().get("/en/").context["categories"]] == [1]


@pytest.mark.django_db
class TestLooks:
    @pytest.fixture
    def cover(self) -> Any:
        data = BytesIO()
        Picture.new("RGB", (2400, 900), "#a55").save(data, "PNG")
        return Image.objects.create(title="Stairs", file=ImageFile(BytesIO(data.getvalue()), "stairs.png"))

    def test_a_colour_stands_on_the_card(self, home):
        add_page(home, CategoryPage, "Delivery", colour="teal")
        assert 'class="category-icon hue-teal"' in Client().get("/en/").content.decode()

    def test_a_cover_is_cut_to_the_width_of_the_page(self, home, cover):
        add_page(home, CategoryPage, "Delivery", slug="delivery", cover=cover, cover_alt="Two people on <stairs>")
        page = Client().get("/en/delivery/").content.decode()
        [tag] = re.findall(r"<img[^>]*fill-1216x320[^>]*>", page)
        assert 'alt="Two people on &lt;stairs&gt;"' in tag
        assert (re.findall(r'width="(\d+)"', tag), re.findall(r'height="(\d+)"', tag)) == (["1216"], ["320"])

    def test_a_cover_that_decorates_is_silent(self, home, cover):
        add_page(home, CategoryPage, "Delivery", slug="delivery", cover=cover)
        assert 'alt=""' in re.findall(r"<img[^>]*fill-1216x320[^>]*>", Client().get("/en/delivery/").content.decode())[0]

    def test_a_drawing_can_be_a_cover(self, home):
        drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="400"><circle cx="9" cy="9" r="5"/></svg>'
        image = Image.objects.create(title="Dot", file=ImageFile(BytesIO(drawing), "dot.svg"))
        add_page(home, CategoryPage, "Delivery", slug="delivery", cover=image)
        assert "fill-1216x320" in Client().get("/en/delivery/").content.decode()

    def test_a_cover_costs_two_queries_at_most(self, home, cover, django_assert_max_num_queries):
        add_page(home, CategoryPage, "Returns", slug="returns", cover=cover)
        Client().get("/en/returns/")
        with django_assert_max_num_queries(6):
            Client().get("/en/returns/")


def test_every_icon_that_can_be_chosen_is_drawn_with_its_dot():
    assert {name for name, _label in CATEGORY_ICONS} == {*CATEGORIES} <= {*ICONS}
    assert [name for name, path in CATEGORIES.items() if 'class="dot"' not in path] == []


class TestContrast:
    """The colours of the palette, computed as browsers do."""

    RULE = re.compile(r"\.hue-(\w+) \{\s*--tile-text: light-dark\((.*?)\);\s*--tile: light-dark\((.*?)\);\s*\}", re.DOTALL)

    def pairs(self) -> dict[tuple[str, str], float]:
        found = {}
        for name, text, tile in self.RULE.findall(SHEET.read_text()):
            for mode, a, b in zip(("light", "dark"), self.colours(text), self.colours(tile), strict=True):
                found[name, mode] = contrast(a, b)
        return found

    def colours(self, text: str) -> list[float]:
        return [luminance(*map(float, each.split())) for each in re.findall(r"oklch\(([^)]*)\)", text)]

    def test_every_colour_that_can_be_chosen_is_in_the_sheet(self):
        chosen = {name for name, _label in CATEGORY_COLOURS if name}
        assert {name for name, _mode in self.pairs()} == chosen
        assert {*re.findall(r"\.hue-(\w+) \{ --tile-text: #", SHEET.read_text())} == chosen

    def test_all_can_be_read_in_light_and_dark(self):
        assert {pair: found for pair, found in self.pairs().items() if found < READABLE} == {}

    def test_old_browsers_can_read_them_too(self):
        plain = re.findall(r"\.hue-\w+ \{ --tile-text: #(\w{6}); --tile: #(\w{6}); \}", SHEET.read_text())
        assert [pair for pair in plain if contrast(*map(hex_luminance, pair)) < READABLE] == []


def contrast(a: float, b: float) -> float:
    """The ratio of WCAG, from two relative luminances."""
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """The relative luminance of an OKLCH colour, cut to sRGB; matrices of https://bottosson.github.io/posts/oklab/."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(each, 0.0), 1.0) for each in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hex_luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
