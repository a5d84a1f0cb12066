"""How the commands speak: one line per failure, plain progress lines, arguments without a screen of usage."""

from __future__ import annotations

import argparse
import socket
import subprocess
from typing import NoReturn


class Failure(Exception):
    """An expected failure. Its text is one line that says what is wrong and what to do."""

    def __init__(self, text: str, *, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


class Parser(argparse.ArgumentParser):
    """argparse with a wrong argument told in one line (exit code 2)."""

    def error(self, message: str) -> NoReturn:
        """Raise Failure instead of printing the usage."""
        raise Failure(f"{message} (--help tells the options)", code=2)


def say(text: str) -> None:
    """Print a progress line at once, also into a pipe."""
    print(text, flush=True)


def last_line(output: str, *, marker: str = "") -> str:
    """Return the last line of a program's output that carries `marker`, else its last line, else an empty string."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marked = [line for line in lines if marker and marker in line]
    return (marked or lines or [""])[-1]


def port_number(text: str) -> int:
    """Return a TCP port given as an argument, for argparse."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port number (1 to 65535)")
    return int(text)


def check_port(port: int) -> None:
    """Raise Failure unless `port` can be opened on the loopback address now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError:
            raise Failure(f"port {port} needs root: choose one above 1023 with --port") from None
        except OSError:
            raise Failure(f"port {port} is taken by another program: choose another with --port") from None


def free_port() -> int:
    """Return a TCP port that nobody uses at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether something accepts connections on a loopback port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False


def see_off(process: subprocess.Popen[bytes] | subprocess.Popen[str], *, patience: float) -> None:
    """Wait for a child that Ctrl-C has reached too; after `patience` seconds ask it to end, for other ends have not."""
    try:
        process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
