"""The kinds of values in a spec, each with its rule and with what to write instead."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from clinic_cms.launching.spec.validation_context import Known
from clinic_cms.launching.state.values import html_of
from clinic_cms.merge import Problem, check
from clinic_cms.models.front_end import normal_origin, normal_preview_url
from clinic_cms.models.location import country_choices
from clinic_cms.models.validators import HOSTNAME

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ALL = "all"
TAG_SIGNS = ("{{", "}}", "{%", "%}")


def wrong(id: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error for a value that breaks a rule of ours."""
    # The message is a value of the template: what was read may itself hold braces.
    return PydanticCustomError(id, "{message}", {"message": message, "hint": hint})


def closest(word: str, among: Iterable[str]) -> list[str]:
    """Return the name that a word may have meant: a list of one, or of none."""
    by_lower = {name.lower(): name for name in sorted(among)}
    word = word.lower()
    holding = [name for name in by_lower if word and word in name]
    close = holding if len(holding) == 1 else get_close_matches(word, by_lower, n=1, cutoff=0.55)
    return [by_lower[name] for name in close]


def nearest(word: str, among: Iterable[str]) -> str:
    """Return “Did you mean …?” for the closest of some names, or the names if none is close."""
    names = sorted(among)
    for name in closest(word, names):
        return _("Did you mean “%(name)s”?") % {"name": name}
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return _("Known: %(names)s.") % {"names": shown} if names else ""


def known_of(info: ValidationInfo) -> Known:
    """Return the world that the spec is checked against."""
    return info.context if isinstance(info.context, Known) else Known()


def message_of(error: ValidationError) -> str:
    """Return a Django error's text."""
    return " ".join(str(message) for message in error.messages)


def _slug_if_any(value: str) -> str:
    return _slug(value) if value else ""


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        proper = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "fairfield"
        raise wrong(
            "clinic_cms.L012",
            _("“%(value)s” is not a slug: small letters, digits and single hyphens.")
            % {"value": value},
            _("Write “%(slug)s”.") % {"slug": proper},
        )
    return value


def _clinic_slug(value: str, info: ValidationInfo) -> str:
    if value in known_of(info).root_slugs:
        raise wrong(
            "clinic_cms.L012",
            _("“%(value)s” is the slug of another page at the root of Wagtail's tree.")
            % {"value": value},
            _("Choose another slug for the clinic."),
        )
    file = known_of(info).specs.get(value)
    if file is not None:
        message = _("“%(value)s” is also the slug in %(file)s.") % {"value": value, "file": file}
        raise wrong("clinic_cms.L012", message, _("Each clinic has one spec and one slug."))
    return value


def _host(value: str, info: ValidationInfo) -> str:
    known = known_of(info)
    try:
        HOSTNAME(value)
    except ValidationError as error:
        message = _("“%(value)s” is not a host name.") % {"value": value}
        raise wrong("clinic_cms.L007", message, message_of(error)) from error
    if value in known.network_hosts:
        raise wrong(
            "clinic_cms.L008",
            _("“%(value)s” is the network host, where the agency's admin lives.")
            % {"value": value},
            _("Give the clinic a host of its own, such as www.%(slug)s.example.")
            % {"slug": slugify(known.slug) or "clinic"},
        )
    owner = known.hosts.get(value)
    if owner is not None and owner != known.slug:
        if owner in known.default_locales:
            owner = _("the clinic “%(slug)s”") % {"slug": owner}
        raise wrong(
            "clinic_cms.L006",
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
    raise wrong(
        "clinic_cms.L004",
        _("“%(value)s” is not a country's code.") % {"value": value},
        _("Write the two letters of ISO 3166, such as “%(code)s”.") % {"code": code or "US"},
    )


def _email(value: str) -> str:
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        message = _("“%(value)s” is not an e-mail address.") % {"value": value}
        raise wrong("clinic_cms.L004", message, _("Write it like owner@example.com.")) from error
    return value


def _front_end(value: str) -> str:
    try:
        return normal_origin(value)
    except ValidationError as error:
        message = _("“%(value)s” is not the address of a front end.") % {"value": value}
        raise wrong("clinic_cms.L022", message, message_of(error)) from error


def _preview_address(value: str) -> str:
    try:
        return normal_preview_url(value) if value else ""
    except ValidationError as error:
        message = _("“%(value)s” is not an address for previews.") % {"value": value}
        raise wrong("clinic_cms.L022", message, message_of(error)) from error


def _picture(value: Path, info: ValidationInfo) -> Path:
    path = known_of(info).folder / value
    try:
        with Image.open(path) as image:
            image.verify()
    except FileNotFoundError as error:
        message = _("There is no file “%(path)s”.") % {"path": path}
        hint = _("Name it from the folder of this spec.")
        raise wrong("clinic_cms.L013", message, hint) from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        message = _("“%(path)s” is not a picture.") % {"path": path}
        raise wrong("clinic_cms.L013", message, _("Give a PNG, JPEG or WebP file.")) from error
    return path


def _fact(value: str) -> str:
    """A fact fills tags and is not filled itself: a tag in one would reach patients."""
    if any(sign in value for sign in TAG_SIGNS):
        raise wrong(
            "clinic_cms.L019",
            _("“%(value)s” holds a merge tag.") % {"value": value},
            _("Write this without merge tags: it is what fills them."),
        )
    return value


def _plain_text(value: str) -> str:
    return _unbroken(value, check(value))


def _rich_text(value: str) -> str:
    # Checked as it will be kept: a condition must not reach over paragraphs.
    return _unbroken(value, check(html_of(value), rich=True))


def _unbroken(value: str, problems: list[Problem]) -> str:
    if problems:
        raise wrong("clinic_cms.L014", " ".join(problem.message for problem in problems))
    return value


def _include(value: Any) -> Any:
    if isinstance(value, str):
        if value != ALL:
            raise wrong(
                "clinic_cms.L011",
                _("“%(value)s” does not say which conditions.") % {"value": value},
                _('Write "all", or a list of slugs such as ["back-spasms"].'),
            )
        return (ALL,)
    return value


def _condition(value: str, info: ValidationInfo) -> str:
    conditions = known_of(info).conditions
    if value != ALL and value not in conditions:
        message = _("There is no master article “%(value)s”.") % {"value": value}
        raise wrong("clinic_cms.L011", message, nearest(value, conditions))
    return value


Fact = Annotated[str, AfterValidator(_fact)]
Name = Annotated[Fact, Field(min_length=1, max_length=120)]
Slug = Annotated[str, Field(max_length=80), AfterValidator(_slug)]
OptionalSlug = Annotated[str, Field(max_length=80), AfterValidator(_slug_if_any)]
ClinicSlug = Annotated[Slug, AfterValidator(_clinic_slug)]
Host = Annotated[str, Field(max_length=253), AfterValidator(_host)]
Country = Annotated[str, AfterValidator(_country)]
Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
FrontEnd = Annotated[str, AfterValidator(_front_end)]
PreviewAddress = Annotated[str, Field(max_length=500), AfterValidator(_preview_address)]
Picture = Annotated[Path, AfterValidator(_picture)]
PlainText = Annotated[str, AfterValidator(_plain_text)]
RichText = Annotated[str, AfterValidator(_rich_text)]
Include = Annotated[
    tuple[Annotated[str, AfterValidator(_condition)], ...], BeforeValidator(_include)
]
