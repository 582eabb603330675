"""What the fields of our tables accept: host names, phone numbers, facts without merge tags."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue

from clinic_cms.errors import error_id
from clinic_cms.formats.phone_numbers import NotAPhoneNumber, to_stored
from clinic_cms.formats.time_zones import (
    all_zones,
    canonical_zone,
    shares_clock,
    zones_called,
    zones_of,
)
from clinic_cms.merge.scanner import CLOSERS, SIGNS

WRONG_HOSTNAME = error_id("clinic_cms.H001")
WRONG_PHONE = error_id("clinic_cms.P001")
TAG_IN_FACT = error_id("clinic_cms.G002")
WRONG_ZONE = error_id("clinic_cms.K001")

MOST_ZONES = 8
"""How many time zones a message names."""

HOSTNAME = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$",
    gettext_lazy(
        "Write a host name such as www.example.com: lower case, without https:// and port."
    ),
    code=WRONG_HOSTNAME,
)


@contextmanager
def errors_at(field: str) -> Iterator[None]:
    """Give a ValidationError that is raised inside the name of the field that it is about."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def stored_phone(written: str, country: str) -> str:
    """Return what a field stores for a phone number as a person writes it; empty stays empty.

    Raises ValidationError, with what to write instead.
    """
    try:
        return to_stored(written, country)
    except NotAPhoneNumber as error:
        raise ValidationError(str(error), code=WRONG_PHONE) from error


def to_zone(raw: str, country: str) -> str:
    """Return a time zone by its name in the time zone database; empty stays empty.

    Raises ValidationError for what is none, and for one whose clock no place in the country has.
    """
    zone = canonical_zone(raw)
    if not raw.strip() or (zone and shares_clock(zone, country)):
        return zone
    zones = zones_called(raw, country) or zones_of(country) or all_zones()
    message = _("“%(raw)s” is not a time zone of the country. Write one of: %(zones)s.")
    shown = ", ".join(zones[:MOST_ZONES]) + (" …" if len(zones) > MOST_ZONES else "")
    raise ValidationError(message % {"raw": raw, "zones": shown}, code=WRONG_ZONE)


def tags_in_facts(facts: Mapping[str, object]) -> dict[str, ValidationError]:
    """Return an error for each fact, by its field, that has merge tags.

    Merge tags are replaced by facts, and facts are not filled themselves: patients would see the
    tag.
    """
    message = _("Write this without merge tags: it is what fills them.")
    return {
        name: ValidationError(message, code=TAG_IN_FACT)
        for name, value in facts.items()
        if holds_tags(value)
    }


def holds_tags(value: object) -> bool:
    """Whether a fact, a text or a stream of texts, holds merge tags or parts of them."""
    if isinstance(value, StreamValue):
        # The braces that close nested values look like the end of a tag.
        return any(opener in str(value.get_prep_value()) for opener in CLOSERS)
    return SIGNS.search(str(value)) is not None
