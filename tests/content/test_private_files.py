"""Files of private collections are served to those the collection admits, and offered to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from content.private_files.placing import file_place
from content.private_files.storage import is_private_name
from tests.conftest import _user
from tests.content.private_things import collection, document, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def public_files():
    return [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


def addresses():
    inside = collection()
    shown = picture(inside)
    return {
        "picture": shown.file.url,
        "smaller picture": shown.get_rendition("width-100").url,
        "document": document(inside).url,
        "none": "/private/images/none.png",
    }


def test_nothing_of_a_private_upload_ever_lies_where_a_web_server_looks():
    addresses()
    assert public_files() == []


def test_files_of_an_open_collection_lie_where_they_did():
    shown = picture(collection(groups=None))
    assert shown.get_rendition("width-100").url.startswith("/media/images/")


def test_a_private_picture_is_sent_to_those_its_collection_admits(client, agent):
    client.force_login(agent)
    answers = {name: client.get(address) for name, address in addresses().items()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "picture": 200,
        "smaller picture": 200,
        "document": 200,
        "none": 404,
    }


def test_no_cache_keeps_it(client, agent):
    client.force_login(agent)
    assert {"no-store" in client.get(each).headers.get("Cache-Control", "") for each in list(addresses().values())[:3]} == {True}


def test_customers_find_nothing_whether_it_is_there_or_not(client, customer):
    client.force_login(customer)
    assert {client.get(each).status_code for each in addresses().values()} == {404}


def test_the_signed_out_are_asked_to_sign_in_whether_it_is_there_or_not(client):
    answers = [client.get(each) for each in addresses().values()]
    assert {(each.status_code, each.headers.get("Location", "").split("?")[0]) for each in answers} == {
        (302, "/en/account/login/")
    }


@pytest.mark.parametrize("path", ["..%2F..%2Fsanad.sqlite3", "../media/x", "%00", "images/../../x", "x" * 3000, "a\\..\\b"])
def test_no_address_leads_out_of_the_folder(client, superuser, path):
    client.force_login(superuser)
    assert client.get(f"/private/{path}").status_code in {404, 400}


def test_the_open_folder_has_no_way_to_private_files(client, superuser):
    shown = picture(collection())
    client.force_login(superuser)
    assert client.get(f"/media/{shown.file.name}").status_code == 404


def test_a_document_is_not_told_by_its_number_to_those_it_is_not_for(client, customer):
    file = document(collection())
    address = reverse("wagtaildocs_serve", args=[file.pk, file.filename])
    signed_out = client.get(address).status_code
    client.force_login(customer)
    assert (signed_out, client.get(address).status_code) == (404, 404)


def test_rules_above_a_collection_count(client, agent):
    shown = picture(collection("Leads alone", groups=("Leads",), parent=collection()))
    client.force_login(agent)
    assert client.get(shown.file.url).status_code == 404


def test_a_picture_put_into_a_private_collection_leaves_the_open_folder(django_capture_on_commit_callbacks):
    shown = picture()
    shown.get_rendition("width-100")
    shown.collection = collection()
    with django_capture_on_commit_callbacks(execute=True):
        shown.save()
    assert public_files() == []


def test_a_picture_taken_out_is_for_everybody_again(django_capture_on_commit_callbacks):
    shown = picture(collection())
    shown.collection = Collection.get_first_root_node()
    with django_capture_on_commit_callbacks(execute=True):
        shown.save()
    shown.refresh_from_db()
    assert shown.file.url.startswith("/media/")


def test_closing_a_collection_moves_what_is_in_it(django_capture_on_commit_callbacks):
    inside = collection(groups=None)
    picture(collection("Below", groups=None, parent=inside))
    document(inside)
    with django_capture_on_commit_callbacks(execute=True):
        CollectionViewRestriction.objects.create(collection=inside, restriction_type=CollectionViewRestriction.LOGIN)
    assert public_files() == []


def test_moving_a_collection_below_a_private_one_moves_its_files(django_capture_on_commit_callbacks):
    inside, other = collection(), collection("Other", groups=None)
    document(other)
    with django_capture_on_commit_callbacks(execute=True):
        Collection.objects.get(pk=other.pk).move(Collection.objects.get(pk=inside.pk), "sorted-child")
    assert public_files() == []


def test_many_pictures_put_into_it_at_once_leave_the_open_folder(client, superuser, django_capture_on_commit_callbacks):
    shown, inside = picture(), collection()
    client.force_login(superuser)
    address = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "add_to_collection"]) + f"?id={shown.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"collection": inside.pk})
    shown.refresh_from_db()
    assert (shown.collection_id, public_files()) == (inside.pk, [])


def test_a_file_that_is_gone_stops_nothing():
    shown = picture()
    Path(shown.file.path).unlink()
    type(shown).objects.update(collection=collection())
    shown = type(shown).objects.get(pk=shown.pk)
    assert file_place(shown) and not is_private_name(shown.file.name)


def test_a_proxy_that_may_sends_the_file(client, agent, settings):
    settings.SANAD_PRIVATE_ACCEL = "/sanad-private"
    address = addresses()["smaller picture"]
    client.force_login(agent)
    assert client.get(address).headers["X-Accel-Redirect"] == address.replace("/private", "/sanad-private", 1)


def screens(shown, file):
    """The screens of the admin that show pictures and documents by their titles."""
    return {
        "pictures": reverse("wagtailimages:index"),
        "documents": reverse("wagtaildocs:index"),
        "a picture": reverse("wagtailimages:edit", args=[shown.pk]),
        "a document": reverse("wagtaildocs:edit", args=[file.pk]),
        "a picture's usage": reverse("wagtailimages:image_usage", args=[shown.pk]),
        "a document's usage": reverse("wagtaildocs:document_usage", args=[file.pk]),
        "preview": reverse("wagtailimages:preview", args=[shown.pk, "width-50"]),
        "pictures to choose": reverse("wagtailimages_chooser:choose"),
        "documents to choose": reverse("wagtaildocs_chooser:choose"),
        "pictures found": reverse("wagtailimages_chooser:choose_results") + "?q=map",
        "documents found": reverse("wagtaildocs_chooser:choose_results") + "?q=table",
        "a picture chosen": reverse("wagtailimages_chooser:chosen", args=[shown.pk]),
        "pictures chosen": reverse("wagtailimages_chooser:chosen_multiple") + f"?id={shown.pk}",
        "pictures chosen by another spelling": reverse("wagtailimages_chooser:chosen_multiple") + f"?id=%20{shown.pk}",
        "a picture for a text": reverse("wagtailimages_chooser:select_format", args=[shown.pk]),
        "a document chosen": reverse("wagtaildocs_chooser:chosen", args=[file.pk]),
        **{
            f"{action} of many {model}s": reverse("wagtail_bulk_action", args=[app, model, action]) + f"?id={pk}"
            for app, model, pk in (("wagtailimages", "image", shown.pk), ("wagtaildocs", "document", file.pk))
            for action in ("delete", "add_tags", "add_to_collection")
        },
        "documents chosen": reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={file.pk}",
        "the size for hotspots": reverse("content_picture", args=[shown.pk]),
        "API of pictures": "/admin/api/main/images/",
        "API of a picture": f"/admin/api/main/images/{shown.pk}/",
        "API of documents": "/admin/api/main/documents/",
        "API of a document": f"/admin/api/main/documents/{file.pk}/",
        "the site's history": reverse("wagtailadmin_reports:site_history"),
        "home": reverse("wagtailadmin_home"),
    }


def showing(client, shown, file):
    found = []
    for name, address in screens(shown, file).items():
        answer = client.get(address)
        text = answer.getvalue().decode(errors="replace") if answer.status_code == 200 else ""
        if (
            "Zephyr" in text.replace("q=Zephyr", "").replace('value="Zephyr"', "")
            or answer.headers.get("Content-Type") == "image/png"
        ):
            found.append(name)
    return found


@pytest.mark.parametrize("group", ["Editors", "Authors", "Reviewers", "Translators"])
def test_no_screen_of_the_admin_shows_private_files_to_others(client, group, django_user_model):
    from wagtail.log_actions import log

    inside = collection("Zephyr files")
    shown, file = picture(inside), document(inside)
    for each in (shown, file):
        log(each, "wagtail.edit", user=None)
    client.force_login(_user("writer", group))
    assert showing(client, shown, file) == []


def test_an_editor_who_is_an_agent_is_offered_them(client):
    inside = collection("Zephyr files")
    shown, file = picture(inside), document(inside)
    client.force_login(_user("both", "Editors", "Agents"))
    wanted = {"pictures", "documents", "pictures to choose", "documents to choose", "a picture chosen", "API of pictures"}
    assert wanted <= set(showing(client, shown, file))


def test_an_upload_cannot_be_put_where_one_may_not_read(client):
    inside = collection("Zephyr files")
    client.force_login(_user("writer", "Editors"))
    form = client.get(reverse("wagtailimages:add")).context["form"]
    assert "collection" not in form.fields or inside not in form.fields["collection"].queryset
