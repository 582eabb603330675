"""What lies at an address."""

from typing import Literal

from clinic_cms.api.schemas.base import Contract
from clinic_cms.api.schemas.pages import Page


class Redirect(Contract):
    """The page lies elsewhere: on the canonical host, or with a slash at its end."""

    kind: Literal["redirect"]
    status: Literal[301]
    """The status with which our own pages answer here."""
    location: str
    """The absolute URL to send the reader to, percent-encoded, with the query of the path asked
    for."""


class Resolved(Contract):
    """A page lies here."""

    kind: Literal["page"]
    status: Literal[200]
    """The status with which our own pages answer here."""
    page: Page
    """The page, filled."""
