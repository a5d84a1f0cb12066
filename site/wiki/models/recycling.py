"""Pages of the wiki that somebody deleted, and that can be brought back for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class RecycledPage(models.Model):
    """A page that was deleted with all below it: it stays where it is in the tree, and is there for nobody.

    `slug` is the one it had: another page may take it meanwhile. `files` are its pictures and documents that nothing else
    shows, as [kind, id, collection they lay in], kind being "image" or "document".
    """

    page = models.OneToOneField(HelpPage, on_delete=models.CASCADE, related_name="recycled")
    slug = models.CharField(_("slug"), max_length=255)
    files = models.JSONField(_("files"), default=list)
    recycled_at = models.DateTimeField(_("deleted on"), auto_now_add=True, db_index=True)
    recycled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("deleted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page in the recycle bin")
        verbose_name_plural = _("pages in the recycle bin")

    def __str__(self) -> str:
        return str(self.page_id)
