"""A server for experiments: the suite's settings on a file, behind one proxy of ours, and with less patience for a lock."""

from config.settings.test import *  # noqa: F403

DATABASES["default"]["OPTIONS"]["timeout"] = 4  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 60  # noqa: F405
SANAD_TRUSTED_PROXIES = 1
# What breaks stands in the log of the server, which a failing test shows.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"]},
}
