"""Files of pictures, good and bad, as people give them."""

from functools import partial
from io import BytesIO

from PIL import Image


def encoded(image: Image.Image, format: str, **options) -> bytes:
    output = BytesIO()
    image.save(output, format, **options)
    return output.getvalue()


def gradient(mode: str = "RGB") -> Image.Image:
    return Image.radial_gradient("L").resize((120, 80)).convert("RGB").convert(mode)


def sixteen_bits() -> Image.Image:
    image = Image.new("I;16", (120, 80))
    image.putdata([column * 65535 // 119 for _row in range(80) for column in range(120)])
    return image


def bomb(width: int = 14000, height: int = 14000) -> bytes:
    """A small file that decodes into very many pixels."""
    return encoded(Image.new("1", (width, height)), "PNG")


def jpeg() -> bytes:
    return encoded(gradient(), "JPEG")


def png() -> bytes:
    return encoded(gradient(), "PNG")


GOOD = {
    "photo.jpg": jpeg,
    "photo.jpeg": jpeg,
    "PHOTO.JPG": jpeg,
    "grey.jpg": lambda: encoded(gradient("L"), "JPEG"),
    "logo.png": png,
    "palette.png": lambda: encoded(gradient("P"), "PNG"),
    "glass.png": lambda: encoded(gradient("RGBA"), "PNG"),
    "two-colours.png": lambda: encoded(gradient("1"), "PNG"),
    "photo.webp": lambda: encoded(gradient(), "WEBP"),
    "photo.avif": lambda: encoded(gradient(), "AVIF"),
    "moving.gif": lambda: encoded(
        gradient("P"), "GIF", save_all=True, append_images=[gradient("P").rotate(90)]
    ),
}
"""Pictures that are stored as they are."""
CONVERTED = {
    "print.jpg": (lambda: encoded(gradient("CMYK"), "JPEG"), "print.jpg"),
    "deep.png": (lambda: encoded(sixteen_bits(), "PNG"), "deep.png"),
}
BAD = {
    "half.jpg": (lambda: jpeg()[:700], "damaged or cut off"),
    "half.png": (lambda: png()[:1000], "damaged or cut off"),
    "half.webp": (lambda: GOOD["photo.webp"]()[:300], ""),
    "half.gif": (lambda: GOOD["moving.gif"]()[:2000], "damaged or cut off"),
    "scan.tiff": (lambda: encoded(gradient(), "TIFF"), "of the format TIFF"),
    "scan.jpg": (lambda: encoded(gradient(), "TIFF"), "of the format TIFF"),
    "photo.jp2": (lambda: encoded(gradient(), "JPEG2000"), "of the format JPEG2000"),
    "logo.eps": (lambda: encoded(gradient(), "EPS"), "of the format EPS"),
    "page.jpg": (lambda: b"<!doctype html><title>404</title>", "is not a picture"),
    "empty.png": (lambda: b"", "is not a picture"),
    "words.png": (lambda: b"Our logo, see attachment", "is not a picture"),
    "bomb.png": (bomb, "too many pixels"),
    "large.png": (partial(bomb, 10000, 9500), "too many pixels"),
}
"""Pictures that are refused, and why."""
