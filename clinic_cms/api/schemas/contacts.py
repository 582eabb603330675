"""How readers reach a clinic: its name, phone and appointment page, in every page's JSON."""

from typing import Annotated

from pydantic import Field

from clinic_cms.api.schemas.base import Contract, Phone, Url


class Contacts(Contract):
    """How to reach a clinic, in the reader's locale."""

    slug: str
    """What names the clinic in this API."""
    name: str
    """Its name."""
    path: str
    """The path of its home in the reader's locale."""
    url: str
    """The same as an absolute URL."""
    phone: Phone | None
    """Its phone number."""
    appointment_path: str
    """The path of the page where readers ask for an appointment, or nothing."""
    appointment_url: Annotated[Url, Field(validation_alias="appointment_path")]
    """The same as an absolute URL, or nothing."""
