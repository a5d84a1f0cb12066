"""The form of every document that is uploaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, which looks at the kind of a file by its name; with a limit to its size."""

    def clean_file(self) -> Any:
        """Refuse what is larger than SANAD_DOCUMENT_MEGABYTES."""
        file, most = self.cleaned_data["file"], settings.SANAD_DOCUMENT_MEGABYTES
        if "file" in self.changed_data and file and file.size > most * 1_000_000:
            raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": most}, code="file_too_large")
        return file
