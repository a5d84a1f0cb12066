"""A broken file is told with its path and left out; the others are imported."""

from __future__ import annotations

import pytest

from tests.importing.conftest import article, category, messages

pytestmark = pytest.mark.django_db

BROKEN = {
    "not UTF-8": (b"---\ntitle: caf\xe9\n---\n", "not UTF-8 (byte 14)"),
    "UTF-16": ("---\ntitle: X\n---\n".encode("utf-16"), "not UTF-8 (byte 0)"),
    "a null character": ("---\ntitle: X\n---\nA\0B", "holds a null character; this is not a text file"),
    "no front matter": ("# X", "has no front matter: the first line must be ---"),
    "an open end": ("---\ntitle: X\n\nText", "the front matter has no end: a line with --- is missing"),
    "broken YAML": ("---\ntitle: [X\n---\n", "not valid YAML"),
    "a program in YAML": ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", "not valid YAML"),
    "a list": ("---\n- title\n---\n", "the front matter must be keys with values"),
    "no title": ("---\nindex: 1\n---\n", "title is missing"),
    "an empty title": ("---\ntitle: '  '\n---\n", "title is missing"),
    "a title that is no text": ("---\ntitle: no\n---\n", "title must be text; put it in quotation marks"),
    "a long title": (article("x" * 256), "title is too long: 256 characters, at most 255 are allowed"),
    "half a letter": ('---\ntitle: "\\ud800"\n---\n', ""),
    "a day that does not exist": (article("X", reviewed="2026-02-31"), ""),
    "no day": (article("X", reviewed="soon"), "reviewed is not a day such as 2026-11-03"),
    "an unknown audience": (article("X", audience="agnets"), "audience must be one of public, customer, agent"),
    "an empty audience": (article("X", audience=""), "audience must be one of public, customer, agent"),
    "an unknown kind": (article("X", kind="blog"), "unknown kind 'blog': it can be article, faq, page, wiki, policy, exception"),
    "a kind in the wrong place": (article("X", kind="page"), "a plain page cannot stand below a category"),
    "an exception without its policy": (
        article("X", kind="exception", condition="a", grants="b", policy="gone.md"),
        "its category a/gone.md is missing (no readable .category.yml)",
    ),
    "an exception of itself": (
        article("X", kind="exception", condition="a", grants="b", policy="broken.md"),
        "a policy exception cannot stand below a policy exception",
    ),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told_and_the_others_are_imported(folder, content, message):
    folder.write({"en/a/.category.yml": category("A"), "en/a/broken.md": content, "en/a/good.md": article("Good")})
    report = folder.run()
    assert list(messages(report)) == ["en/a/broken.md"]
    assert messages(report)["en/a/broken.md"].startswith(message)
    assert folder.page("a/good.md").title == "Good"


def test_files_below_a_folder_without_a_category_are_told(folder):
    report = folder.write({"en/a/x.md": article("X"), "en/b/.category.yml": category("B")}).run()
    assert messages(report) == {"en/a/x.md": "its category a is missing (no readable .category.yml)"}
    assert folder.page("b").title == "B"


def test_everything_below_a_broken_category_is_told(folder):
    report = folder.write(
        {"en/a/.category.yml": "title: [", "en/a/b/.category.yml": category("B"), "en/a/b/x.md": article("X")}
    ).run()
    assert set(messages(report)) == {"en/a/.category.yml", "en/a/b", "en/a/b/x.md"}


def test_a_mended_file_is_imported_in_the_next_run(folder):
    folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": "broken"}).run()
    assert folder.write({"en/a/x.md": article("X")}).run().number("new") == 1


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"tags": "{a: b}"}, "tags must be a list; it was left out"),
    ],
)
def test_what_does_not_stop_an_import_is_a_warning(folder, front, message):
    report = folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": article("X", **front)}).run()
    assert messages(report, "warning") == {"en/a/x.md": message}
    assert folder.page("a/x.md").live


def test_an_icon_we_do_not_have_is_a_warning(folder):
    report = folder.write({"en/a/.category.yml": category("A", icon="ship.png")}).run()
    assert "icon must be one of" in messages(report, "warning")["en/a/.category.yml"]
    assert folder.page("a").icon == "book"


def test_a_folder_that_is_no_language_is_told(folder):
    report = folder.write({"en/a/.category.yml": category("A"), "xx/a/x.md": article("X")}).run()
    assert list(messages(report)) == ["xx"]


def test_symbolic_links_are_not_followed(folder, tmp_path):
    (tmp_path / "secret.md").write_text(article("Secret"))
    folder.write({"en/a/.category.yml": category("A")})
    (folder.path / "en/a/x.md").symlink_to(tmp_path / "secret.md")
    (folder.path / "en/a/loop").symlink_to(folder.path / "en")
    report = folder.run()
    assert set(messages(report)) == {"en/a/x.md", "en/a/loop"}
    assert report.number("new") == 1


GOOD_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
BAD_PICTURES = {
    "missing": None,
    "a script": GOOD_SVG.replace("<path", "<script>alert(1)</script><path"),
    "a handler": GOOD_SVG.replace("<path", '<path onload="alert(1)"'),
    "another site": GOOD_SVG.replace("<path", '<image href="https://attacker.invalid/x.png"/><path'),
    "an entity": '<!DOCTYPE svg [<!ENTITY a "b">]>' + GOOD_SVG,
    "no picture": "hello",
}


@pytest.mark.parametrize("content", BAD_PICTURES.values(), ids=BAD_PICTURES.keys())
def test_a_bad_picture_is_told_and_its_description_stands_for_it(folder, content):
    folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": article("X", "![A <box>](p.svg)")})
    if content:
        folder.write({"en/a/p.svg": content})
    report = folder.run()
    assert list(messages(report, "warning")) == ["en/a/x.md"]
    assert [block["value"] for block in folder.page("a/x.md").body.raw_data] == ["<p>A &lt;box&gt;</p>"]


def test_a_picture_outside_the_folder_is_not_taken(folder, tmp_path):
    (tmp_path / "outside.svg").write_text(GOOD_SVG)
    text = article("X", "![A box](../../../outside.svg)")
    report = folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": text}).run()
    assert "there is no picture" in messages(report, "warning")["en/a/x.md"]
