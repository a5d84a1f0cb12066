"""The administrator of a fresh installation."""

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "admin-password"


@pytest.fixture
def ensure(password_file):
    def run(**options: str) -> str:
        out = io.StringIO()
        call_command("ensure_admin", password_file=str(password_file), stdout=out, **options)
        return out.getvalue()

    return run


def test_password_of_the_file_is_the_administrators(ensure, password_file):
    ensure()
    admin = User.objects.get(username="admin", is_superuser=True)
    assert admin.check_password(password_file.read_text().strip())


def test_only_the_owner_reads_the_file(ensure, password_file):
    ensure()
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600


def test_nothing_is_printed(ensure):
    assert ensure() == ""


def test_password_cannot_be_guessed(ensure, password_file):
    ensure()
    assert len(password_file.read_text().strip()) >= 20


def test_second_run_changes_nothing(ensure, password_file):
    ensure()
    before = password_file.read_text(), User.objects.get().password
    assert ensure() == ""
    assert (password_file.read_text(), User.objects.get().password) == before


def test_another_name_is_possible(ensure):
    ensure(username="omar")
    assert User.objects.get().username == "omar"


def test_interrupted_run_goes_on_with_its_password(ensure, password_file):
    password_file.parent.mkdir()
    password_file.write_text("from-the-first-run\n")
    ensure()
    assert User.objects.get().check_password("from-the-first-run")
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600


def test_empty_file_is_filled(ensure, password_file):
    password_file.parent.mkdir()
    password_file.touch()
    ensure()
    assert User.objects.get().check_password(password_file.read_text().strip())


def test_lost_password_file_is_told(ensure, password_file):
    ensure()
    password_file.unlink()
    said = ensure()
    assert said.count("\n") == 1
    assert "changepassword admin" in said


def test_lost_password_file_does_not_change_the_password(ensure, password_file):
    ensure()
    before = User.objects.get().password
    password_file.unlink()
    ensure()
    assert User.objects.get().password == before


def test_mere_user_of_that_name_is_told(ensure):
    User.objects.create_user("admin", "")
    with pytest.raises(CommandError, match="no administrator"):
        ensure()


def test_file_that_cannot_be_written_is_told(ensure, password_file):
    password_file.mkdir(parents=True)
    with pytest.raises(CommandError, match="cannot be written"):
        ensure()
    assert not User.objects.exists()
