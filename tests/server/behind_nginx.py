"""The whole site as it is deployed: our server at a socket, and nginx with the files of deploy/ in front."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from script.lib.console import answers, free_port
from tests.server.conftest import ROOT, SECONDS, wait_until

HOST = "help.example.org"
DEPLOY = ROOT / "deploy" / "nginx"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def environment(var: Path) -> dict[str, str]:
    """What the environment file of docs/operations/deploying.md has."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SANAD_", "DJANGO_", "DATABASE_"))},
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "only-for-tests-" * 5,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "SANAD_VAR": str(var),
        "BEHIND_TLS_PROXY": "yes",
        "SANAD_TRUSTED_PROXIES": "1",
        "SANAD_PRIVATE_ACCEL": "/sanad-private",
        "SANAD_MEDIA_ACCEL": "/sanad-media",
        "SANAD_WEB_BIND": f"unix:{var / 'web.sock'}",
        "SANAD_WEB_WORKERS": "1",
        "SANAD_WEB_START_SECONDS": str(int(SECONDS)),
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }


def fill(var: Path) -> dict[str, str]:
    """Prepare the site and put something into it; returns addresses and a session."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "site" / "manage.py"), "shell", "--no-imports", "-c", "import tests.server.fill_site"],
        env=environment(var),
        capture_output=True,
        text=True,
        timeout=SECONDS * 4,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "open this link to become the first one" in done.stdout
    filled: dict[str, str] = json.loads(done.stdout.rpartition("FILLED ")[2])
    return filled


class SiteBehindNginx:
    """Starts both; `ask` is a browser at the other side of the proxy."""

    def __init__(self, folder: Path, var: Path, filled: dict[str, str]) -> None:
        self.filled, self.var, self.log = filled, var, folder / "server.log"
        self.http, self.https = free_port(), free_port()
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "config.server"], env=environment(var), stdout=log, stderr=subprocess.STDOUT
            )
        self.nginx = self._start_nginx(folder)
        wait_until(lambda: "Ready" in self.log.read_text() or self.server.poll() is not None, "the site is ready")
        assert self.server.poll() is None, self.log.read_text()
        wait_until(lambda: answers(self.https), "nginx listens")

    def _start_nginx(self, folder: Path) -> subprocess.Popen[bytes]:
        certificate(folder)
        places = {
            "/var/lib/sanad": str(self.var),
            "/run/sanad/web.sock": str(self.var / "web.sock"),
            "/etc/nginx/sanad/": f"{folder}/",
            "/etc/nginx/tls/": f"{folder}/",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
        }
        for file in DEPLOY.glob("*.conf"):
            text = file.read_text()
            for ours, here in places.items():
                text = text.replace(ours, here)
            (folder / file.name).write_text(text)
        kinds = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
            f"events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{kinds}include {folder}/sanad.conf;\n}}\n"
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return subprocess.Popen([program, "-e", f"{folder}/error.log", "-c", str(folder / "nginx.conf")])

    def ask(
        self, path: str, method: str = "GET", *, tls: bool = True, host: str = HOST, body: bytes | None = None, **headers: str
    ) -> Answer:
        """Ask once, over a connection of its own."""
        connection: http.client.HTTPConnection
        if tls:
            context = ssl._create_unverified_context()  # noqa: S323
            connection = http.client.HTTPSConnection("127.0.0.1", self.https, context=context, timeout=SECONDS)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=SECONDS)
        try:
            sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, headers=sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def ask_as_agent(self, path: str, **headers: Any) -> Answer:
        return self.ask(path, Cookie=self.filled["session"], **headers)

    def reload(self) -> None:
        self.server.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        for process in (self.nginx, self.server):
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()


def certificate(folder: Path) -> None:
    """Write a certificate that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "sanad.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "sanad.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
    )
