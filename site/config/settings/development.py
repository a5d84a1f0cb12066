"""A developer's or newcomer's own machine."""

from config.settings.base import *

DEBUG = True
SECRET_KEY = env.text("SECRET_KEY", default="only-for-development-never-in-production-0123456789")
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
