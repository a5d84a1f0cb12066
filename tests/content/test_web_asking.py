"""Nothing is sent to where only this machine can go."""

from __future__ import annotations

import socket
import time
from typing import Any
from unittest.mock import patch

import pytest

from content.web import addresses, asking
from content.web.addresses import ForbiddenAddressError, InnerHosts, inner_hosts, is_open, resolve
from content.web.asking import WebError, web_request
from sanad_plugins.webhooks.tests.receiver import dripping, receiving

HERE = inner_hosts("127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:7f00:1::80ff:fffe",
    ],
)
def test_an_inner_address_in_whatever_spelling_is_not_open(address):
    assert not is_open(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_open(address):
    assert is_open(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "::1"])
def test_this_machine_is_refused_under_all_its_names(host):
    with pytest.raises(ForbiddenAddressError):
        resolve(host, 80, InnerHosts())


def test_one_inner_address_among_open_ones_is_enough_to_refuse():
    with looked_up("93.184.216.34", "10.0.0.1"), pytest.raises(ForbiddenAddressError):
        resolve("mixed.example", 443, InnerHosts())


def test_named_inner_hosts_may_be_sent_to():
    with looked_up("10.0.0.1"):
        assert resolve("Chat.internal.", 443, inner_hosts("other\nchat.internal")) == ["10.0.0.1"]


def test_inner_hosts_of_named_networks_may_be_sent_to():
    with looked_up("10.0.7.9"):
        assert resolve("chat.internal", 443, inner_hosts("10.0.7.0/24")) == ["10.0.7.9"]
        with pytest.raises(ForbiddenAddressError):
            resolve("chat.internal", 443, inner_hosts("10.0.8.0/24"))


@pytest.mark.parametrize("line", ["10.0.0.1/8", "not a host", "https://chat.internal", "10.0.0.300", "-x", "*"])
def test_a_line_that_is_neither_host_nor_network_is_told(line):
    with pytest.raises(ValueError, match=line.replace("*", r"\*")):
        inner_hosts(f"chat.internal\n{line}")


def test_the_connection_goes_to_the_address_that_was_judged():
    """A name that means an inner machine at the second question gains nothing by it."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    reached = []

    def look_up(host: str, port: int) -> list[Any]:
        return [(0, 0, 0, "", (each, port)) for each in next(answers)]

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(place)
        raise OSError("no way")

    with (
        patch.object(addresses, "_look_up", look_up),
        patch.object(socket, "create_connection", connect),
        pytest.raises(WebError, match="no way"),
    ):
        web_request("https://turning.example/", body=b"", headers={}, allowed=InnerHosts())
    assert reached == [("93.184.216.34", 443)]


def test_this_machine_gets_nothing_unless_it_is_named():
    with receiving() as receiver:
        with pytest.raises(ForbiddenAddressError):
            web_request(receiver.url, body=b"{}", headers={}, allowed=InnerHosts())
        assert receiver.came == []
        assert web_request(receiver.url, body=b"{}", headers={}, allowed=HERE).status == 204


def test_redirections_are_not_followed():
    with receiving() as receiver:
        receiver.answer, receiver.headers = 307, {"Location": receiver.url}
        assert web_request(receiver.url, body=b"{}", headers={}, allowed=HERE).status == 307
        assert len(receiver.came) == 1


def test_the_open_internet_is_sent_to_with_encryption_only():
    with looked_up("93.184.216.34"), pytest.raises(WebError, match="https"):
        web_request("http://plain.example/", body=b"", headers={}, allowed=InnerHosts())


@pytest.mark.parametrize("address", ["ftp://a.example/", "file:///etc/passwd", "https://", "https://a.example:99999/", "x", ""])
def test_what_is_no_address_of_the_web_is_an_error_and_no_crash(address):
    with pytest.raises(WebError):
        web_request(address, body=b"", headers={}, allowed=InnerHosts())


def test_an_answer_that_comes_in_drops_is_cut_off(monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_IN_ALL", 0.5)
    began = time.monotonic()
    with dripping() as address, pytest.raises(WebError, match="in time"):
        web_request(address, body=b"", headers={}, allowed=HERE)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("found", [0, 9])
def test_silent_name_servers_and_silent_addresses_share_one_limit(monkeypatch, found):
    """With a name server that never answers; and one that takes half of the time, before addresses that take the rest."""
    monkeypatch.setattr(asking, "SECONDS_IN_ALL", 0.6)
    waits: list[float] = []

    def look_up(host: str, port: int) -> list[Any]:
        time.sleep(0.3 if found else 3)
        return [(0, 0, 0, "", (f"93.184.216.{number}", port)) for number in range(34, 34 + found)]

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        waits.append(timeout)
        time.sleep(timeout)
        raise TimeoutError

    began = time.monotonic()
    with (
        patch.object(addresses, "_look_up", look_up),
        patch("socket.create_connection", connect),
        pytest.raises(WebError, match="in time"),
    ):
        web_request("https://silent.example/", body=b"", headers={}, allowed=InnerHosts())
    assert (time.monotonic() - began < 2, sum(waits) < 0.4) == (True, True)


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with receiving() as receiver:
        assert web_request(receiver.url, body=b"{}", headers={}, allowed=HERE).status == 204


def looked_up(*found: str) -> Any:
    """Names mean these addresses within the block."""
    return patch.object(addresses, "_look_up", lambda host, port: [(0, 0, 0, "", (each, port)) for each in found])
