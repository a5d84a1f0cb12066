"""What a link to a page looks like elsewhere: tags, and a picture made of the title."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from wagtail.models import PageViewRestriction, Site

from content.audiences import Audience
from kb.models import CategoryPage
from tests.factories import add_page
from theme.models import Branding
from theme.social import fonts
from theme.social.cards import card_of
from theme.social.drawing import HEIGHT, WIDTH, png_of, wrapped

TITLES = {
    "en": "Return something you bought",
    "ar": "كيف تعيد منتجًا اشتريته خلال 30 يومًا؟",
    "fa": "چگونه کالای خریداری‌شده را پس می‌فرستید",
    "id": "Mengembalikan barang 🎉",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SANAD_SOCIAL_FOLDER = tmp_path / "social"
    return settings.SANAD_SOCIAL_FOLDER


@pytest.fixture
def no_fonts(monkeypatch):
    """A server without any font for text."""
    monkeypatch.setattr(fonts, "FOLDERS", ())
    for each in (fonts._installed, fonts._with_all):
        each.cache_clear()
    yield
    for each in (fonts._installed, fonts._with_all):
        each.cache_clear()


@pytest.fixture
def page(home):
    return add_page(home, CategoryPage, "Returns", slug="returns", summary="How it goes back.")


def tag(client, name, path="/en/returns/"):
    found = re.search(f'<meta (?:property|name)="{name}" content="([^"]*)"', client.get(path).content.decode())
    return html.unescape(found[1]) if found else None


def drawn(card):
    return Image.open(BytesIO(png_of(card))).convert("RGB")


def side_of_the_title(image):
    """Whether the white of the first line begins nearer to the left or to the right edge."""
    row = [x for x in range(100, WIDTH - 100, 2) for y in range(90, 190, 4) if min(image.getpixel((x, y))) > 200]
    return "left" if min(row) < WIDTH - max(row) else "right"


@pytest.mark.parametrize("language", TITLES)
def test_a_title_of_every_language_becomes_a_picture(language):
    card = card_of(title=TITLES[language], site_name="Naranj", language=language, accent="#1f6b4f")
    assert drawn(card).size == (WIDTH, HEIGHT)


def test_titles_begin_where_their_language_begins():
    sides = {}
    for language, title in {"en": "Short", "ar": "قصير"}.items():
        sides[language] = side_of_the_title(drawn(card_of(title=title, site_name="", language=language, accent="#1f6b4f")))
    assert sides == {"en": "left", "ar": "right"}


def width_of_the_title(text):
    image = drawn(card_of(title=text, site_name="", language="ar", accent="#1f6b4f"))
    white = [x for x in range(WIDTH) for y in range(90, 200, 3) if min(image.getpixel((x, y))) > 200]
    return max(white) - min(white)


def test_arabic_letters_are_joined():
    """Apart, the same letters need more room."""
    assert width_of_the_title("سسسسس") < width_of_the_title("\u200c".join("سسسسس"))


@pytest.mark.parametrize("accent", ["#ffffff", "#000000", "#ffee00", "#00ffff"])
def test_every_accent_gives_a_ground_that_white_can_be_read_on(accent):
    ground = drawn(card_of(title="Title", site_name="", language="en", accent=accent)).getpixel((600, 500))
    channels = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in ground]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    assert 1.05 / (luminance + 0.05) >= 7


def test_a_long_title_stays_within_the_picture():
    image = drawn(card_of(title="Interminably long words " * 30, site_name="", language="en", accent="#1f6b4f"))
    edge = [image.getpixel((WIDTH - 60, y)) for y in range(0, 500, 5)]
    assert len(set(edge)) == 1


def test_a_word_longer_than_a_line_is_broken():
    lines = wrapped("aaaaaaaaaaaa bb", 5, len)
    assert lines == ["aaaaa", "aaaaa", "aa bb"]


@pytest.mark.django_db
def test_the_tags_of_a_page(page, client):
    assert tag(client, "og:title") == "Returns"
    assert tag(client, "og:description") == "How it goes back."
    assert tag(client, "og:url") == "http://testserver/en/returns/"
    assert tag(client, "twitter:card") == "summary_large_image"


@pytest.mark.django_db
def test_the_picture_of_a_page_answers_and_may_be_kept(page, client):
    response = client.get(tag(client, "og:image"))
    assert response.headers["Content-Type"] == "image/png"
    assert "max-age=604800" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_picture_is_drawn_once(page, client, folder, monkeypatch):
    address = tag(client, "og:image")
    client.get(address)
    monkeypatch.setattr("theme.social.views.png_of", lambda card: pytest.fail("drawn again"))
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_new_title_takes_the_place_of_the_old_picture(page, client, folder):
    client.get(old := tag(client, "og:image"))
    page.title = "Sending back"
    page.save_revision().publish()
    assert client.get(old).headers["Location"] == tag(client, "og:image").removeprefix("http://testserver")
    client.get(tag(client, "og:image"))
    assert len(list(Path(folder).rglob("*.png"))) == 1


@pytest.mark.django_db
def test_another_accent_is_another_picture(page, client):
    before = tag(client, "og:image")
    Branding.objects.create(site=Site.objects.get(is_default_site=True), accent_colour="#c2410c")
    assert tag(client, "og:image") != before


@pytest.mark.parametrize("closing", ["audience", "draft", "password"])
@pytest.mark.django_db
def test_the_picture_of_a_page_that_was_closed_is_gone(page, client, closing):
    address = tag(client, "og:image")
    assert client.get(address).status_code == 200
    if closing == "audience":
        page.audience = Audience.AGENT
        page.save_revision().publish()
    elif closing == "draft":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_no_other_picture_can_be_asked_for(page, client, folder):
    for number in range(20):
        assert client.get(f"/social/{page.pk}/{number:024x}.png").status_code == 302
    assert not list(Path(folder).rglob("*.png"))


@pytest.mark.django_db
def test_without_a_font_there_is_no_picture_and_no_tag(page, client, no_fonts):
    assert tag(client, "og:image") is None
    assert tag(client, "twitter:card") == "summary"
    assert client.get(f"/social/{page.pk}/{'0' * 24}.png").status_code == 404


def test_the_font_of_the_settings_comes_first(settings):
    usual = fonts.font_for("123")
    settings.SANAD_SOCIAL_FONT = next(path for path in fonts._installed() if path != usual and fonts._has(path, {"1", "2", "3"}))
    assert fonts.font_for("123") == settings.SANAD_SOCIAL_FONT


def test_a_font_that_cannot_be_read_is_passed_over(settings, tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    settings.SANAD_SOCIAL_FONT = str(broken)
    assert fonts.font_for("Title") not in ("", str(broken))


def test_a_title_with_signs_no_font_has_gets_no_picture():
    assert card_of(title="\U00012000\U000e0100\U00012345", site_name="x", language="en", accent="#1f6b4f") is None


def test_a_title_of_nothing_but_emoji_gets_no_picture():
    assert card_of(title="🎉🎉", site_name="Naranj", language="en", accent="#1f6b4f") is None


@pytest.mark.django_db
def test_hostile_titles_stay_within_their_attribute(home, client):
    add_page(home, CategoryPage, '"><script>alert(1)</script>', slug="evil")
    assert "<script>alert(1)" not in client.get("/en/evil/").content.decode()
