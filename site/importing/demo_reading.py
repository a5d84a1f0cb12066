"""What agents of the demo are asked to read: one policy in each language."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import Group

from accounts.groups import AGENTS
from content.models import HelpPage
from wiki.models import ReadingRequest

POLICY = "wiki/policies/returns-30-days.md"
NOTES = {
    "en": "Late returns of unused goods have a limit now.",
    "ar": "للإرجاع المتأخر للسلع غير المستعملة حدّ الآن.",
    "fa": "مرجوعی دیرهنگام کالای استفاده‌نشده اکنون سقف دارد.",
    "id": "Pengembalian terlambat untuk barang yang belum dipakai kini berbatas.",
}


def reading_ask_demo(*, language: str, pages: Mapping[str, int]) -> None:
    """Ask all agents to read the policy, in nobody's name."""
    page = HelpPage.objects.filter(pk=pages.get(POLICY)).first()
    group = Group.objects.filter(name=AGENTS).first()
    if page is not None and group is not None:
        request = ReadingRequest.objects.create(page=page, revision_id=page.live_revision_id, note=NOTES[language])
        request.groups.add(group)
