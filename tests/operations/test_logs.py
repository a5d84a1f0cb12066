"""Lines of the log: JSON, whom they belong to, and the names of requests."""

from __future__ import annotations

import ast
import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config.logs import logging_settings
from operations.jobs import register_job
from operations.logs.context import current_context, log_context
from operations.logs.formatting import FACTS, JsonFormatter, LineFormatter
from operations.scheduling import due_jobs_run
from plugins.testing import isolated_registries

SITE = Path(__file__).resolve().parents[2] / "site"


@pytest.fixture
def lines():
    """What is logged as JSON meanwhile, as objects."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


logger = logging.getLogger("test")


class TestALine:
    def test_is_one_object(self, lines):
        logger.warning("two\nlines of %s", "text")
        assert [each["message"] for each in lines()] == ["two\nlines of text"]

    def test_tells_its_logger_and_level(self, lines):
        logger.error("x")
        assert (lines()[0]["logger"], lines()[0]["level"]) == ("test", "ERROR")

    def test_keeps_the_letters_of_every_language(self, lines):
        logger.warning("مقال")
        assert lines()[0]["message"] == "مقال"

    def test_holds_nobody_s_address(self, lines):
        logger.warning("mail to %s failed", "reader@example.org")
        assert "reader" not in str(lines())

    def test_nor_does_a_traceback(self, lines):
        try:
            raise ValueError("mail to reader@example.org")
        except ValueError:
            logger.exception("failed")
        assert lines()[0]["error"] == "builtins.ValueError"
        assert "Traceback" in lines()[0]["traceback"]
        assert "reader@" not in str(lines())

    def test_nor_do_facts(self, lines):
        logger.warning("x", extra={FACTS: {"who": "reader@example.org", "ms": 3}})
        assert (lines()[0]["who"], lines()[0]["ms"]) == ("[e-mail]", 3)

    def test_facts_replace_nothing(self, lines):
        logger.warning("x", extra={FACTS: {"level": "none"}})
        assert lines()[0]["level"] == "WARNING"

    def test_arguments_that_do_not_fit_lose_no_line(self):
        record = logging.makeLogRecord({"msg": "%d of %d", "args": (1,), "levelname": "WARNING"})
        assert json.loads(JsonFormatter().format(record))["message"] == "%d of %d"

    def test_for_people_it_holds_nobody_either(self):
        record = logging.makeLogRecord({"msg": "mail to reader@example.org", "name": "test", "levelname": "WARNING"})
        with log_context(task="7"):
            text = LineFormatter().format(record)
        assert text.endswith("WARNING test: mail to [e-mail] [task=7]")


def test_a_line_belongs_to_what_runs(lines):
    with log_context(task="1"):
        with log_context(job="a"):
            logger.warning("x")
        logger.warning("y")
    logger.warning("z")
    assert [(each.get("task"), each.get("job")) for each in lines()] == [("1", "a"), ("1", None), (None, None)]


@pytest.mark.django_db
def test_what_a_job_logs_belongs_to_it(lines):
    with isolated_registries():
        register_job("test.job", every=timedelta(hours=1), run=lambda: logger.warning("within"))
        list(due_jobs_run(holder="me"))
    assert [each["job"] for each in lines() if each["message"] == "within"] == ["test.job"]


@pytest.mark.django_db
class TestRequests:
    def test_each_has_a_name(self, client):
        first, second = client.get("/healthz/"), client.get("/healthz/")
        assert len(first["X-Request-ID"]) == 32
        assert first["X-Request-ID"] != second["X-Request-ID"]

    def test_a_name_that_somebody_sends_is_not_believed(self, client):
        assert client.get("/healthz/", headers={"X-Request-ID": "abcdefgh12345678"})["X-Request-ID"] != "abcdefgh12345678"

    def test_one_of_our_own_proxy_is(self, client, settings):
        settings.SANAD_TRUSTED_PROXIES = 1
        assert client.get("/healthz/", headers={"X-Request-ID": "abcdefgh12345678"})["X-Request-ID"] == "abcdefgh12345678"

    @pytest.mark.parametrize(
        "name", ["", "short", "a" * 65, "with space 1", "line\x0bbreak99", '"},{"x":1', "reader@example.org"]
    )
    def test_but_not_one_that_is_not_well_formed(self, client, settings, name):
        settings.SANAD_TRUSTED_PROXIES = 1
        assert client.get("/healthz/", headers={"X-Request-ID": name})["X-Request-ID"] != name

    def test_its_line_tells_what_was_done_and_not_by_whom(self, client, settings, lines, customer):
        settings.SANAD_LOG_REQUESTS = True
        client.force_login(customer)
        answer = client.get("/en/search/?q=customer@example.org", headers={"X-Forwarded-For": "203.0.113.9"})
        line = next(each for each in lines() if each["logger"] == "sanad.requests")
        assert (line["method"], line["view"], line["status"], line["kind"]) == ("GET", "search:results", 200, "search")
        assert line["request"] == answer["X-Request-ID"]
        for personal in ("customer", "203.0.113.9", "127.0.0.1"):
            assert personal not in str(lines())

    def test_a_link_with_a_token_leaves_none(self, client, settings, lines):
        settings.SANAD_LOG_REQUESTS = True
        client.get("/en/account/reset/MQ/c3h4l5-0123456789abcdef0123456789abcdef/")
        client.get("/en/account/nobody/c3h4l5-0123456789abcdef0123456789abcdef/")
        assert "0123456789abcdef" not in str(lines())

    def test_what_fails_within_belongs_to_it(self, client, lines):
        answer = client.get("/en/no-such-page/")
        found = [each for each in lines() if each["logger"] == "django.request"]
        assert [each["request"] for each in found] == [answer["X-Request-ID"]]

    def test_and_nothing_after_it_does(self, client):
        client.get("/healthz/")
        assert current_context() == {}


def test_both_formats_are_settings_that_work():
    import logging.config

    before = logging.getLogger().handlers[:]
    try:
        for name in ("line", "json"):
            logging.config.dictConfig(logging_settings(format_name=name, level="INFO"))
    finally:
        logging.getLogger().handlers[:] = before
        logging.getLogger().setLevel("WARNING")


PERSONAL = {"email", "username", "first_name", "last_name", "display_name", "get_full_name", "user", "person", "request"}
NUMBERS = {"pk", "id"}


def persons_in(node: ast.AST) -> list[str]:
    """The names of what is a person's; a number of a row tells nothing to who does not have the table."""
    if isinstance(node, ast.Attribute) and node.attr in NUMBERS:
        return []
    name = getattr(node, "attr", getattr(node, "id", ""))
    return [name] * (name in PERSONAL) + [each for child in ast.iter_child_nodes(node) for each in persons_in(child)]


def log_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        holder = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
        if isinstance(node, ast.Call) and isinstance(holder, ast.Name) and holder.id in ("logger", "log", "logging"):
            yield node


def test_no_call_logs_a_person():
    """Names cannot be told from other words by looking at them: whoever logs must not write them."""
    found = [
        f"{path.relative_to(SITE)}:{call.lineno}: {name}"
        for path in SITE.rglob("*.py")
        for call in log_calls(path)
        for argument in [*call.args, *call.keywords]
        for name in persons_in(argument)
    ]
    assert not found
