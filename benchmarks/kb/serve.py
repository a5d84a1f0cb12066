"""A small server, the same for both sites: `python serve.py PORT`, with DJANGO_SETTINGS_MODULE in the environment."""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Without a line for each request: writing it would be measured too."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    # One request at a time, so that the time of a request is what the site needs for it.
    make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application(), handler_class=Quiet).serve_forever()
