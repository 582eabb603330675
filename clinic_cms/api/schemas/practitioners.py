"""A clinic's practitioners, as its lists show them."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from clinic_cms.api.schemas.base import Contract, Path, Picture, Url, picture_fields


def _photo(image: Any) -> dict[str, Any] | None:
    """Return an image as lists show it: beside the name, which says who it is."""
    return image if isinstance(image, dict) else picture_fields(image, "person")


class Practitioner(Contract):
    """A practitioner of the clinic."""

    name: str
    """Honorific and name."""
    credentials: str
    """Such as "DC, CCSP", or nothing."""
    languages: list[str]
    """The languages spoken, in the reader's language."""
    spoken: str
    """The same as one list."""
    path: Path
    """The path of the practitioner's page; empty where it has none in this locale."""
    url: Url
    """The same as an absolute URL."""
    photo: Annotated[Picture | None, BeforeValidator(_photo)]
    """A square portrait."""


class PractitionerList(Contract):
    """A clinic's practitioners."""

    items: list[Practitioner]
    """In the clinic's own order."""
