"""The screen for plugins in a real browser: what is switched there, and set, is on the site at once, and gone again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import chromium, wait_for

pytestmark = pytest.mark.browser

__all__ = ["chromium"]

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough password"
PEOPLE = {"en": "Activated: Announcement.", "ar": "فُعِّلت: Announcement."}
MAKE = f"""
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.users.models import UserProfile
call_command("migrate", verbosity=0)
call_command("ensure_home")
for language in {list(PEOPLE)}:
    user = get_user_model().objects.create_superuser(language, password={PASSWORD!r})
    UserProfile.objects.create(user=user, preferred_language=language)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own with one plugin that nobody has switched on, and a superuser for each language; its address."""
    place = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "plugins" / "announcement", place / "plugins" / "announcement")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    own = {"SANAD_VAR": str(place / "var"), "SANAD_PLUGINS": str(place / "plugins"), "SITE_URL": f"http://{address}"}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings.development"}
    for name in ("DATABASE_URL", "SAFE_MODE", "DISABLE_PLUGINS", "SANAD_MUST_USE_PLUGINS"):
        environment.pop(name, None)
    manage = [sys.executable, str(ROOT / "site" / "manage.py")]
    subprocess.run([*manage, "shell", "-v0", "-c", MAKE], env=environment, check=True, timeout=400)
    log = place / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen([*manage, "runserver", "--noreload", address], env=environment, stdout=out, stderr=out)
        try:
            wait_for(f"http://{address}/healthz/", server, log)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def screen(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The list of plugins, with somebody signed in whose language is the test's parameter. Failing scripts fail the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/admin/login/?next=/admin/plugins/")
    page.fill("input[name=username]", request.param)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    page.wait_for_url("**/admin/plugins/")
    yield page
    context.close()
    assert complaints == []


def do(page: Page, what: str) -> None:
    """Press the button for it in the list, and wait for the list with its message."""
    page.locator(f'.plugin-item form[action$="/announcement/{what}/"] button').click()
    page.wait_for_selector(".messages .success")


@pytest.mark.parametrize(("screen", "language"), [(each, each) for each in PEOPLE], indirect=["screen"])
def test_a_plugin_is_switched_on_set_and_switched_off(screen: Page, language: str) -> None:
    reader = screen.context.browser.new_context(base_url=screen.url.partition("/admin")[0]).new_page()  # type: ignore[union-attr]
    expect(screen.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    do(screen, "activate")
    expect(screen.locator(".messages .success")).to_contain_text(PEOPLE[language])
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")

    screen.locator('.plugin-item a[href*="settings"]').click()
    screen.fill(f"textarea[name={language}-text]", f"Closed on Friday ({language})")
    screen.locator("form .button[type=submit], form button.action-save").last.click()
    screen.wait_for_selector(".messages .success")
    reader.goto(f"/{language}/")
    expect(reader.locator("body")).to_contain_text(f"Closed on Friday ({language})")

    screen.goto("/admin/plugins/")
    do(screen, "deactivate")
    reader.reload()
    expect(reader.locator("body")).not_to_contain_text("Closed on Friday")
    reader.context.close()
