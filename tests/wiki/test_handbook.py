"""A space as one page and as a PDF: what its reader may see, each id once, links leading inside."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from content.audiences import reader_for
from tests.factories import add_page
from tests.wiki.policies import add_exception
from wiki.handbook.pdf import PangoMissing, file_at
from wiki.handbook.services import file_name, handbooks_prune
from wiki.models import HandbookFile, PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

TWO_HEADINGS = [{"type": "rich_text", "value": "<h2>Steps</h2><p>One.</p><h2>Notes</h2><p>Two.</p>"}]


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.SANAD_PRIVATE_ROOT = tmp_path


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Zephyr space", slug="wiki")


@pytest.fixture
def pages(space):
    first = add_page(space, WikiPage, "First", slug="first", body=TWO_HEADINGS)
    link = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{first.pk}">see first</a></p>'}]
    second = add_page(space, WikiPage, "Second", slug="second", body=[*TWO_HEADINGS, *link])
    return first, second, add_page(second, WikiPage, "Below second", slug="below")


def shown(client, space):
    return client.get(f"/en/agents/handbook/{space.pk}/").content.decode().partition("<main")[2]


def test_it_holds_all_pages_with_numbers_in_their_order(space, pages, client, agent):
    client.force_login(agent)
    found = re.findall(
        r'handbook__number">([\d.]+)</bdi> <span dir="auto">([^<]+)', shown(client, space).partition("<article")[2]
    )
    assert found == [("1", "First"), ("2", "Second"), ("2.1", "Below second")]


def test_headings_of_texts_stand_below_those_of_their_pages(space, pages, client, agent):
    client.force_login(agent)
    text = shown(client, space)
    assert re.search(r'<h3 id="p\d+-steps">Steps', text) and "<h3><bdi" in text


def test_every_id_is_there_once(space, pages, client, agent):
    client.force_login(agent)
    ids = Counter(re.findall(r'\bid="([^"]+)"', client.get(f"/en/agents/handbook/{space.pk}/").content.decode()))
    assert [name for name, count in ids.items() if count > 1] == []


def test_links_between_its_pages_lead_inside(space, pages, client, agent):
    client.force_login(agent)
    assert f'<a href="#p{pages[0].pk}">see first</a>' in shown(client, space)


def test_every_inner_link_leads_somewhere(space, pages, client, agent):
    client.force_login(agent)
    text = shown(client, space)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'\bid="([^"]+)"', text))


def test_policies_are_in_it_with_their_valid_exceptions_alone(space, client, agent):
    policy = add_page(space, PolicyPage, "Returns", rule="Thirty days.")
    add_exception(policy, "Good one")
    add_exception(policy, "Bad one", slug="bad", approved_by="", approved_on=None)
    client.force_login(agent)
    text = shown(client, space)
    assert "Thirty days." in text and "Good one" in text and "Bad one" not in text


def test_parts_of_chapters_are_no_landmarks(space, client, agent):
    add_page(space, PolicyPage, "Returns", rule="Thirty days.")
    client.force_login(agent)
    assert "<section" not in shown(client, space).partition("<article")[2]


def test_a_draft_is_not_in_it(space, pages, client, agent):
    add_page(space, WikiPage, "Hidden draft", slug="draft", live=False)
    client.force_login(agent)
    assert "Hidden draft" not in shown(client, space)


def test_what_is_below_a_draft_is_not_in_it(space, pages, client, agent):
    WikiPage.objects.get(pk=pages[1].pk).unpublish()
    client.force_login(agent)
    assert "Below second" not in shown(client, space)


def test_nothing_that_works_by_scripts_is_in_it(space, pages, client, agent):
    client.force_login(agent)
    chapters = shown(client, space).partition("<article")[2].rpartition("</article>")[0]
    assert not re.search(r"<(script|button|form)|hx-", chapters)


def test_a_large_space_is_offered_as_a_file_alone(space, pages, client, agent, monkeypatch):
    monkeypatch.setattr("wiki.handbook.views.AT_ONCE", 2)
    client.force_login(agent)
    text = shown(client, space)
    assert "too many" in text and "Below second" not in text


@pytest.mark.parametrize("path", ["handbook/{pk}/", "handbook/999999/", "handbook/file/abc/", "handbook/file/abc/download/"])
def test_customers_find_nothing(space, client, customer, path):
    client.force_login(customer)
    assert client.get(f"/en/agents/{path.format(pk=space.pk)}").status_code == 404


@pytest.mark.parametrize("path", ["handbook/{pk}/", "handbook/999999/", "handbook/file/abc/", "handbook/file/abc/download/"])
def test_the_signed_out_are_asked_to_sign_in(space, client, path):
    assert client.get(f"/en/agents/{path.format(pk=space.pk)}").status_code == 302


def test_a_space_of_other_groups_is_not_there(space, client, agent):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(agent)
    assert client.get(f"/en/agents/handbook/{space.pk}/").status_code == 404


def made(client, space, capture):
    with capture(execute=True):
        client.post(f"/en/agents/handbook/{space.pk}/pdf/")
    return HandbookFile.objects.latest("pk")


def download(client, file):
    return client.get(f"/en/agents/handbook/file/{file.key}/download/")


def inside(pdf):
    """The streams of a PDF, unpacked, and what stands around them."""
    parts = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.pdf
def test_the_pdf_is_made_and_handed_out(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    answer = download(client, file)
    assert (file.state, b"".join(answer.streaming_content)[:5]) == ("done", b"%PDF-")


@pytest.mark.pdf
def test_its_progress_is_told(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    assert (file.done, file.total) == (3, 3)
    assert "Download the PDF" in client.get(f"/en/agents/handbook/file/{file.key}/").content.decode()


@pytest.mark.pdf
def test_arabic_has_its_font_embedded(homes, client, agent, django_capture_on_commit_callbacks):
    space = add_page(homes["ar"], SpacePage, "دليل الفريق", slug="wiki-ar")
    add_page(space, WikiPage, "الإرجاع", slug="x", body=[{"type": "rich_text", "value": "<p>ثلاثون يومًا</p>"}])
    client.force_login(agent)
    pdf = b"".join(download(client, made(client, space, django_capture_on_commit_callbacks)).streaming_content)
    assert re.search(rb"/BaseFont /\w+\+Noto-?Sans-?Arabic", inside(pdf)) and b"/FontFile" in inside(pdf)


@pytest.mark.pdf
def test_somebody_else_does_not_get_it(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    other = User.objects.create_user("other")
    other.groups.add(Group.objects.get(name="Agents"))
    client.force_login(other)
    assert download(client, file).status_code == 404


@pytest.mark.pdf
def test_it_is_not_handed_out_once_one_of_its_pages_is_closed(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    WikiPage.objects.get(pk=pages[0].pk).unpublish()
    assert download(client, file).status_code == 302
    assert not default_storage.exists(file_name(file))


@pytest.mark.pdf
def test_no_address_of_private_files_leads_to_it(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    assert client.get(f"/private/handbooks/{file.key}.pdf").status_code == 404


@pytest.mark.pdf
def test_it_is_deleted_after_a_day(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    handbooks_prune(now=timezone.now() + timedelta(hours=25))
    assert not HandbookFile.objects.exists() and not default_storage.exists(file_name(file))


@pytest.mark.pdf
def test_after_a_day_it_is_gone_before_the_job_runs(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    HandbookFile.objects.update(asked=timezone.now() - timedelta(hours=25))
    assert download(client, file).status_code == 404


@pytest.mark.pdf
def test_a_file_whose_row_is_gone_is_deleted(space, pages, client, agent, django_capture_on_commit_callbacks):
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    HandbookFile.objects.all().delete()
    handbooks_prune()
    assert not default_storage.exists(file_name(file))


def test_without_pango_a_sentence_says_what_is_missing(
    space, pages, client, agent, monkeypatch, django_capture_on_commit_callbacks
):
    def missing(_html, user):
        raise PangoMissing("libpango")

    monkeypatch.setattr("wiki.handbook.services.pdf_from", missing)
    client.force_login(agent)
    file = made(client, space, django_capture_on_commit_callbacks)
    assert "Pango" in client.get(f"/en/agents/handbook/file/{file.key}/").content.decode()


def test_asking_twice_makes_one(space, pages, client, agent):
    client.force_login(agent)
    for _each in range(2):
        client.post(f"/en/agents/handbook/{space.pk}/pdf/")
    assert HandbookFile.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "ftp://testserver/x",
        "data:image/png;base64,AAAA",
        "{base}/media/../../etc/passwd",
        "{base}/static/../config/settings/base.py",
        "{base}/private/images/none.png",
        "{base}/private/../manage.py",
    ],
)
def test_the_maker_of_pdfs_reads_nothing_but_files_of_the_site(url, settings, agent):
    assert file_at(url.format(base=settings.WAGTAILADMIN_BASE_URL.rstrip("/")), reader_for(agent)) is None


def test_it_reads_what_belongs_to_the_site(settings, agent):
    found = file_at(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/static/theme/images/mark.svg", reader_for(agent))
    assert found is not None
