from __future__ import annotations

from localization.fallbacks import chain_of
from theme.models import Branding, Navigation


def site_name(name: str, *, language: str) -> str:
    """Return the name of the default site in a language, or in one that stands in for it, for mails; `name` without any."""
    chain = [language, *chain_of(language)]
    shown = Navigation.objects.filter(site__is_default_site=True, live=True, locale__language_code__in=chain)
    names = dict(shown.exclude(site_name="").values_list("locale__language_code", "site_name"))
    if found := next((names[code] for code in chain if code in names), ""):
        return found
    branding = Branding.objects.filter(site__is_default_site=True).exclude(name="").first()
    return branding.name if branding else name
