"""Links between files become links between pages."""

from __future__ import annotations

import pytest

from tests.importing.conftest import article, category, messages

pytestmark = pytest.mark.django_db


def body_of(page) -> str:
    return "".join(block["value"] for block in page.body.raw_data)


@pytest.fixture
def linked(folder):
    """Writes one article with this text beside others; returns its stored text."""

    def write(text: str, **options) -> str:
        folder.write(
            {
                "en/a/.category.yml": category("A"),
                "en/a/x.md": article("X", text),
                "en/a/y z.md": article("Y"),
                "en/b/.category.yml": category("B"),
                "en/b/deep/.category.yml": category("Deep"),
                "en/b/deep/page.md": article("Page <one>"),
            }
        )
        folder.report = folder.run(**options)
        return body_of(folder.page("a/x.md"))

    return write


def to(folder, source_id: str) -> str:
    return f'<a linktype="page" id="{folder.page(source_id).pk}">t</a>'


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("../b/deep/page.md", "b/deep/page.md"),
        ("y%20z.md", "a/y z.md"),
        ("<y z.md>", "a/y z.md"),
        ("../b/deep", "b/deep"),
        ("../b/deep/", "b/deep"),
        ("../b/deep/page", "b/deep/page.md"),
        ("../b/deep/page.md#part", "b/deep/page.md"),
        ("umbrella://b/deep/page.md", "b/deep/page.md"),
        ("umbrella://b/deep/", "b/deep"),
    ],
)
def test_a_path_becomes_a_page_link(folder, linked, written, target):
    stored = linked(f"[t]({written})", link_scheme="umbrella")
    assert stored == f"<p>{to(folder, target)}</p>"


@pytest.mark.parametrize("address", ["https://example.org/x.md", "mailto:a@example.org", "tel:+962", "#part", "/en/other/"])
def test_other_addresses_stay_as_they_are(linked, address):
    assert linked(f"[t]({address})") == f'<p><a href="{address}">t</a></p>'


@pytest.mark.parametrize("written", ["gone.md", "../../../etc/passwd", "umbrella://no/where.md"])
def test_a_link_that_leads_nowhere_becomes_text_and_is_told(folder, linked, written):
    assert linked(f"[t]({written})", link_scheme="umbrella") == "<p>t</p>"
    assert messages(folder.report, "warning") == {"en/a/x.md": f"a link leads nowhere: {written}"}


def test_a_bare_address_of_the_scheme_becomes_a_link_with_the_title(folder, linked):
    stored = linked("See umbrella://b/deep/page.md.", link_scheme="umbrella")
    page = folder.page("b/deep/page.md").pk
    assert stored == f'<p>See <a linktype="page" id="{page}">Page &lt;one&gt;</a>.</p>'


def test_code_keeps_addresses_of_the_scheme(folder):
    text = article("X", "```\numbrella://b\n```")
    folder.write({"en/b/.category.yml": category("B"), "en/b/x.md": text}).run(link_scheme="umbrella")
    assert folder.page("b/x.md").body.raw_data[0]["value"]["code"] == "umbrella://b"


def test_a_link_leads_to_the_page_of_its_own_language(shop):
    shop.run()
    for language in ("en", "ar"):
        target = shop.page("returns/label.md", language).pk
        assert f'id="{target}"' in body_of(shop.page("returns/refund.md", language))


def test_a_link_leads_to_another_language_where_its_own_has_no_such_page(shop):
    (shop.path / "ar/returns/label.md").unlink()
    shop.run()
    assert f'id="{shop.page("returns/label.md").pk}"' in body_of(shop.page("returns/refund.md", "ar"))


def test_a_link_that_led_nowhere_is_mended_when_its_page_appears(shop):
    (shop.path / "en/returns/label.md").unlink()
    (shop.path / "ar/returns/label.md").unlink()
    shop.run()
    shop.write({"en/returns/label.md": article("Labels")}).run()
    assert f'id="{shop.page("returns/label.md").pk}"' in body_of(shop.page("returns/refund.md"))
