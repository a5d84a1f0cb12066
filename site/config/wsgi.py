"""The door for WSGI servers. Public pages are answered at the door; see operations.page_cache."""

import os

from django.core.wsgi import get_wsgi_application

from config import process

process.declare("web")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django_application = get_wsgi_application()

from operations.page_cache.layer import with_page_cache  # noqa: E402  (rooms can be imported once Django is ready)

application = with_page_cache(django_application)
