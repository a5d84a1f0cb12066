"""A language may have a link, picture or page of its own; nothing else gets in by that way."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission

from kb.models import ArticlePage
from localization.models import Kind, Unit, UnitState
from tests.factories import add_page
from tests.localization.editor.conftest import secret_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(desk):
    return desk.translation.units.get(kind=Kind.VALUE, attributes__what="url")


@pytest.fixture
def page_link(desk, home):
    page = add_page(home, ArticlePage, "Elsewhere")
    attributes = {"what": "page", "model": "wagtailcore.Page"}
    return Unit.objects.create(
        translation=desk.translation,
        path="body.aa.'page:1'",
        order=50,
        kind=Kind.VALUE,
        source_value=page.pk,
        attributes=attributes,
    )


def test_a_link_of_ones_own_is_saved_and_given_up_again(desk, link):
    answer = desk.send("unit_value", link, value="https://example.org/fa/", version=0)
    assert answer.json()["unit"]["value"] == "https://example.org/fa/"
    link.refresh_from_db()
    assert (link.value, link.state) == ("https://example.org/fa/", UnitState.DONE)
    desk.send("unit_value", link, value=None, version=1)
    link.refresh_from_db()
    assert link.value is None


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JaVaScript:x", "data:text/html,x", "no address", "https://a b", "x" * 3000, {"a": 1}, ["/"]],
)
def test_what_is_no_address_is_refused(desk, link, address):
    assert desk.send("unit_value", link, value=address, version=0).status_code == 422
    link.refresh_from_db()
    assert link.value is None


@pytest.mark.parametrize("address", ["/fa/help/", "#part", "mailto:help@example.org", "tel:+982112345", "https://مثال.ایران/"])
def test_addresses_of_many_kinds_are_fine(desk, link, address):
    assert desk.send("unit_value", link, value=address, version=0).status_code == 200


def test_a_link_somebody_else_chose_meanwhile_is_not_written_over(desk, link):
    desk.send("unit_value", link, value="/fa/a/", version=0)
    assert desk.send("unit_value", link, value="/fa/b/", version=0).status_code == 409


def test_a_page_of_ones_own(desk, page_link, homes):
    own = add_page(homes["fa"], ArticlePage, "جای دیگر")
    assert desk.send("unit_value", page_link, value=str(own.pk), version=0).status_code == 200
    page_link.refresh_from_db()
    assert page_link.value == own.pk


@pytest.mark.parametrize("value", ["0", "999999", "-1", "1 or 1", "۱۲", "9" * 30, True])
def test_a_page_that_is_not_there_is_refused(desk, page_link, value):
    assert desk.send("unit_value", page_link, value=value, version=0).status_code == 422


def test_a_page_that_is_closed_to_somebody_cannot_be_chosen_and_has_no_name(desk, page_link, home):
    closed = secret_policy(home)
    assert desk.send("unit_value", page_link, value=closed.pk, version=0).status_code == 422
    Unit.objects.filter(pk=page_link.pk).update(source_value=closed.pk)
    assert "Secret of the wiki" not in desk.client.get(desk.address("edit")).content.decode()


@pytest.mark.parametrize("what", ["image", "document"])
def test_a_file_of_a_collection_that_is_not_ones_own_cannot_be_chosen(desk, translator, what):
    model = get_image_model() if what == "image" else get_document_model()
    mine, theirs = (Collection.get_first_root_node().add_child(name=name) for name in ("Ours", "Lawyers"))
    may = GroupCollectionPermission(collection=mine, group=translator.groups.get())
    may.permission = Permission.objects.get(content_type__app_label=model._meta.app_label, codename=f"choose_{what}")
    may.save()
    unit = Unit.objects.create(
        translation=desk.translation, path="body.file", order=51, kind=Kind.VALUE, source_value=1, attributes={"what": what}
    )
    contents = get_test_image_file() if what == "image" else ContentFile(b"Signed.", "contract.txt")
    secret, own = (
        model.objects.create(title=name, file=contents, collection=each) for name, each in [("s", theirs), ("o", mine)]
    )
    assert desk.send("unit_value", unit, value=str(secret.pk), version=0).status_code == 422
    unit.refresh_from_db()
    assert unit.value is None
    assert desk.send("unit_value", unit, value=str(own.pk), version=0).status_code == 200


def test_a_text_is_no_link_and_a_link_no_text(desk, link):
    assert desk.send("unit_value", desk.unit("14 days"), value="/x/", version=0).status_code == 422
    assert desk.send("unit", link, text="x", version=0, done=True).status_code == 422


def test_former_links_are_shown_as_words(desk, link):
    desk.send("unit_value", link, value="/<svg/onload=alert(1)>", version=0)
    desk.send("unit_value", link, value="/fa/", version=1)
    (version,) = desk.client.get(desk.address("unit_history", link.pk)).json()["versions"]
    assert version["shown"] == "/&lt;svg/onload=alert(1)&gt;"


@pytest.fixture
def outdated(link):
    """A link of the language's own, of which the source has another one since."""
    was = {"attributes": {**link.attributes, "was": link.source_value}, "source_value": "https://example.org/new/"}
    Unit.objects.filter(pk=link.pk).update(value="/fa/", state=UnitState.OUTDATED, version=1, **was)
    link.refresh_from_db()
    return link


def test_a_link_of_ones_own_is_confirmed_when_that_of_the_source_changed(desk, outdated):
    html = desk.client.get(desk.address("edit")).content.decode()
    assert "It was chosen for" in html and "https://example.org/en/" in html
    digest = outdated.source_digest
    answer = desk.send("unit_value", outdated, confirm=True, version=1)
    assert answer.json()["unit"]["state"] == UnitState.DONE
    outdated.refresh_from_db()
    assert (outdated.value, outdated.source_digest) == ("/fa/", digest)
    assert "was" not in outdated.attributes
    assert desk.send("unit_value", outdated, confirm=True, version=2).status_code == 422


def test_a_link_is_confirmed_without_scripts(desk, outdated):
    sent = {f"value-{outdated.pk}": "/fa/", f"own-{outdated.pk}": "1", f"version-{outdated.pk}": "1"}
    desk.client.post(desk.address("edit"), sent)
    outdated.refresh_from_db()
    assert outdated.state == UnitState.OUTDATED
    desk.client.post(desk.address("edit"), {**sent, f"done-{outdated.pk}": "on"})
    outdated.refresh_from_db()
    assert (outdated.value, outdated.state) == ("/fa/", UnitState.DONE)


def test_a_link_somebody_changed_meanwhile_is_not_confirmed(desk, outdated):
    assert desk.send("unit_value", outdated, confirm=True, version=0).status_code == 409
