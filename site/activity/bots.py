"""Which programs are no readers, by what they call themselves."""

from __future__ import annotations

import re

# Crawlers that say so. "Cubot" is a telephone.
_BOT = re.compile(r"(?<!cu)bot(?:\b|_)|crawl|spider|slurp|facebookexternalhit|mediapartners", re.IGNORECASE)
# Browsers without anybody before them, and programs that fetch pages: they measure, watch and copy.
_PROGRAM = re.compile(
    r"headless|phantomjs|lighthouse|pagespeed|pingdom|uptime|statuscake|monitor|prerender|preview|"
    r"^(?:curl|wget|python|java|go-http|okhttp|libwww|axios|node|ruby|php|scrapy|httpie)\b",
    re.IGNORECASE,
)


def is_bot(user_agent: str) -> bool:
    """Tell whether a program that names itself a crawler asks. No user agent at all is no proof of one."""
    return _BOT.search(user_agent) is not None


def reads_pages(user_agent: str) -> bool:
    """Tell whether this may be a browser with somebody before it. Every browser says what it is: silence is a program."""
    return bool(user_agent.strip()) and not is_bot(user_agent) and _PROGRAM.search(user_agent) is None
