"""A malformed environment value names itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

NAME = "SANAD_EXAMPLE"
BAD = [
    ("url", {"default": ""}, "nonsense"),
    ("url", {"default": ""}, "http://["),
    ("url", {"default": ""}, "ftp://example.org"),
    ("database", {"default": ""}, "foo"),
    ("database", {"default": ""}, "postgres://["),
    ("database", {"default": ""}, "postgres://u:p@h:abc/x"),
    ("number", {"default": 0}, "-1"),
    ("number", {"default": 0}, "ten"),
    ("flag", {"default": False}, "maybe"),
    ("choice", {"allowed": ("a", "b"), "default": "a"}, "c"),
    ("time_zone", {"default": "UTC"}, "Mars/X"),
    ("cache_address", {}, "zzz"),
]


@pytest.mark.parametrize(("kind", "options", "value"), BAD)
def test_a_malformed_value_names_its_variable(monkeypatch, kind, options, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        getattr(Environment(), kind)(NAME, **options)


def test_a_missing_value_without_a_default_names_its_variable(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        Environment().text(NAME)


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("YES", True), ("off", False), (" ", True)])
def test_a_flag_is_read_in_every_usual_writing(monkeypatch, value, expected):
    monkeypatch.setenv(NAME, value)
    assert Environment().flag(NAME, default=True) is expected


def test_addresses_lose_the_slash_at_their_end(monkeypatch):
    monkeypatch.setenv(NAME, "http://localhost:9200/")
    assert Environment().url(NAME, default="") == "http://localhost:9200"


def test_a_folder_that_is_not_there_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv(NAME, str(tmp_path / "sanad" / "var"))
    Environment().folder(NAME, default="")

    assert (tmp_path / "sanad" / "var").is_dir()


def test_a_folder_that_cannot_be_made_names_its_variable_in_one_line(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(NAME, str(tmp_path / "file" / "var"))
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is .* cannot be made: Not a directory") as told:
        Environment().folder(NAME, default="")

    assert "\n" not in str(told.value)


def test_a_value_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert Environment().text(NAME) == "from the file"


def test_the_variable_itself_comes_before_its_file(monkeypatch, tmp_path):
    monkeypatch.setenv(NAME, "direct")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    assert Environment().text(NAME) == "direct"


def test_a_file_of_a_secret_that_cannot_be_read_names_itself(monkeypatch, tmp_path):
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=f"{NAME}_FILE is .*none.*cannot be read: No such file"):
        Environment().text(NAME)


@pytest.mark.parametrize(
    ("address", "expected"), [("postgres://sanad@db/sanad", "hidden"), ("postgres://sanad:own@db/sanad", "own")]
)
def test_the_password_of_the_database_can_come_apart(monkeypatch, address, expected):
    monkeypatch.setenv(NAME, address)
    monkeypatch.setenv("DATABASE_PASSWORD", "hidden")
    assert Environment().database(NAME, default="")["PASSWORD"] == expected
