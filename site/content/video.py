"""Which addresses are films we can show, and how: nothing is asked of another site before a reader wants it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

_YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"}
_YOUTUBE_KEY = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{11})/?")
_VIMEO_PATH = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?")
_FILE = re.compile(r"/[^\s\\?#]*\.(?:mp4|m4v|webm|ogv)", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,6})s?")


@dataclass(frozen=True)
class Video:
    """A film: its address for people, that of its player ("" for our own files), and the name of who keeps it."""

    watch_url: str
    player_url: str
    provider: str


def video_of(address: str) -> Video | None:
    """Return the film behind an address at YouTube, at Vimeo or on this site; None for everything else.

    Both addresses are made anew of what was recognised: nothing else of `address` gets into the page.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if (not parts.scheme and not parts.netloc) or _is_ours(parts.scheme, parts.netloc):
        return Video(parts.path, "", "") if _FILE.fullmatch(parts.path) and not parts.path.startswith("//") else None
    if parts.scheme not in ("http", "https"):
        return None
    if host == "youtu.be" or host in _YOUTUBE_HOSTS:
        return _youtube(host, parts.path, parse_qs(parts.query))
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parse_qs(parts.query))
    return None


def _is_ours(scheme: str, netloc: str) -> bool:
    return f"{scheme}://{netloc}" == settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> Video | None:
    key = path.strip("/") if host == "youtu.be" else (query.get("v") or [""])[0]
    if not _YOUTUBE_KEY.fullmatch(key):
        match = _YOUTUBE_PATH.fullmatch(path)
        if match is None:
            return None
        key = match[1]
    start = _SECONDS.fullmatch((query.get("t") or query.get("start") or [""])[0])
    seconds = f"&start={start[1]}" if start else ""
    shown = f"&t={start[1]}s" if start else ""
    player = f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1&rel=0{seconds}"
    return Video(f"https://www.youtube.com/watch?v={key}{shown}", player, "YouTube")


def _vimeo(path: str, query: dict[str, list[str]]) -> Video | None:
    match = _VIMEO_PATH.fullmatch(path)
    if match is None:
        return None
    # Films that are not listed need a second word.
    word = match[2] or (query.get("h") or [""])[0]
    word = word if re.fullmatch(r"[0-9a-f]{6,20}", word) else ""
    player = f"https://player.vimeo.com/video/{match[1]}?autoplay=1&dnt=1{f'&h={word}' if word else ''}"
    return Video(f"https://vimeo.com/{match[1]}{f'/{word}' if word else ''}", player, "Vimeo")
