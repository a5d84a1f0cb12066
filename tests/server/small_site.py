"""A site of a few lines, for tests of the server."""

from __future__ import annotations

import os
import time
from pathlib import Path

STAMP = Path(os.environ["SMALL_SITE"])
VERSION = STAMP.read_text()
if VERSION == "broken":
    raise RuntimeError("this version cannot be loaded")


def application(environ, start):
    path = environ["PATH_INFO"]
    body = {"/pid/": str(os.getpid()), "/version/": VERSION}.get(path, "")
    if path == "/slow/":
        time.sleep(float(environ["QUERY_STRING"] or 1))
        body = "slow"
    elif path == "/length/" or path == "/admin/length/":
        body = str(len(environ["wsgi.input"].read()))
    elif path == "/environment/":
        body = "\n".join(sorted(environ))
    elif path == "/die/":
        os._exit(3)
    data = body.encode()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(data)))])
    return [data]
