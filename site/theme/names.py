from __future__ import annotations

from theme.models import Branding, Navigation


def site_name(name: str, *, language: str) -> str:
    """Return the name of the default site in a language, for mails; `name` where it has none."""
    navigation = Navigation.objects.filter(site__is_default_site=True, language=language).exclude(site_name="").first()
    branding = Branding.objects.filter(site__is_default_site=True).exclude(name="").first()
    return (navigation and navigation.site_name) or (branding and branding.name) or name
