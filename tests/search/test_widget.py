"""The search box for other sites: its script, who may read what with it, and as whom."""

import json
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from content.audiences import Audience
from search.embedding.origins import read_origins

pytestmark = pytest.mark.django_db

SHOP = "https://shop.example.org"
OTHER = "https://elsewhere.example.org"
OPEN = ["/api/search/?q=refund&language=en", "/api/suggest/?q=refund&language=en", "/search/widget.js", "/search/widget.css"]
CLOSED = ["/en/search/?q=refund", "/en/search/suggest/?q=refund", "/api/pages/", "/en/", "/healthz/"]


@pytest.fixture
def shop(settings):
    """The help center lets a shop search."""
    settings.SANAD_SEARCH_ORIGINS = [SHOP]


@pytest.fixture
def filled(center):
    center.page("Refund times")
    center.page("Refund secrets", audience=Audience.CUSTOMER)
    center.settle()
    return center


@pytest.fixture
def script(client, homes):
    return client.get("/search/widget.js").content.decode()


def known_to(script):
    """What the server put into the script."""
    return json.loads(script[script.rindex('({"accent"') + 1 : -3])


class TestScript:
    def test_it_is_small(self, script):
        assert len(script.encode()) < 14 * 1024

    def test_it_travels_in_less_than_half_of_that(self, client, homes):
        sent = client.get("/search/widget.js", headers={"Accept-Encoding": "gzip"}).content
        assert len(sent) < 6_000

    def test_it_speaks_every_language(self, script, settings):
        languages = known_to(script)["languages"]
        assert set(languages) == {code for code, _name in settings.LANGUAGES}
        assert (languages["ar"]["direction"], languages["ar"]["results"]) == ("rtl", "/ar/search/")
        assert len({each["go"] for each in languages.values()}) > 1

    def test_it_has_the_colour_of_the_brand(self, client, homes):
        from wagtail.models import Site

        from theme.models import Branding

        Branding.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"accent_colour": "#123456"})
        assert known_to(client.get("/search/widget.js").content.decode())["accent"] == "#123456"

    def test_it_is_old_javascript(self, script):
        assert re.findall(r"=>|\blet\b|\bconst\b|`|\?\.|\?\?|\basync\b|\bclass [A-Z]", script.partition('({"accent"')[0]) == []

    def test_it_makes_no_html_from_text(self, script):
        assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", script) == []

    def test_caches_ask_again_after_minutes_and_keep_a_version_for_ever(self, client, homes):
        first = client.get("/search/widget.css")
        version = first["ETag"].strip('"')
        assert "max-age=600" in first["Cache-Control"]
        assert "immutable" in client.get(f"/search/widget.css?v={version}")["Cache-Control"]
        assert client.get("/search/widget.css", headers={"If-None-Match": first["ETag"]}).status_code == 304

    def test_the_styles_in_the_script_name_the_version_that_is_served(self, client, script):
        assert "immutable" in client.get(known_to(script)["sheet"])["Cache-Control"]

    def test_it_sets_no_cookie(self, client, homes):
        assert not client.get("/search/widget.js").cookies


class TestOrigins:
    @pytest.mark.parametrize("path", OPEN)
    def test_a_named_site_may_read(self, client, filled, shop, path):
        response = client.get(path, headers={"Origin": SHOP})
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, SHOP)

    @pytest.mark.parametrize("path", OPEN)
    def test_caches_keep_sites_apart(self, client, filled, shop, path):
        assert "Origin" in client.get(path)["Vary"]

    @pytest.mark.parametrize("origin", [OTHER, "null", f"{SHOP}.attacker.invalid", f"{SHOP}:8443", "http://shop.example.org"])
    def test_others_may_not(self, client, filled, shop, origin):
        response = client.get(OPEN[0], headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers

    @pytest.mark.parametrize("path", CLOSED)
    def test_nothing_else_is_open(self, client, filled, shop, path):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": SHOP}).headers

    def test_by_default_nothing_is_open(self, client, filled):
        assert "Access-Control-Allow-Origin" not in client.get(OPEN[0], headers={"Origin": SHOP}).headers

    def test_every_site_may_read_when_the_setting_says_so(self, client, filled, settings):
        settings.SANAD_SEARCH_ORIGINS = ["*"]
        assert client.get(OPEN[0], headers={"Origin": "null"})["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("path", OPEN)
    def test_credentials_are_never_allowed(self, client, filled, shop, path):
        assert "Access-Control-Allow-Credentials" not in client.get(path, headers={"Origin": SHOP}).headers

    def test_a_preflight_allows_reading_only(self, client, filled, shop):
        asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST"}
        response = client.options(OPEN[0], headers=asked)
        assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")

    def test_a_preflight_of_a_stranger_is_not_answered_with_permission(self, client, filled, shop):
        asked = {"Origin": OTHER, "Access-Control-Request-Method": "GET"}
        assert "Access-Control-Allow-Origin" not in client.options(OPEN[0], headers=asked).headers

    def test_a_refusal_can_be_read_as_well(self, client, filled, shop, settings):
        settings.SANAD_SUGGEST_LIMIT = 1
        for _time in range(3):
            response = client.get(OPEN[1], headers={"Origin": SHOP})
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (429, SHOP)
        assert response["Access-Control-Expose-Headers"] == "Retry-After"


class TestNobodyInParticular:
    @pytest.fixture
    def signed_in(self, filled, customer):
        client = Client()
        client.force_login(customer)
        return client

    def titles(self, client, **headers):
        return {hit["title"] for hit in client.get(OPEN[0], headers=headers).json()["hits"]}

    def test_on_the_own_site_a_customer_finds_more(self, signed_in, shop):
        assert len(self.titles(signed_in)) == 2
        assert len(self.titles(signed_in, Origin="http://testserver")) == 2

    @pytest.mark.parametrize("origin", [SHOP, OTHER])
    def test_from_another_site_a_customer_is_nobody(self, signed_in, shop, origin):
        assert self.titles(signed_in, Origin=origin) == {"<mark>Refund</mark> times"}

    def test_so_it_is_while_no_site_is_named(self, signed_in):
        assert self.titles(signed_in, Origin=SHOP) == {"<mark>Refund</mark> times"}


class TestSetting:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("https://shop.example.org", "https://shop.example.org"),
            ("https://Shop.Example.org/", "https://shop.example.org"),
            ("https://shop.example.org:443", "https://shop.example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("https://متجر.example", "https://xn--pgbep1f.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("*", "*"),
        ],
    )
    def test_origins_are_read_as_browsers_write_them(self, written, read):
        assert read_origins("SANAD_SEARCH_ORIGINS", [written]) == [read]

    @pytest.mark.parametrize(
        "written",
        [
            "shop.example.org",
            "ftp://shop.example.org",
            "https://",
            "https://*.example.org",
            "https://shop.example.org/help",
            "null",
            "https://user@shop.example.org",
            "https://shop.example.org?x",
            "https://shop.example.org:99999",
            "https://[::1",
        ],
    )
    def test_what_is_no_origin_stops_the_start_and_names_itself(self, written):
        with pytest.raises(ImproperlyConfigured) as caught:
            read_origins("SANAD_SEARCH_ORIGINS", [written])
        assert "SANAD_SEARCH_ORIGINS" in str(caught.value) and "\n" not in str(caught.value)
