"""script/bench observatory: the grade that Mozilla's HTTP Observatory gives to the demo, served as in production.

The scanner knows no ports but 80 and 443. So everything runs in a network of its own that has nothing but loopback, with a
certificate made for the run; nothing of it can be reached from elsewhere, and no port of the machine is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCANNER = "@mdn/mdn-http-observatory@1.4.8"
PAGES = ("/en/", "/ar/", "/en/search/?q=order", "/en/account/login/")
INSIDE = "SANAD_OBSERVATORY_INSIDE"
SECONDS_TO_START = 90


def main() -> int:
    """Scan the pages and print their grades; 1 when one of them is below the wanted grade."""
    parser = argparse.ArgumentParser(prog="script/bench observatory", description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PATH", help=f"default: {' '.join(PAGES)}")
    parser.add_argument("--wanted", default="A+", help="the grade that every page must have (default: A+)")
    parser.add_argument("--json", action="store_true", help="everything the scanner says")
    options = parser.parse_args()
    scanner = installed()
    if INSIDE not in os.environ:
        return in_own_network()
    with tempfile.TemporaryDirectory(prefix="sanad-observatory-") as folder, ExitStack() as at_end:
        certificate = certificate_made(Path(folder))
        environment = site_made(Path(folder))
        at_end.enter_context(served(environment, port=80))
        at_end.enter_context(served(environment, port=443, tls=certificate))
        grades = scanned(scanner, options.pages, certificate)
    print(json.dumps(grades, indent=2) if options.json else "\n".join(lines(grades)))
    return int(any(each["grade"] != options.wanted for each in grades))


def installed() -> Path:
    """Return the folder that has the scanner, installed into var/ on the first run.

    Its scripts are not run: they fetch lists of preloaded hosts, and localhost is in none of them.
    """
    folder = ROOT / "var" / "observatory"
    package = folder / "node_modules" / "@mdn" / "mdn-http-observatory"
    if not package.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", SCANNER]
        subprocess.run(wanted, check=True, stdout=sys.stderr)
    (package / "conf" / "hsts-preload.json").write_text("{}")
    shutil.copy(Path(__file__).with_name("scan.mjs"), folder / "scan.mjs")
    return folder


def in_own_network() -> int:
    """Run this program again where ports 80 and 443 are free and nobody else is."""
    inside = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    again = [sys.executable, "-m", "benchmarks.observatory", *sys.argv[1:]]
    return subprocess.run([*inside, *again], env={**os.environ, INSIDE: "1"}, cwd=ROOT, check=False).returncode


def certificate_made(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for localhost that is its own authority; return it and its key."""
    paths = folder / "certificate.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*made, *named, "-out", str(paths[0]), "-keyout", str(paths[1])], check=True, capture_output=True)
    return paths


def site_made(folder: Path) -> dict[str, str]:
    """Make the demo under the settings of production; return its environment."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL")
    }
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": str(ROOT / "site"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://localhost",
        "SANAD_VAR": str(folder / "var"),
    }
    for command in ("migrate", "collectstatic --noinput", "load_demo"):
        manage = [sys.executable, str(ROOT / "site" / "manage.py"), *command.split()]
        subprocess.run(manage, env=environment, check=True, stdout=subprocess.DEVNULL)
    return environment


@contextmanager
def served(environment: dict[str, str], *, port: int, tls: tuple[Path, Path] | None = None) -> Iterator[None]:
    """Serve the site on a port until the block ends."""
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "config.wsgi:application",
    ]
    if tls:
        command += ["--ssl-certificate", str(tls[0]), "--ssl-keyfile", str(tls[1])]
    process = subprocess.Popen(command, env=environment, cwd=ROOT / "site", stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + SECONDS_TO_START
        while not _answers(port, tls):
            if process.poll() is not None or time.monotonic() > end:
                sys.exit(f"The server on port {port} did not start.")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int, tls: tuple[Path, Path] | None) -> bool:
    try:
        with socket.create_connection(("localhost", port), timeout=5) as plain:
            if tls:
                ssl.create_default_context(cafile=str(tls[0])).wrap_socket(plain, server_hostname="localhost").close()
        return True
    except OSError:
        return False


def scanned(scanner: Path, pages: tuple[str, ...], certificate: tuple[Path, Path]) -> list[dict[str, Any]]:
    """Return what the scanner says of each page."""
    trusted = {**os.environ, "NODE_EXTRA_CA_CERTS": str(certificate[0])}
    done = subprocess.run(["node", "scan.mjs", *pages], cwd=scanner, env=trusted, check=True, stdout=subprocess.PIPE, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def lines(grades: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each page, and one for each rule that takes points."""
    for page in grades:
        yield f"{page['grade']:3} {page['score']:4}  {page['passed']} of {page['of']}  {page['path']} ({page['status']})"
        for test in page["tests"]:
            if test["points"] < 0 or not test["passed"]:
                yield f"            {test['points']:+}  {test['name']}: {test['result']}"


if __name__ == "__main__":
    sys.exit(main())
