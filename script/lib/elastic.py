"""script/elasticsearch start|stop|status: one real Elasticsearch server on this machine, for development and tests.

Every server has a folder of its own (`--data`): index, log, configuration and the note of its process. Several may run
at once. stdout carries the address and nothing else, so that programs can read it; what happens meanwhile goes to
stderr.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from script.lib.console import Failure, Parser, check_port, free_port, port_number
from script.lib.elastic_cache import VERSION, cache_folder, ensure_server
from script.lib.elastic_java import check_memory, find_java
from script.lib.elastic_process import Instance, check_folder, launch, prepare_folder
from script.lib.environment import ROOT
from script.lib.guards import only_one

NOT_RUNNING = 3  # what service scripts answer to `status` by convention


def main(arguments: list[str]) -> int:
    """Run one of the three subcommands."""
    options = _parser().parse_args(arguments)
    folder = (options.data or default_folder()).expanduser().resolve()
    if options.command == "start":
        print(start(folder, port=options.port, wait=options.wait), flush=True)
        return 0
    if options.command == "stop":
        ended = Instance(folder).stop()
        print(f"stopped process {ended}" if ended else f"not running ({folder})")
        return 0
    return status(folder)


def default_folder() -> Path:
    """Return the folder of this clone's server, kept from start to start outside the work tree.

    Each clone has its own: the indexes of two clones carry the same names.
    """
    clone = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return cache_folder() / f"elasticsearch-data-{clone}"


def start(folder: Path, *, port: int | None = None, wait: int = 300) -> str:
    """Start the server of `folder` unless it runs; return its address as soon as it answers.

    `port`: None takes a free one. `wait`: seconds until it is given up. Raises Failure with what is missing.
    """
    check_folder(folder)
    with only_one(folder / "server.lock", doing=f"starting Elasticsearch in {folder}", out=sys.stderr):
        running = Instance(folder)
        if running.is_alive():
            if port not in (None, running.port):
                raise Failure(f"Elasticsearch already runs on port {running.port}: script/elasticsearch stop ends it")
            return running.url
        if port is not None:
            check_port(port)
        java = find_java()
        check_memory()
        home = ensure_server()
        chosen = port or free_port()
        user = prepare_folder(folder, home=home, port=chosen)
        print(f"Starting Elasticsearch {VERSION} on port {chosen} (up to {wait} s) ...", file=sys.stderr, flush=True)
        return launch(folder, home=home, java=java, port=chosen, user=user, wait=wait).url


def status(folder: Path) -> int:
    """Print one line about the server of `folder`; the exit code is 0 when it runs and answers."""
    instance = Instance(folder)
    if not instance.is_alive():
        print(f"not running ({folder})")
        return NOT_RUNNING
    health = instance.health() or "does not answer yet"
    print(f"running: {instance.url} (process {instance.pid}, health {health}, {folder})")
    return 0


def _parser() -> Parser:
    parser = Parser(prog="script/elasticsearch", description=f"A real Elasticsearch {VERSION}, loopback only.")
    commands = parser.add_subparsers(dest="command", metavar="start|stop|status", required=True, parser_class=Parser)
    for name, text in (
        ("start", "start it and print its address"),
        ("stop", "end the process that start began"),
        ("status", "tell whether it runs"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--data", type=Path, metavar="DIR", help="its own folder; default: in the cache")
        if name == "start":
            command.add_argument("--port", type=port_number, metavar="N", help="default: a free one")
            command.add_argument("--wait", type=int, default=300, metavar="SECONDS", help="give up after (300)")
    return parser
