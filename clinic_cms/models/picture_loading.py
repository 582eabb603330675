"""Makes Wagtail take a stored picture that cannot be read for one whose file is missing.

Wagtail shows a blank for a missing file, but a damaged one breaks every list and form that would
show it. Willow, by which Wagtail opens pictures, lets plugins register their own loaders:
https://willow.wagtail.org/en/latest/reference.html
"""

import logging
from typing import Any

from PIL import Image
from wagtail.images.models import SourceImageIOError
from willow.image import INITIAL_IMAGE_CLASSES, ImageFile, SvgImageFile, filetype
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from clinic_cms.models.pictures import in_plain_colours

logger = logging.getLogger(__name__)


class UnreadableFile(ImageFile):
    """A file that is no picture."""

    def __init__(self, f: Any) -> None:
        raise _unreadable(f, "it is no picture")


def register_loaders() -> None:
    """Register our loaders with Willow. Another call changes nothing."""
    for kind in (None, *(each.extension for each in filetype.TYPES)):
        INITIAL_IMAGE_CLASSES.setdefault(kind, UnreadableFile)
    INITIAL_IMAGE_CLASSES["svg"] = open_drawing
    for image_class in {*INITIAL_IMAGE_CLASSES.values()} - {UnreadableFile, open_drawing}:
        registry.register_converter(image_class, PillowImage, load_picture)


def open_drawing(file: Any) -> SvgImageFile:
    """Open a file that looks like XML. Raises SourceImageIOError for what is no drawing."""
    try:
        drawing = SvgImageFile(file)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(file, error) from error
    if not drawing.dom.getroot().tag.endswith("svg"):
        raise _unreadable(file, "it is no drawing")
    return drawing


def load_picture(image_file: ImageFile) -> PillowImage:
    """Decode a picture, in colours of which every rendition can be written.

    Raises SourceImageIOError.
    """
    image_file.f.seek(0)
    try:
        image = Image.open(image_file.f)
        image.load()
        return PillowImage(in_plain_colours(image))
    except Exception as error:
        # Each of Pillow's decoders has its own errors.
        raise _unreadable(image_file.f, error) from error


def _unreadable(file: Any, reason: object) -> SourceImageIOError:
    name = getattr(file, "name", "")
    logger.warning("The picture %s cannot be read: %s", name, reason)
    return SourceImageIOError(f"{name}: {reason}")
