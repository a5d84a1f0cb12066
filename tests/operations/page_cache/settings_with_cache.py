"""The suite's settings with the page cache as production has it."""

from config.settings.test import *  # noqa: F403
from config.settings.test import env

SANAD_PAGE_CACHE_MB, SANAD_WATCH_WRITES = 8, True
REDIS_URL = env.cache_address("REDIS_URL")
