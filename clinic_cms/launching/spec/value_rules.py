"""The kinds of values in a spec, each with its rule and with what to write instead."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from clinic_cms.blocks.opening_hours import NIGHT_HINT
from clinic_cms.errors import did_you_mean, error_id, suggestion
from clinic_cms.formats.clock_times import UnclearTime
from clinic_cms.formats.countries import country_called
from clinic_cms.formats.opening_hours import (
    WEEK,
    DayHours,
    NightTooLong,
    find_overlap,
    read_hours,
    split_hours,
)
from clinic_cms.formats.slugs import slugify
from clinic_cms.launching.spec.validation_context import context_of
from clinic_cms.models.front_end import normal_origin, normal_preview_url
from clinic_cms.models.location import country_choices
from clinic_cms.models.pictures import accept_picture, hint_for
from clinic_cms.models.validators import HOSTNAME, holds_tags
from clinic_cms.routing import host_of

HOST_TAKEN = error_id("clinic_cms.L006")
NOT_A_HOST = error_id("clinic_cms.L007")
NETWORK_HOST = error_id("clinic_cms.L008")
UNKNOWN_CONDITION = error_id("clinic_cms.L011")
NOT_A_SLUG = error_id("clinic_cms.L012")
NOT_A_PICTURE = error_id("clinic_cms.L013")
NOT_HOURS = error_id("clinic_cms.L015")
TAG_IN_FACT = error_id("clinic_cms.L019")
NOT_A_FRONT_END = error_id("clinic_cms.L022")
NOT_A_COUNTRY = error_id("clinic_cms.L023")
NOT_AN_EMAIL = error_id("clinic_cms.L024")
NOT_A_PREVIEW_URL = error_id("clinic_cms.L025")
NOT_WHICH_CONDITIONS = error_id("clinic_cms.L026")
SLUG_AT_ROOT = error_id("clinic_cms.L027")
SLUG_IN_TWO_SPECS = error_id("clinic_cms.L028")
NO_PICTURE = error_id("clinic_cms.L029")
CLOSES_FIRST = error_id("clinic_cms.L030")
HOURS_OVERLAP = error_id("clinic_cms.L031")

ALL = "all"
"""The value of `conditions.include` that stands for every master."""


def value_error(id: str, message: str, hint: str = "", **values: object) -> PydanticCustomError:
    """Return the error for a value that breaks one of our rules; `values` fill the message."""
    # The message is a value of the template: the value that was read may itself hold braces.
    message = message % values if values else message
    return PydanticCustomError(id, "{message}", {"message": message, "hint": hint})


@contextmanager
def explained(id: str, message: str = "", hint: str = "", **values: object) -> Iterator[None]:
    """Raise an error of Django's as ours; its text is the message, or else the hint."""
    try:
        yield
    except ValidationError as error:
        hint = hint or (message_of(error) if message else "")
        raise value_error(id, message or message_of(error), hint, **values) from error


def message_of(error: ValidationError) -> str:
    """Return a Django error's text."""
    return " ".join(str(message) for message in error.messages)


def _slug_if_any(value: str) -> str:
    return _slug(value) if value else ""


def _slug(value: str) -> str:
    if value != slugify(value):
        raise _not_a_slug(value, slugify(value))
    return value


def _not_a_slug(value: str, proper: str) -> PydanticCustomError:
    message = _("“%(value)s” is not a slug: small letters, digits and single hyphens.")
    hint = _("Write “%(slug)s”.") % {"slug": proper or "fairfield"}
    return value_error(NOT_A_SLUG, message, hint, value=value)


def _clinic_slug(value: str, info: ValidationInfo) -> str:
    context = context_of(info)
    if not value.isascii():
        raise _not_a_slug(value, slugify(value, ascii_only=True))
    if value in context.root_slugs:
        message = _("“%(value)s” is the slug of another page at the root of Wagtail's tree.")
        hint = _("Choose another slug for the clinic.")
        raise value_error(SLUG_AT_ROOT, message, hint, value=value)
    if value in context.specs:
        message = _("“%(value)s” is also the slug in %(file)s.")
        hint = _("Each clinic has one spec and one slug.")
        raise value_error(SLUG_IN_TWO_SPECS, message, hint, value=value, file=context.specs[value])
    return value


def _host(value: str, info: ValidationInfo) -> str:
    context = context_of(info)
    with explained(NOT_A_HOST, _("“%(value)s” is not a host name."), value=value):
        HOSTNAME(host := host_of(value))
    value = host
    if value in context.network_hosts:
        message = _("“%(value)s” is the network host, where the agency's admin lives.")
        hint = _("Give the clinic its own host, such as www.%(slug)s.example.")
        slug = slugify(context.slug, ascii_only=True) or "clinic"
        raise value_error(NETWORK_HOST, message, hint % {"slug": slug}, value=value)
    owner = context.hosts.get(value)
    if owner is not None and owner != context.slug:
        if owner in context.default_locales:
            owner = _("the clinic “%(slug)s”") % {"slug": owner}
        message = _("“%(value)s” is already taken by %(owner)s.")
        hint = _("Choose another host, or remove it there first.")
        raise value_error(HOST_TAKEN, message, hint, value=value, owner=owner)
    return value


def _country(value: str) -> str:
    countries, meant = dict(country_choices()), country_called(value)
    if value in countries:
        return value
    message = _("“%(value)s” is not a country's code.")
    example = meant if meant in countries else "US"
    hint = _("Write the two letters of ISO 3166, such as “%(code)s”.") % {"code": example}
    raise value_error(NOT_A_COUNTRY, message, hint, value=value)


def _email(value: str) -> str:
    message = _("“%(value)s” is not an e-mail address.")
    hint = _("Write it like owner@example.com.")
    with explained(NOT_AN_EMAIL, message, hint, value=value):
        if value:
            validate_email(value)
    return value


def _front_end(value: str) -> str:
    message = _("“%(value)s” is not the URL of a front end.")
    with explained(NOT_A_FRONT_END, message, value=value):
        return normal_origin(value)


def _preview_url(value: str) -> str:
    with explained(NOT_A_PREVIEW_URL, _("“%(value)s” is not a preview URL."), value=value):
        return normal_preview_url(value) if value else ""


def _picture(value: Path, info: ValidationInfo) -> Path:
    path = context_of(info).folder / value
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        message = _("There is no file “%(path)s”.")
        hint = _("Its path starts at the folder of this spec.")
        raise value_error(NO_PICTURE, message, hint, path=path) from error
    except OSError as error:
        raise value_error(NOT_A_PICTURE, _("“%(path)s” is not a picture."), path=path) from error
    try:
        accept_picture(str(path), content)
    except ValidationError as error:
        raise value_error(NOT_A_PICTURE, message_of(error), hint_for(error)) from error
    return path


def _fact(value: str) -> str:
    """Refuse merge tags in a fact: facts are not filled, so patients would see the tag."""
    if holds_tags(value):
        hint = _("Write this without merge tags: it is what fills them.")
        raise value_error(TAG_IN_FACT, _("“%(value)s” holds a merge tag."), hint, value=value)
    return value


def _include(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value != ALL:
        hint = _('Write "all", or a list of slugs such as ["back-spasms"].')
        message = _("“%(value)s” does not name conditions.")
        raise value_error(NOT_WHICH_CONDITIONS, message, hint, value=value)
    return (ALL,)


def _condition(value: str, info: ValidationInfo) -> str:
    conditions = context_of(info).conditions
    if value != ALL and value not in conditions:
        message = _("There is no master article “%(value)s”.")
        raise value_error(UNKNOWN_CONDITION, message, suggestion(value, conditions), value=value)
    return value


def _listed_hours(value: Any) -> Any:
    """A day's hours may be one text, and one text may hold several: "9:00-12:00, 13:00-17:00"."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return value
    return [part for text in texts for part in split_hours(text)]


def _hours(value: str) -> str:
    """Return hours as "09:00-12:30" or "by appointment": in this form, they sort as text."""
    try:
        return read_hours(value)
    except NightTooLong as error:
        message = _("“%(value)s” closes before it opens.")
        hint = f"{did_you_mean(*error.meant)} {NIGHT_HINT}".strip()
        raise value_error(CLOSES_FIRST, message, hint, value=value) from error
    except UnclearTime as error:
        message = _("“%(value)s” is not a period of time.")
        hint = did_you_mean(*error.meant) or _("Write it like “09:00-12:30”.")
        raise value_error(NOT_HOURS, message, hint, value=value) from error


def _no_overlap(values: tuple[str, ...]) -> tuple[str, ...]:
    refuse_overlap({WEEK[0]: values})
    return tuple(sorted({*values}))


def refuse_overlap(week: Mapping[str, Iterable[str]]) -> None:
    """Raise an error where hours of a week overlap, also past midnight."""
    overlap = find_overlap({day: DayHours.of(hours).intervals for day, hours in week.items()})
    if overlap:
        _day, first, second = overlap
        message, hint = _("“%(first)s” and “%(second)s” overlap."), _("Join them into one.")
        raise value_error(HOURS_OVERLAP, message, hint, first=first, second=second)


Fact = Annotated[str, AfterValidator(_fact)]
Name = Annotated[Fact, Field(min_length=1, max_length=120)]
Slug = Annotated[str, Field(max_length=80), AfterValidator(_slug)]
OptionalSlug = Annotated[str, Field(max_length=80), AfterValidator(_slug_if_any)]
ClinicSlug = Annotated[Slug, AfterValidator(_clinic_slug)]
Host = Annotated[str, Field(max_length=253), AfterValidator(_host)]
Country = Annotated[str, AfterValidator(_country)]
Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
FrontEnd = Annotated[str, AfterValidator(_front_end)]
PreviewURL = Annotated[str, Field(max_length=500), AfterValidator(_preview_url)]
Picture = Annotated[Path, AfterValidator(_picture)]
Include = Annotated[
    tuple[Annotated[str, AfterValidator(_condition)], ...], BeforeValidator(_include)
]
Hours = Annotated[
    tuple[Annotated[str, AfterValidator(_hours)], ...],
    BeforeValidator(_listed_hours),
    AfterValidator(_no_overlap),
]
