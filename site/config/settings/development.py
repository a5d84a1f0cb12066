"""A developer's or newcomer's own machine."""

from config.machine import DUMMY
from config.settings.base import *

# Off by default, so that a newcomer sees the pages readers see, the missing ones too. DEBUG=1 shows the inside.
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", default="only-for-development-never-in-production-0123456789")
ALLOWED_HOSTS = ["*"]
# A machine that turns words around, so that its buttons can be tried; SANAD_MACHINE names a real one.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = WAGTAILLOCALIZE_MACHINE_TRANSLATOR or {"CLASS": DUMMY}
# Static files straight from the rooms, without collecting them first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# Who works on templates wants to see them.
SANAD_PAGE_CACHE_MB = 0
