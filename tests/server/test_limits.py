"""What a request may bring."""

from __future__ import annotations

import socket
import time

import pytest

from config.server.limits import Limits

MEGABYTE = 1024 * 1024


@pytest.fixture
def small(start):
    return start(
        "--workers", "1", SANAD_MAX_REQUEST_MB="1", SANAD_MAX_UPLOAD_MB="2", SANAD_SECRET_WORD="hidden", HTTP_PROXY="http://x"
    ).ready()


@pytest.mark.parametrize(("path", "size"), [("/length/", MEGABYTE), ("/admin/length/", 2 * MEGABYTE)])
def test_a_body_up_to_the_limit_of_its_address_arrives_whole(small, path, size):
    assert small.get(path, "POST", b"x" * size) == (200, str(size))


@pytest.mark.parametrize(("path", "size"), [("/length/", MEGABYTE + 1), ("/admin/length/", 2 * MEGABYTE + 1)])
def test_a_larger_body_is_refused_before_it_is_sent(small, path, size):
    with socket.create_connection(("127.0.0.1", small.port)) as client:
        client.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode())
        assert client.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_body_without_a_length_is_refused(small):
    with socket.create_connection(("127.0.0.1", small.port)) as client:
        client.sendall(b"POST /length/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 411 ")


@pytest.mark.parametrize("length", ["-1", "many", "٣", str(10**30)])
def test_a_length_that_is_none_is_refused_before_anything_is_read(length):
    statuses = []
    limits = Limits(lambda *_: [b"reached"], most_body=100, most_upload=100)
    body = limits({"CONTENT_LENGTH": length, "PATH_INFO": "/"}, lambda status, headers: statuses.append(status))
    assert (statuses, body) == (["413 Content Too Large"], [b"At most 0 MB can be sent here.\n"])


def test_the_environment_of_the_server_is_in_no_request(small):
    names = small.get("/environment/")[1].split()
    assert "PATH_INFO" in names
    assert not {"SANAD_SECRET_WORD", "PATH", "SMALL_SITE", "HTTP_PROXY"} & set(names)


def test_a_client_that_never_ends_its_headers_is_sent_away(small):
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", small.port), timeout=40) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        while client.recv(4096):
            pass
    assert 5 < time.monotonic() - began < 30
