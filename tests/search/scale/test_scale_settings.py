"""Hosts, keys, certificates and copies by settings; secrets are never told."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from search.engines.base import EngineError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.client import Options, connect
from search.queries import SearchQuery
from tests.search import fault_server as faults

NAME = "SANAD_EXAMPLE"


class TestEnvironment:
    @pytest.mark.parametrize(
        ("kind", "options", "value"),
        [
            ("servers", {}, "localhost:9200"),
            ("servers", {}, "http://a:9200,ftp://b"),
            ("servers", {}, "http://a:99999"),
            ("servers", {}, "http://a:b"),
            ("servers", {}, "https://a,http://b"),
            ("servers", {}, "http://"),
            ("secret", {}, "two words"),
            ("secret", {}, "schlüssel"),
            ("existing_file", {}, "/nowhere/ca.pem"),
            ("fingerprint", {}, "ab:cd"),
            ("index_prefix", {"default": "sanad"}, "Sanad"),
            ("index_prefix", {"default": "sanad"}, "-x"),
            ("index_prefix", {"default": "sanad"}, "a,b"),
            ("index_prefix", {"default": "sanad"}, "help-public"),
            ("replicas", {"default": "0-1"}, "all"),
            ("replicas", {"default": "0-1"}, "1-"),
            ("number", {"default": 1, "least": 1}, "0"),
        ],
    )
    def test_a_malformed_value_is_told_in_one_line(self, monkeypatch, kind, options, value):
        monkeypatch.setenv(NAME, value)
        with pytest.raises(ImproperlyConfigured, match=NAME) as told:
            getattr(Environment(), kind)(NAME, **options)
        assert "\n" not in str(told.value)

    @pytest.mark.parametrize("value", ["https://me:hush@a:x", "ftp://me:hush@b", "http://a,https://me:hush@b"])
    def test_a_password_is_not_repeated(self, monkeypatch, value):
        monkeypatch.setenv(NAME, value)
        with pytest.raises(ImproperlyConfigured) as told:
            Environment().servers(NAME)
        assert "hush" not in str(told.value)

    @pytest.mark.parametrize(
        ("kind", "value", "read"),
        [
            ("servers", " https://a:9200/ , https://me:p%2Cw@b:9201", "https://a:9200,https://me:p%2Cw@b:9201"),
            ("servers", "http://[::1]:9200", "http://[::1]:9200"),
            ("fingerprint", ":".join(["AB"] * 32), "ab" * 32),
        ],
    )
    def test_what_is_right_is_read(self, monkeypatch, kind, value, read):
        monkeypatch.setenv(NAME, value)
        assert getattr(Environment(), kind)(NAME) == read


def test_options_do_not_show_their_key():
    assert "hush" not in repr(Options(api_key="hush"))


@pytest.fixture
def keeper():
    """A server that notes the headers it gets."""
    with faults.fault_server("http://127.0.0.1:1") as server:
        server.fault = faults.answering(200, b"{}")
        yield server


def sent_authorization(keeper, urls, options=None):
    connect(urls, options or Options(), timeout=5).info()
    return keeper.requests[-1].headers.get("authorization")


def test_a_key_is_sent(keeper):
    assert sent_authorization(keeper, keeper.url, Options(api_key="a2V5OnNlY3JldA==")) == "ApiKey a2V5OnNlY3JldA=="


def test_name_and_password_of_the_address_are_sent(keeper):
    authorization = sent_authorization(keeper, keeper.url.replace("http://", "http://me:p%2Cw@"))
    assert base64.b64decode(authorization.removeprefix("Basic ")) == b"me:p,w"


def test_errors_and_logs_hold_no_secrets(caplog):
    engine = ElasticsearchEngine("http://me:hush@127.0.0.1:1,http://me:hush@127.0.0.1:2", "x")
    caplog.set_level("DEBUG")
    with pytest.raises(EngineError) as told:
        engine.search(SearchQuery("refund", "en"))

    assert "hush" not in f"{told.value} {engine.health().text} {caplog.text}"
