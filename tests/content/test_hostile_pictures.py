"""Pictures that could act, burst or are none are refused with a sentence, before anything of them is decoded."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from content.pictures import picture_problem

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
CALM = f'{START}<defs><path id="a" d="M0 0h9v9z"/></defs><use xlink:href="#a" fill="url(#b)"/><style>.a{{fill:red}}</style></svg>'

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
HOSTILE_SVG = {
    "a script": f"{START}<script>alert(1)</script></svg>",
    "a script by a prefix": START.replace("svg xmlns=", "s:svg xmlns:s=") + "<s:script>alert(1)</s:script></s:svg>",
    "a handler": f'{START}<path onload="alert(1)" d="M0 0"/></svg>',
    "HTML": f'{START}<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>',
    "HTML without its cover": f'{START}<g><b xmlns="http://www.w3.org/1999/xhtml">x</b></g></svg>',
    "a link that acts": f'{START}<a href="javascript:alert(1)"><path d="M0 0"/></a></svg>',
    "a link in disguise": f'{START}<use href="&#106;avascript:alert(1)"/></svg>',
    "another picture": f'{START}<image href="https://attacker.invalid/x.png"/></svg>',
    "another SVG within": f'{START}<image href="data:image/svg+xml;base64,AAAA"/></svg>',
    "a sheet": f"{START}<style>@import url(//attacker.invalid/x.css)</style></svg>",
    "an address in a style": f'{START}<path style="fill:url(https://attacker.invalid/#a)" d="M0 0"/></svg>',
    "an address in an attribute": f'{START}<path fill="url(//attacker.invalid/#a)" d="M0 0"/></svg>',
    "a sheet from outside": '<?xml-stylesheet href="https://attacker.invalid/x.css"?>' + CALM,
    "animation of an address": f'{START}<set attributeName="href" to="javascript:alert(1)"/></svg>',
    "a billion laughs": f'<!DOCTYPE svg [<!ENTITY a0 "ha">{BOMB}]>{START}<text>&a8;</text></svg>',
    "another file": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{START}<text>&x;</text></svg>',
    "no XML": "<svg",
    "no SVG": "<html/>",
}


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels: who decodes it fails, who reads its header does not."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def small_png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def upload(client, superuser):
    """Uploads a picture in the library as the form does; returns what the form says of the file, None when it is taken."""
    client.force_login(superuser)

    def send(name: str, data: bytes) -> list[str] | None:
        file = SimpleUploadedFile(name, data)
        answer = client.post(reverse("wagtailimages:add"), {"title": "A picture", "file": file, "collection": "1"})
        return None if answer.status_code == 302 else answer.context["form"].errors.get("file")

    return send


def test_a_sheet_from_outside_is_found_in_other_encodings():
    outside = '<?xml version="1.0" encoding="utf-16"?><?xml-stylesheet href="https://attacker.invalid/x.css"?>' + CALM
    assert picture_problem("a.svg", BytesIO(outside.encode("utf-16"))) is not None


def test_a_calm_drawing_is_taken():
    assert picture_problem("a.svg", BytesIO(CALM.encode())) is None


def test_what_drawing_programs_note_for_themselves_is_taken():
    noted = CALM.replace("<defs>", '<x:namedview xmlns:x="http://www.inkscape.org/namespaces/inkscape" x:zoom="1"/><defs>')
    assert picture_problem("a.svg", BytesIO(noted.encode())) is None


@pytest.mark.parametrize("what", HOSTILE_SVG)
def test_an_svg_that_does_more_than_draw_is_refused(what):
    assert picture_problem("a.svg", BytesIO(HOSTILE_SVG[what].encode()))


def test_another_encoding_hides_nothing():
    hidden = '<?xml version="1.0" encoding="UTF-16"?>' + HOSTILE_SVG["a script"]
    assert "<script>" in str(picture_problem("a.svg", BytesIO(hidden.encode("utf-16"))))


@pytest.mark.parametrize("what", ["a script", "a billion laughs", "another picture"])
@pytest.mark.django_db
def test_the_library_refuses_a_hostile_svg_with_a_sentence(upload, what):
    [error] = upload("drawing.svg", HOSTILE_SVG[what].encode())
    assert "SVG file" in error
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
def test_fifty_million_pixels_are_refused_by_their_number(upload):
    [error] = upload("large.png", png_header(10_000, 5_000))
    assert "50 million pixels (10000 × 5000)" in error
    assert "40 million are allowed" in error


@pytest.mark.django_db
def test_more_pixels_than_the_image_library_itself_opens_are_refused_with_words(upload):
    [error] = upload("bomb.png", png_header(60_000, 60_000))
    assert "far too many pixels" in error


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04....", "ZIP"), (b"<!DOCTYPE html><p>", "HTML"), (b"\0\0\0\x18ftypmp42....", "MP4")],
)
@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_called_by_its_name(upload, data, kind):
    [error] = upload("report.png", data)
    assert "report.png" in error
    assert kind in error


@pytest.mark.django_db
def test_a_wrong_ending_is_told_of(upload):
    [error] = upload("photo.webp", small_png())
    assert "png" in error


@pytest.mark.django_db
def test_a_good_picture_is_taken(upload):
    assert upload("photo.png", small_png()) is None


@pytest.mark.django_db
def test_the_chooser_of_the_editor_refuses_as_the_library_does(client, superuser):
    client.force_login(superuser)
    data: dict[str, Any] = {"image-chooser-upload-title": "x", "image-chooser-upload-collection": "1"}
    data["image-chooser-upload-file"] = SimpleUploadedFile("x.svg", HOSTILE_SVG["a script"].encode())
    answer = client.post(reverse("wagtailimages_chooser:create"), data)
    assert "could act in readers" in answer.content.decode()
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
def test_many_at_once_are_refused_as_one_is(client, superuser):
    client.force_login(superuser)
    file = SimpleUploadedFile("x.svg", HOSTILE_SVG["a handler"].encode())
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "x", "files[]": file, "collection": "1"})
    assert "holds a script" in answer.json()["error_message"]


@pytest.mark.django_db
def test_documents_that_a_browser_would_run_are_refused(client, superuser):
    client.force_login(superuser)
    file = SimpleUploadedFile("x.html", b"<script>alert(1)</script>")
    answer = client.post(reverse("wagtaildocs:add"), {"title": "x", "file": file, "collection": "1"})
    assert "html" in str(answer.context["form"].errors["file"])
