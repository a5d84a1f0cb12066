"""What deploy/ has for containers and for bare metal fits together, and fits the code."""

from __future__ import annotations

import fnmatch
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from script.lib.settings_page.reads import settings_read

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
OURS = ("prepare", "web", "worker", "scheduler")
# Read by Python, by nginx or by systemd, or written by Compose from what the operator set.
FOREIGN = {"PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME", "PATH", "DJANGO_SETTINGS_MODULE"}


def program(name: str) -> str:
    """A program of the development environment, or of the machine."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not there")
    return found


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return loaded


@pytest.fixture(scope="module")
def known() -> set[str]:
    names = {read.name for read in settings_read(ROOT / "site")}
    return names | {f"{name}_FILE" for name in names} | FOREIGN


def test_compose_keeps_to_its_schema():
    command = [program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_compose_itself_can_read_it():
    if subprocess.run([program("docker"), "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker has no compose")
    command = ["docker", "compose", "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "SANAD_HOST": "help.example.org"})
    assert done.returncode == 0, done.stderr


def test_whatever_a_service_names_is_there(compose):
    for name, service in compose["services"].items():
        assert set(service.get("secrets", ())) <= set(compose["secrets"]), name
        assert set(service.get("networks", ())) <= set(compose["networks"]), name
        assert set(service.get("depends_on", ())) <= set(compose["services"]), name
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (DEPLOY / source).is_file() if source.startswith(".") else source in compose["volumes"], (name, source)


def test_every_service_that_goes_on_says_how_it_is(compose):
    """The image of ours has a check of its own, for the web server."""
    without = {name for name, service in compose["services"].items() if "healthcheck" not in service}
    assert without == {"web"}
    assert "HEALTHCHECK" in (DEPLOY / "Dockerfile").read_text()


def test_containers_may_do_no_more_than_they_need(compose):
    for name in (*OURS, "proxy", "valkey"):
        service = compose["services"][name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
    assert not any(service.get("privileged") for service in compose["services"].values())


def test_databases_are_reached_by_nobody_from_outside(compose):
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgres", "elasticsearch", "valkey"):
        service = compose["services"][name]
        assert service["networks"] == ["inside"]
        assert "ports" not in service
    assert {name for name, service in compose["services"].items() if "ports" in service} == {"proxy"}


def test_images_of_others_have_a_version(compose):
    images = [service["image"] for name, service in compose["services"].items() if name not in OURS]
    assert all(re.search(r":\d[\w.-]*$", image) for image in images), images


def test_secrets_stand_in_files_and_the_files_in_no_history(compose):
    for name in OURS:
        written = compose["services"][name]["environment"]
        assert not {"SECRET_KEY", "DATABASE_PASSWORD", "EMAIL_HOST_PASSWORD"} & set(written)
    inside = [DEPLOY / "compose" / "secrets" / "secret_key", DEPLOY / "compose" / ".env"]
    if (ROOT / ".git").exists():
        done = subprocess.run(["git", "check-ignore", *map(str, inside)], cwd=ROOT, capture_output=True, text=True)
        assert len(done.stdout.split()) == 2


def test_no_setting_is_misspelt(compose, known):
    named = {name for service in OURS for name in compose["services"][service]["environment"]}
    named |= set(re.findall(r"^#?([A-Z][A-Z_]+)=", (DEPLOY / "sanad.env").read_text(), re.MULTILINE))
    for unit in (DEPLOY / "systemd").glob("*.service"):
        for line in re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE):
            named |= {word.partition("=")[0] for word in line.split()}
    for line in re.findall(r"^(?:ENV|   ) ([A-Z][A-Z_]+)=", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE):
        named.add(line)
    assert len(named) > 25
    assert named <= known


def test_the_example_of_settings_is_good_for_production(tmp_path):
    lines = (DEPLOY / "sanad.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    given |= {"SECRET_KEY": "x" * 60, "SANAD_VAR": str(tmp_path), "PYTHONPATH": str(ROOT / "site"), "PATH": os.environ["PATH"]}
    code = "import config.settings.production as made; print(made.SANAD_MEDIA_ACCEL, made.ALLOWED_HOSTS)"
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True)
    assert done.stdout.strip() == "/sanad-media ['help.example.org']", done.stderr


def test_the_dockerfile_passes_its_linter():
    done = subprocess.run([program("hadolint"), str(DEPLOY / "Dockerfile")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_the_image_copies_is_let_through():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    let_through = [line[1:] for line in ignored if line.startswith("!")]
    copied = re.findall(r"^COPY (?!--from)(\S+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert sorted(copied) == sorted(let_through)
    assert all((ROOT / name).exists() for name in copied)
    assert not any(fnmatch.fnmatch("var/sanad.sqlite3", name) for name in let_through)


def test_the_image_runs_as_nobody_in_particular():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    assert lines.index(users[0]) < next(index for index, line in enumerate(lines) if line.startswith("CMD "))


def test_systemd_understands_the_units(tmp_path):
    for unit in (DEPLOY / "systemd").iterdir():
        here = unit.read_text().replace("/opt/sanad/.venv/bin/python", str(Path(sys.executable).resolve()))
        (tmp_path / unit.name).write_text(here)
    done = subprocess.run([program("systemd-analyze"), "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True)
    mine = [line for line in done.stderr.splitlines() if "sanad" in line and "Failed to prepare" not in line]
    assert (done.returncode, mine) == (0, []), done.stderr


def test_what_units_and_containers_run_exists(compose):
    commands = [
        " ".join(service["command"]) for name, service in compose["services"].items() if name in OURS and "command" in service
    ]
    for unit in (DEPLOY / "systemd").glob("*.service"):
        commands += re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
    named = {word for command in commands for word in re.findall(r"manage\.py (\w+)", command)}
    assert named == {"prepare", "worker", "scheduler"}
    folders = [ROOT / "site" / "operations" / "management" / "commands"]
    assert all(any((folder / f"{name}.py").is_file() for folder in folders) for name in named)
    assert importlib.util.find_spec("config.server.__main__")


@pytest.mark.nginx
def test_nginx_understands_the_configuration_of_the_container(tmp_path):
    from tests.server.behind_nginx import certificate

    certificate(tmp_path)
    text = (DEPLOY / "compose" / "nginx.conf").read_text()
    places = {
        "/tmp/": f"{tmp_path}/",  # first: what the others put in may lie below it
        "/run/secrets/tls_certificate": f"{tmp_path}/sanad.crt",
        "/run/secrets/tls_key": f"{tmp_path}/sanad.key",
        "/etc/nginx/sanad/": f"{DEPLOY}/nginx/",
        "server web:8000;": "server 127.0.0.1:8000;",
    }
    for theirs, here in places.items():
        text = text.replace(theirs, here)
    (tmp_path / "nginx.conf").write_text(text)
    done = subprocess.run([program("nginx"), "-t", "-q", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
