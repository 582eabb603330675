"""The admin's form of a picture, which accepts what every page can show.

A project that has its own form derives it from this one (`WAGTAILIMAGES_IMAGE_FORM_BASE`).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from clinic_cms.admin.collections import choose_collection
from clinic_cms.models.pictures import accept_picture, hint_for


class PictureField(WagtailImageField):
    """Decodes an upload whole before Wagtail looks at it, and converts what has to be."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        self.check_image_file_size(data)
        try:
            picture = accept_picture(data.name, data.read())
        except ValidationError as error:
            message = f"{' '.join(error.messages)} {hint_for(error)}"
            raise ValidationError(message, code=error.code) from error
        return super().to_python(
            SimpleUploadedFile(picture.name, picture.content, data.content_type)
        )


class PictureForm(BaseImageForm):
    """Wagtail's form with our field for the file, and a dialog for the collection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
        choose_collection(self)
