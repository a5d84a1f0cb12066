"""Which addresses are films, and that nothing else of an address gets into a page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from content.blocks.video import VideoAddressBlock
from content.video import video_of

NOCOOKIE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&feature=share", NOCOOKIE),
        ("http://youtube.com/watch?v=dQw4w9WgXcQ", NOCOOKIE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=75s", f"{NOCOOKIE}&start=75"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", NOCOOKIE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", NOCOOKIE),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", NOCOOKIE),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"),
        ("https://vimeo.com/123456789/0a1b2c3d4e", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1&h=0a1b2c3d4e"),
        ("https://player.vimeo.com/video/123456789", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"),
        ("/media/films/Pack it.mp4".replace(" ", "-"), ""),
        ("/documents/7/film.webm", ""),
    ],
)
def test_addresses_people_have_at_hand(address, player):
    video = video_of(address)
    assert video is not None
    assert video.player_url == player


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.attacker.invalid/watch?v=dQw4w9WgXcQ",
        "https://attacker.invalid/https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be@attacker.invalid/dQw4w9WgXcQ",
        'https://youtu.be/"onload="alert(1)',
        "https://www.youtube.com/watch?v=<script>",
        "https://vimeo.com/123/../../evil",
        "//attacker.invalid/film.mp4",
        "/\\attacker.invalid/film.mp4",
        "https://attacker.invalid/film.mp4",
        "/media/film.mp4.html",
        "data:video/mp4;base64,AAAA",
        "https://[::1",
        "film.mp4",
    ],
)
def test_everything_else_is_none_and_is_refused_with_words(address):
    assert video_of(address) is None
    if address:
        with pytest.raises(ValidationError, match="no address of a film"):
            VideoAddressBlock().clean(address)
