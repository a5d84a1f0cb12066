"""As the site is set up with Elasticsearch, in one language, for programs that run beside the tests."""

import os

from config.settings.test import *  # noqa: F403

ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
SANAD_SEARCH_INDEX_PREFIX = os.environ["SANAD_SEARCH_INDEX_PREFIX"]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
