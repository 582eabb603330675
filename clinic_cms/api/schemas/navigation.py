"""What a clinic's header and footer show, and the words of its interface."""

from typing import Any, Self

from pydantic import Field, create_model

from clinic_cms.api.schemas.base import Alternate, Contract, Link
from clinic_cms.api.schemas.contacts import Contacts
from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import Direction
from clinic_cms.serving.ui_strings import WORDS


class HelpLine(Contract):
    """A sentence in one language: help in it is free, call. The phone number stands in between."""

    language: str
    """A BCP 47 tag."""
    name: str
    """The language in its own words."""
    direction: Direction
    """The direction of its script."""
    before: str
    """What stands before the phone number."""
    after: str
    """What stands after it."""


class Navigation(Contract):
    """What a clinic's header and footer show in a locale."""

    clinic: Contacts
    """The clinic and how to reach it."""
    address: list[str]
    """Its primary location's address, line by line."""
    menu: list[Link]
    """The menu; our own footer repeats it."""
    languages: list[Alternate]
    """The clinic's home in each locale that it offers."""
    conditions_path: str
    """The path of the page that lists the conditions, or nothing."""
    language_help: list[HelpLine]
    """The notice that language help is free; empty where the clinic did not switch it on."""

    @classmethod
    def of(cls, clinic: views.ClinicView) -> Self:
        """Return a clinic's navigation."""
        return cls.from_view(vars(clinic) | {"clinic": clinic}, clinic.origin)


_fields: dict[str, Any] = {key: (str, Field(description=word.note)) for key, word in WORDS.items()}
Words = create_model(
    "Words",
    __base__=Contract,
    __doc__="What a clinic's pages print around their content, in the reader's language.",
    **_fields,
)


def words() -> Contract:
    """Return every word in the active language."""
    return Words(**{key: word.text for key, word in WORDS.items()})
