"""The kinds of values in a spec, each with its rule and with what to write instead."""

import re
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from clinic_cms.errors import error_id, suggestion
from clinic_cms.launching.spec.validation_context import context_of
from clinic_cms.models.front_end import normal_origin, normal_preview_url
from clinic_cms.models.location import country_choices
from clinic_cms.models.validators import HOSTNAME, holds_tags

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

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INTERVAL = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*((?:[01]\d|2[0-3]):[0-5]\d)")
ALL = "all"
"""The value of `conditions.include` that stands for every master."""


def value_error(id: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error for a value that breaks one of our rules."""
    # The message is a value of the template: the value that was read may itself hold braces.
    return PydanticCustomError(id, "{message}", {"message": message, "hint": hint})


def message_of(error: ValidationError) -> str:
    """Return a Django error's text."""
    return " ".join(str(message) for message in error.messages)


def _slug_if_any(value: str) -> str:
    return _slug(value) if value else ""


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        proper = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "fairfield"
        raise value_error(
            NOT_A_SLUG,
            _("“%(value)s” is not a slug: small letters, digits and single hyphens.")
            % {"value": value},
            _("Write “%(slug)s”.") % {"slug": proper},
        )
    return value


def _clinic_slug(value: str, info: ValidationInfo) -> str:
    if value in context_of(info).root_slugs:
        raise value_error(
            SLUG_AT_ROOT,
            _("“%(value)s” is the slug of another page at the root of Wagtail's tree.")
            % {"value": value},
            _("Choose another slug for the clinic."),
        )
    file = context_of(info).specs.get(value)
    if file is not None:
        message = _("“%(value)s” is also the slug in %(file)s.") % {"value": value, "file": file}
        raise value_error(SLUG_IN_TWO_SPECS, message, _("Each clinic has one spec and one slug."))
    return value


def _host(value: str, info: ValidationInfo) -> str:
    context = context_of(info)
    try:
        HOSTNAME(value)
    except ValidationError as error:
        message = _("“%(value)s” is not a host name.") % {"value": value}
        raise value_error(NOT_A_HOST, message, message_of(error)) from error
    if value in context.network_hosts:
        raise value_error(
            NETWORK_HOST,
            _("“%(value)s” is the network host, where the agency's admin lives.")
            % {"value": value},
            _("Give the clinic its own host, such as www.%(slug)s.example.")
            % {"slug": slugify(context.slug) or "clinic"},
        )
    owner = context.hosts.get(value)
    if owner is not None and owner != context.slug:
        if owner in context.default_locales:
            owner = _("the clinic “%(slug)s”") % {"slug": owner}
        raise value_error(
            HOST_TAKEN,
            _("“%(value)s” is already taken by %(owner)s.") % {"value": value, "owner": owner},
            _("Choose another host, or remove it there first."),
        )
    return value


def _country(value: str) -> str:
    names = dict(country_choices())
    if value in names:
        return value
    by_name = {str(name).casefold(): code for code, name in names.items()}
    code = by_name.get(value.casefold()) or (value.upper() if value.upper() in names else "")
    raise value_error(
        NOT_A_COUNTRY,
        _("“%(value)s” is not a country's code.") % {"value": value},
        _("Write the two letters of ISO 3166, such as “%(code)s”.") % {"code": code or "US"},
    )


def _email(value: str) -> str:
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        message = _("“%(value)s” is not an e-mail address.") % {"value": value}
        raise value_error(NOT_AN_EMAIL, message, _("Write it like owner@example.com.")) from error
    return value


def _front_end(value: str) -> str:
    try:
        return normal_origin(value)
    except ValidationError as error:
        message = _("“%(value)s” is not the URL of a front end.") % {"value": value}
        raise value_error(NOT_A_FRONT_END, message, message_of(error)) from error


def _preview_url(value: str) -> str:
    try:
        return normal_preview_url(value) if value else ""
    except ValidationError as error:
        message = _("“%(value)s” is not a preview URL.") % {"value": value}
        raise value_error(NOT_A_PREVIEW_URL, message, message_of(error)) from error


def _picture(value: Path, info: ValidationInfo) -> Path:
    path = context_of(info).folder / value
    try:
        with Image.open(path) as image:
            image.verify()
    except FileNotFoundError as error:
        message = _("There is no file “%(path)s”.") % {"path": path}
        hint = _("Its path starts at the folder of this spec.")
        raise value_error(NO_PICTURE, message, hint) from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        message = _("“%(path)s” is not a picture.") % {"path": path}
        raise value_error(NOT_A_PICTURE, message, _("Give a PNG, JPEG or WebP file.")) from error
    return path


def _fact(value: str) -> str:
    """Refuse merge tags in a fact: facts are not filled, so patients would see the tag."""
    if holds_tags(value):
        raise value_error(
            TAG_IN_FACT,
            _("“%(value)s” holds a merge tag.") % {"value": value},
            _("Write this without merge tags: it is what fills them."),
        )
    return value


def _include(value: Any) -> Any:
    if isinstance(value, str):
        if value != ALL:
            raise value_error(
                NOT_WHICH_CONDITIONS,
                _("“%(value)s” does not name conditions.") % {"value": value},
                _('Write "all", or a list of slugs such as ["back-spasms"].'),
            )
        return (ALL,)
    return value


def _condition(value: str, info: ValidationInfo) -> str:
    conditions = context_of(info).conditions
    if value != ALL and value not in conditions:
        message = _("There is no master article “%(value)s”.") % {"value": value}
        raise value_error(UNKNOWN_CONDITION, message, suggestion(value, conditions))
    return value


def _times_of(text: str) -> tuple[time, time]:
    """Return the opening and closing time of "09:00-12:30"."""
    match = INTERVAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time.fromisoformat(match[1]), time.fromisoformat(match[2])


def _interval(value: str) -> str:
    example = _("Write it like “09:00-12:30”.")
    try:
        opens, closes = _times_of(value)
    except ValueError as error:
        message = _("“%(value)s” is not a period of time.") % {"value": value}
        raise value_error(NOT_HOURS, message, example) from error
    if closes <= opens:
        message = _("“%(value)s” closes before it opens.") % {"value": value}
        raise value_error(CLOSES_FIRST, message, example)
    return f"{opens:%H:%M}-{closes:%H:%M}"


def _no_overlap(values: tuple[str, ...]) -> tuple[str, ...]:
    ordered = tuple(sorted(values))
    for first, second in pairwise(ordered):
        if _times_of(second)[0] < _times_of(first)[1]:
            message = _("“%(first)s” and “%(second)s” overlap.")
            values_of = {"first": first, "second": second}
            raise value_error(HOURS_OVERLAP, message % values_of, _("Join them into one."))
    return ordered


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
Interval = Annotated[str, AfterValidator(_interval)]
Intervals = Annotated[tuple[Interval, ...], AfterValidator(_no_overlap)]
