"""script/postgres start|stop|status|url: one real PostgreSQL server on this machine, for development and tests.

Every server has a folder of its own (`--data`): rows, log, configuration and password. Several may run at once. stdout
carries the address and nothing else, so that programs can read it; what happens meanwhile goes to stderr.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from script.lib.console import Failure, Parser, check_port, free_port, port_number
from script.lib.elastic_cache import cache_folder
from script.lib.environment import ROOT
from script.lib.guards import only_one
from script.lib.postgres_process import Cluster, check_folder

NOT_RUNNING = 3  # what service scripts answer to `status` by convention


def main(arguments: list[str]) -> int:
    """Run one of the subcommands."""
    options = _parser().parse_args(arguments)
    folder = (options.data or default_folder()).expanduser().resolve()
    if options.command == "start":
        print(start(folder, port=options.port, wait=options.wait, durable=not options.fast), flush=True)
        return 0
    if options.command == "stop":
        ended = Cluster(folder).stop()
        print(f"stopped process {ended}" if ended else f"not running ({folder})")
        return 0
    return status(folder, only_address=options.command == "url")


def default_folder() -> Path:
    """Return the folder of this clone's server, kept from start to start outside the work tree."""
    clone = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return cache_folder() / f"postgres-data-{clone}"


def start(folder: Path, *, port: int | None = None, wait: int = 60, durable: bool = True) -> str:
    """Start the server of `folder` unless it runs; return its address as soon as it answers.

    `port`: None takes a free one. `wait`: seconds until it is given up. `durable`: what is committed survives a power
    failure; without it tests take half the time. Raises Failure with what is missing.
    """
    check_folder(folder)
    with only_one(folder / "server.lock", doing=f"starting PostgreSQL in {folder}", out=sys.stderr):
        cluster = Cluster(folder)
        if cluster.pid:
            if port not in (None, cluster.port):
                raise Failure(f"PostgreSQL already runs on port {cluster.port}: script/postgres stop ends it")
            return cluster.url
        if port is not None:
            check_port(port)
        cluster.make()
        chosen = port or free_port()
        print(f"Starting PostgreSQL {cluster.version} on port {chosen} ...", file=sys.stderr, flush=True)
        cluster.start(port=chosen, wait=wait, durable=durable)
        return cluster.url


def status(folder: Path, *, only_address: bool) -> int:
    """Print one line about the server of `folder`, or its address alone; the exit code is 0 when it runs."""
    cluster = Cluster(folder)
    if not cluster.pid:
        print(f"not running ({folder})", file=sys.stderr if only_address else sys.stdout)
        return NOT_RUNNING
    print(cluster.url if only_address else f"running: port {cluster.port} (process {cluster.pid}, {folder})")
    return 0


def _parser() -> Parser:
    parser = Parser(prog="script/postgres", description="A real PostgreSQL server, loopback only.")
    commands = parser.add_subparsers(dest="command", metavar="start|stop|status|url", required=True, parser_class=Parser)
    for name, text in (
        ("start", "start it and print its address, password and all"),
        ("stop", "end the server that start began; its rows stay"),
        ("status", "tell whether it runs"),
        ("url", "print the address of the running server"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--data", type=Path, metavar="DIR", help="its own folder; default: in the cache")
        if name == "start":
            command.add_argument("--port", type=port_number, metavar="N", help="default: a free one")
            command.add_argument("--wait", type=int, default=60, metavar="SECONDS", help="give up after (60)")
            command.add_argument("--fast", action="store_true", help="do not wait for the disk: rows may be lost; for tests")
    return parser
