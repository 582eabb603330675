"""Phone numbers as people write them, and as they are stored, dialled and printed.

Spec, form and import read numbers here. A number is stored as E.164, with its extension as in
RFC 3966: "+12075550142;ext=12".
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat as Style
from phonenumbers import ValidationResult
from phonenumbers.phonemetadata import PhoneMetadata

from clinic_cms.formats.phone_words import split_extension, with_extension

NORTH_AMERICA = 1
STORED_EXTENSION = ";ext="
FEWEST_DIGITS = 7
"""So many digits has at least a number that is in no list of assigned numbers."""
WRONG_PREFIXES = ("0", "00", "1", "8", "044", "045", "06")
"""What people write before numbers of countries that do not, or do no longer, use it."""
SAME_LENGTH = 2
"""Where the lengths of fixed lines differ by no more, a missing area code shows by the length."""

LETTERS = re.compile(r"[^\d+()\s./\u2010-\u2013-]+")


class NotAPhoneNumber(ValueError):
    """Raised for what is no phone number; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number (ITU-T E.164) with its extension, if it has one."""

    e164: str
    extension: str = ""

    @classmethod
    def stored(cls, text: str) -> Self:
        """Return a number from its stored form."""
        e164, _sep, extension = text.partition(STORED_EXTENSION)
        return cls(e164, extension)

    def __str__(self) -> str:
        return f"{self.e164}{STORED_EXTENSION}{self.extension}" if self.extension else self.e164

    @property
    def uri(self) -> str:
        """What a link dials (RFC 3966)."""
        return f"tel:{self}"

    def printed(self, country: str, language: str) -> str:
        """Return the number as people of `country` write it, in full if it is another country's.

        The word for the extension is that of `language`. Raises NotAPhoneNumber if what is stored
        is none.
        """
        number = _parsed(self.e164, "")
        if number is None:
            raise _no_number(self.e164, self.e164, country)
        text = phonenumbers.format_number(number, Style.INTERNATIONAL)
        if number.country_code == phonenumbers.country_code_for_region(country.upper()):
            if number.country_code == NORTH_AMERICA:
                # libphonenumber's "(707) 426-1111" breaks inside brackets of running text.
                text = text.removeprefix(f"+{NORTH_AMERICA} ")
            else:
                text = phonenumbers.format_number(number, Style.NATIONAL)
        return with_extension(text, self.extension, language) if self.extension else text


def parse_phone(written: str, country: str) -> PhoneNumber:
    """Read a number; `country` (ISO 3166 alpha-2) gives the meaning of one without "+".

    Raises NotAPhoneNumber, with what to write instead. Numbers kept free for fiction, such as
    707-555-0142, and area codes newer than libphonenumber are not in its lists of assigned
    numbers: what has the right form is taken.
    """
    text = " ".join(unicodedata.normalize("NFKC", written).split()).removeprefix("tel:")
    base, extension = split_extension(text)
    if any(character.isalpha() for character in base):
        raise _with_letters(text, base, country)
    number = _parsed(base, country)
    if number is None:
        raise _no_number(text, base, country)
    if _lacks_area_code(base, number, country):
        message = _("“%(raw)s” lacks the area code.") % {"raw": text}
        raise NotAPhoneNumber(message, _like_example(country))
    if not _exists(number):
        raise _no_number(text, base, country)
    e164 = phonenumbers.format_number(number, Style.E164)
    return PhoneNumber(e164, _digits(extension or number.extension or ""))


def to_stored(written: str, country: str) -> str:
    """Return what a field stores; empty stays empty. Raises NotAPhoneNumber."""
    return str(parse_phone(written, country)) if written.strip() else ""


def refuse_impossible(written: str) -> None:
    """Raise NotAPhoneNumber for what is a number in no country: where the country is not known."""
    regions = ("",) if written.strip().startswith("+") else sorted(phonenumbers.SUPPORTED_REGIONS)
    for region in regions:
        with suppress(NotAPhoneNumber):
            parse_phone(written, region)
            return
    parse_phone(written, "")


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    with suppress(phonenumbers.NumberParseException):
        return phonenumbers.parse(text, country or None)
    return None


def _exists(number: phonenumbers.PhoneNumber) -> bool:
    """Whether a number has the form of its country's numbers."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != ValidationResult.IS_POSSIBLE:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    national = phonenumbers.national_significant_number(number)
    pattern = _general_pattern(number.country_code or 0)
    return len(national) >= FEWEST_DIGITS and bool(re.fullmatch(pattern, national))


@lru_cache(maxsize=256)
def _general_pattern(code: int) -> str:
    """Return the pattern of all numbers of a country code, none if it has none."""
    region = phonenumbers.region_code_for_country_code(code)
    metadata = PhoneMetadata.metadata_for_region(region)
    general = metadata.general_desc if metadata else None
    return (general.national_number_pattern if general else None) or r"(?!)"


def _lacks_area_code(base: str, number: phonenumbers.PhoneNumber, country: str) -> bool:
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return True
    metadata = PhoneMetadata.metadata_for_region(country.upper())
    prefix = metadata.national_prefix if metadata else None
    fixed = metadata.fixed_line.possible_length if metadata and metadata.fixed_line else ()
    digits = _digits(base)
    if "+" in base or prefix != "0" or not fixed or max(fixed) - min(fixed) <= SAME_LENGTH:
        return False
    # Where numbers are long and short (DE), one without the prefix is dialled in its town only.
    return _digits(phonenumbers.format_number(number, Style.NATIONAL)) == prefix + digits


def _digits(text: str) -> str:
    """Return a text's digits, of whatever script, as ASCII."""
    return str(phonenumbers.normalize_digits_only(text))


def _with_letters(text: str, base: str, country: str) -> NotAPhoneNumber:
    """Return the error for a text with letters: a label, or letters that stand for digits."""
    pieces = [piece for piece in LETTERS.split(base) if piece]
    in_digits = phonenumbers.convert_alpha_characters_in_number(base)
    for candidate in ("".join(pieces), in_digits, *pieces):
        number = _parsed(candidate, country)
        if number and _exists(number) and not _lacks_area_code(candidate, number, country):
            message = _("“%(raw)s” is not only a phone number.") % {"raw": text}
            return NotAPhoneNumber(message, _write(number))
    message = _("“%(raw)s” is not a phone number.") % {"raw": text}
    hint = _like_example(country)
    if phonenumbers.is_alpha_number(base):
        digits = _("In digits this is %(digits)s, which is no complete number.")
        hint = f"{digits % {'digits': in_digits}} {hint}"
    return NotAPhoneNumber(message, hint)


def _no_number(text: str, base: str, country: str) -> NotAPhoneNumber:
    """Return the error for digits that are no number, with the one that was meant if it shows."""
    message = _("“%(raw)s” is not a phone number.") % {"raw": text}
    number = next(_meant(base, country), None)
    return NotAPhoneNumber(message, _write(number) if number else _like_example(country))


def _meant(base: str, country: str) -> Iterator[phonenumbers.PhoneNumber]:
    """Yield numbers that were meant: without a wrong prefix, with a lost one, the first of two."""
    digits = _digits(base)
    candidates = [f"+{digits.removeprefix('00')}", f"0{digits}"]
    code = str(phonenumbers.country_code_for_region(country.upper()))
    if "+" in base and digits.startswith(code):
        digits = digits.removeprefix(code)
    candidates += [digits.removeprefix(p) for p in WRONG_PREFIXES if digits.startswith(p)]
    candidates += re.split(r"\s*[/,;&]\s*|\s+[-\u2013]\s+", base)[:1]
    for candidate in candidates:
        number = _parsed(candidate, country)
        if number and phonenumbers.is_valid_number(number):
            yield number


def _write(number: phonenumbers.PhoneNumber) -> str:
    shown = phonenumbers.format_number(number, Style.INTERNATIONAL)
    return _("Write “%(number)s”.") % {"number": shown}


def _like_example(country: str) -> str:
    example = phonenumbers.example_number(country) if country else None
    shown = phonenumbers.format_number(example, Style.INTERNATIONAL) if example else ""
    return _("Write it like %(example)s.") % {"example": shown or "+1 201-555-0123"}
