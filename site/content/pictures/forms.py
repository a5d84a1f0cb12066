"""The form of every picture that is uploaded: in the library, in the chooser of the editor, many at once, or by the API."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content.pictures.checking import picture_problem


class PictureField(WagtailImageField):
    """Looks at the file before anything of it is decoded."""

    def to_python(self, data: Any) -> Any:
        if data not in self.empty_values and hasattr(data, "read"):
            read_whole = not hasattr(data, "seek")
            file = BytesIO(data.read()) if read_whole else data
            if problem := picture_problem(data.name, file):
                raise ValidationError(str(problem), code="picture_refused")
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Wagtail's form of pictures, with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(given := self.fields.get("file"), WagtailImageField):
            ours = PictureField(label=given.label, required=given.required, widget=given.widget, help_text=given.help_text)
            ours.widget.is_required = given.widget.is_required
            self.fields["file"] = ours
