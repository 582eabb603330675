"""Which picture files are accepted, whoever gives them: a clinic's spec, an upload, an import.

What is accepted can be shown everywhere: it is decoded whole, and its colours are made such that
each of our renditions can be written. Pillow's `verify()` does not read pixels, and Wagtail's own
upload field decodes only some formats.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import willow
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError
from wagtail.images.utils import get_allowed_image_extensions
from willow.image import SvgImageFile

WRONG_FORMAT, DAMAGED, TOO_LARGE = "wrong_format", "damaged", "too_large"
"""The codes of what is refused."""
MEGAPIXEL = 1_000_000
MAX_PIXELS = 128 * MEGAPIXEL
MAX_BYTES = 10 * 1024 * 1024
"""Wagtail's defaults."""
WRITABLE = frozenset({"avif", "bmp", "gif", "heic", "ico", "jpeg", "png", "svg", "webp"})
"""What Wagtail can make renditions of: of a TIFF it cannot show even a thumbnail."""
NAMES = {"heif": "heic", "mpo": "jpeg"}
"""Pillow's names of formats, where Wagtail has others."""
PLAIN_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""Pillow's modes that every format of ours can be written from."""
OTHER_MODES = {"F": "L", "PA": "RGBA", "La": "LA", "RGBa": "RGBA"}
"""What some modes are converted to, where it is not RGB."""


@dataclass(frozen=True)
class AcceptedPicture:
    """A file that can be stored; its name ends as its format wants it."""

    name: str
    content: bytes


def accepted_formats() -> list[str]:
    """Return the formats that are accepted: those that the install takes and can show."""
    extensions = (name.lower() for name in get_allowed_image_extensions())
    return sorted({"jpeg" if name == "jpg" else name for name in extensions} & WRITABLE)


def hint_for(error: ValidationError) -> str:
    """Return what to do about a file that was refused."""
    if error.code == DAMAGED:
        return _("Save it again, or ask for it again.")
    if error.code == TOO_LARGE:
        return _("Make it smaller.")
    formats = ", ".join(name.upper() for name in accepted_formats())
    return _("Use one of these formats: %(formats)s.") % {"formats": formats}


def accept_picture(name: str, content: bytes) -> AcceptedPicture:
    """Return a picture as it can be stored, with its colours converted where that is needed.

    Raises ValidationError, with the file's name, for what is no picture, has another format, is
    too large, or is damaged.
    """
    most_bytes = getattr(settings, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", MAX_BYTES)
    if most_bytes is not None and len(content) > most_bytes:
        message = _("“%(path)s” has %(size)s. The limit is %(most)s.")
        sizes = {"size": filesizeformat(len(content)), "most": filesizeformat(most_bytes)}
        raise _refusal(TOO_LARGE, message, name, **sizes)
    try:
        with Image.open(BytesIO(content)) as image:
            return _accept(name, content, image)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except UnidentifiedImageError as error:
        if "svg" in accepted_formats() and _is_drawing(content):
            return AcceptedPicture(name, content)
        raise _refusal(WRONG_FORMAT, _("“%(path)s” is not a picture."), name) from error
    except Exception as error:
        # Each of Pillow's decoders has its own errors.
        raise _refusal(DAMAGED, _("“%(path)s” is damaged or cut off."), name) from error


def _is_drawing(content: bytes) -> bool:
    try:
        return isinstance(willow.Image.open(BytesIO(content)), SvgImageFile)
    except (OSError, SyntaxError):
        return False


def _accept(name: str, content: bytes, image: Image.Image) -> AcceptedPicture:
    found = str(image.format).lower()
    format = NAMES.get(found, found)
    if format not in accepted_formats():
        message = _("“%(path)s” is a picture of the format %(format)s.")
        raise _refusal(WRONG_FORMAT, message, name, format=image.format)
    frames = getattr(image, "n_frames", 1)
    if image.width * image.height * frames > _max_pixels():
        raise _too_many_pixels(name)
    for frame in range(frames):
        image.seek(frame)
        image.load()
    image.seek(0)
    if image.mode not in PLAIN_MODES:
        format, content = _converted(image, format)
    suffix = "jpg" if format == "jpeg" else format
    path = PurePath(name)
    is_named_so = path.suffix.lower() in (f".{suffix}", f".{format}")
    return AcceptedPicture(path.name if is_named_so else f"{path.stem}.{suffix}", content)


def _converted(image: Image.Image, format: str) -> tuple[str, bytes]:
    output, exif = BytesIO(), image.info.get("exif", b"")
    target = "jpeg" if format == "jpeg" else "png"
    in_plain_colours(image).save(output, target, quality=90, exif=exif)
    return target, output.getvalue()


def in_plain_colours(image: Image.Image) -> Image.Image:
    """Return a decoded picture in a plain mode: print colours and 16 bits are converted."""
    if image.mode in PLAIN_MODES:
        return image
    if image.mode.startswith("I"):
        # Pillow would cut off what is above 255.
        return image.convert("F").point(lambda value: value * (255 / 65535)).convert("L")
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK" and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            managed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (OSError, ImageCms.PyCMSError):
            # The profile is broken: Pillow's own conversion has to do.
            managed = None
        if managed is not None:
            return managed
    return image.convert(OTHER_MODES.get(image.mode, "RGB"))


def _max_pixels() -> int:
    limits = (
        getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", MAX_PIXELS),
        Image.MAX_IMAGE_PIXELS,
    )
    return min((limit for limit in limits if limit is not None), default=MAX_PIXELS)


def _too_many_pixels(name: str) -> ValidationError:
    message = _("“%(path)s” has too many pixels. The limit is %(most)s megapixels.")
    return _refusal(TOO_LARGE, message, name, most=_max_pixels() // MEGAPIXEL)


def _refusal(code: str, message: str, name: str, **values: object) -> ValidationError:
    return ValidationError(message % {"path": name, **values}, code=code)
