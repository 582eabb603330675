"""Pictures in pages and in API responses: the one place that defines their sizes and formats."""

import logging
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images.models import Picture, SourceImageIOError
from wagtail.images.utils import to_svg_safe_spec

logger = logging.getLogger(__name__)

PHOTO_FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class PictureSpec:
    """How a kind of picture is rendered; resizes and formats are operations of Wagtail's."""

    resizes: tuple[str, ...]
    formats: tuple[str, ...] = PHOTO_FORMATS
    sizes: str = ""
    """The HTML attribute: how wide the picture is shown."""

    def filters(self, *, svg: bool) -> list[str]:
        """Return the renditions' filters; a drawing stays one, and is only resized."""
        if svg:
            return [to_svg_safe_spec([resize]) for resize in self.resizes[-1:]]
        return [f"format-{name}|{resize}" for name in self.formats for resize in self.resizes]


PICTURES = {
    "figure": PictureSpec(("width-480", "width-960"), sizes="(min-width: 48rem) 44rem, 100vw"),
    "hero": PictureSpec(("fill-640x480", "fill-1200x900"), sizes="(min-width: 56rem) 34rem, 100vw"),
    "portrait": PictureSpec(
        ("fill-360x450", "fill-720x900"), sizes="(min-width: 48rem) 22rem, 100vw"
    ),
    "person": PictureSpec(("fill-320x320",)),
    "logo": PictureSpec(("max-480x112",), formats=("webp", "png")),
}
"""The pictures of patients' pages by name."""


@dataclass(frozen=True)
class RenditionView:
    """One file of a picture. `url` is the storage's: without a host for local files."""

    type: str
    """A media type: "image/avif"."""
    url: str
    width: int
    height: int


def with_files(images: Iterable[Any]) -> dict[int, Any]:
    """Return pictures by primary key, as copies that know their files. One query, or none."""
    copies = {image.pk: copy(image) for image in images if image is not None}
    prefetch_related_objects(list(copies.values()), "renditions")
    return copies


def renditions_of(image: Any, kind: str) -> tuple[RenditionView, ...]:
    """Return a picture's files, best format first, small before large.

    One query where its files were not read before.
    """
    return tuple(
        RenditionView(_media_type(rendition), rendition.url, rendition.width, rendition.height)
        for rendition in _renditions(image, kind).values()
    )


def picture_of(image: Any, kind: str, attributes: dict[str, Any]) -> Picture | None:
    """Return a picture as an HTML element with its sources; None if it has no files.

    One query, as above.
    """
    sizes, renditions = PICTURES[kind].sizes, _renditions(image, kind)
    attributes = {**({"sizes": sizes} if sizes else {}), **attributes}
    return Picture(renditions, attributes) if renditions else None


def _renditions(image: Any, kind: str) -> dict[str, Any]:
    """Return the renditions by their filters; those that cannot be made are left out and logged."""
    # Otherwise Wagtail reads its cache, which may be down, or may name files that are gone.
    prefetch_related_objects([image], "renditions")
    filters = PICTURES[kind].filters(svg=image.is_svg())
    try:
        renditions: dict[str, Any] = image.get_renditions(*filters)
    except SourceImageIOError:
        logger.warning("The picture %s has no file that can be read.", image.file.name)
        return {}
    except Exception:
        logger.exception("The picture %s cannot be shown in every format.", image.file.name)
        renditions = _made_one_by_one(image, filters)
    made = [each for each in renditions.values() if each.pk is None]
    if made:
        _use_first_files(image, made)
    return renditions


def _made_one_by_one(image: Any, filters: Iterable[str]) -> dict[str, Any]:
    """Return the renditions that can be made: Wagtail makes all of them or none."""
    renditions: dict[str, Any] = {}
    for spec in filters:
        try:
            renditions |= image.get_renditions(spec)
        except Exception as error:
            logger.warning("The picture %s: no “%s”: %s", image.file.name, spec, error)
    return renditions


def _use_first_files(image: Any, made: Iterable[Any]) -> None:
    """Use the files of another process that made the same at the same time, and delete ours.

    Wagtail 8.0 keeps the first one's rows and leaves the files of the other, which would
    stay when the picture is deleted. One query.
    """
    rows = {(row.filter_spec, row.focal_point_key): row for row in image.renditions.filter()}
    for rendition in made:
        row = rows.get((rendition.filter_spec, rendition.focal_point_key))
        if row is None:
            continue
        if row.file.name != rendition.file.name:
            rendition.purge_from_cache()
            rendition.file.delete(save=False)
            rendition.file = row.file
        # Else it would be asked for again, wherever the picture is remembered.
        rendition.pk = row.pk


def _media_type(rendition: Any) -> str:
    extension = str(rendition.file.name).rpartition(".")[2].lower()
    return "image/" + {"jpg": "jpeg", "svg": "svg+xml"}.get(extension, extension)
