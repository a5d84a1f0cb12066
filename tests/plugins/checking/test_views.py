"""`plugin check`: views that show rows and do not ask who is looking."""

from __future__ import annotations

import pytest

from tests.plugins.checking import found, rules

URLS = "from django.urls import path\n\nfrom . import views\n\nurlpatterns = [path('', {}, name='index')]\n"
VIEW = "from .models import Note\n{imports}\n\n{decorator}\ndef index(request):\n    return Note.objects.all()\n"


def view(decorator: str = "", imports: str = "") -> str:
    return VIEW.format(decorator=decorator or "# open", imports=imports)


def about(tmp_path, views: str, route: str = "views.index") -> list:
    return rules(found(tmp_path, "views.py", views, more={"urls.py": URLS.format(route)}))


def test_an_open_view_that_reads_rows_is_told_of(tmp_path):
    assert about(tmp_path, view()) == [("open-view", "views.py", 5)]


@pytest.mark.parametrize(
    "views",
    [
        view("@login_required", "from django.contrib.auth.decorators import login_required"),
        view("@permission_required('notes.view_note')", "from django.contrib.auth.decorators import permission_required"),
        "from .models import Note\n\n\ndef index(request):\n    return Note.objects.filter(user=request.user.is_authenticated)\n",
        "def index(request):\n    return 'Hello'\n",
    ],
)
def test_a_view_that_asks_or_reads_nothing_is_not_told_of(tmp_path, views):
    assert about(tmp_path, views) == []


def test_a_guard_in_urls_counts(tmp_path):
    more = {"views.py": view()}
    urls = URLS.replace("\n", "\nfrom django.contrib.auth.decorators import login_required\n", 1).format(
        "login_required(views.index)"
    )
    assert rules(found(tmp_path, "urls.py", urls, more=more)) == []


def test_a_class_with_a_model_is_told_of(tmp_path):
    views = (
        "from django.views.generic import ListView\n\nfrom .models import Note\n\n\nclass Index(ListView):\n    model = Note\n"
    )
    assert about(tmp_path, views, "views.Index.as_view()") == [("open-view", "views.py", 6)]


def test_a_class_with_a_mixin_is_not_told_of(tmp_path):
    views = (
        "from django.contrib.auth.mixins import LoginRequiredMixin\n\nfrom .models import Note\n\n\n"
        "class Index(LoginRequiredMixin):\n    model = Note\n"
    )
    assert about(tmp_path, views, "views.Index.as_view()") == []


def test_a_function_that_is_no_view_is_not_told_of(tmp_path):
    assert rules(found(tmp_path, "work.py", view())) == []


API = "from ninja import Router\n\nfrom .models import Note\n\nrouter = Router()\n\n\n@router.get('/'{})\ndef notes(request):\n"


def test_an_open_route_of_the_api_is_told_of(tmp_path):
    assert rules(found(tmp_path, "api.py", API.format("") + "    return Note.objects.all()\n")) == [("open-view", "api.py", 9)]


def test_a_route_with_auth_is_not_told_of(tmp_path):
    assert rules(found(tmp_path, "api.py", API.format(", auth=django_auth") + "    return Note.objects.all()\n")) == []
