"""Postal addresses as each country lays them out (Google's address data)."""

import re
from collections.abc import Mapping

from clinic_cms.merge.formatting import address_layout, babel_locale, is_latin
from clinic_cms.models import ClinicLocation

FIELD = re.compile(r"(%[A-Z])")
SIGN = re.compile(r"%[A-Za-z]")
PREFIX = re.compile(r"[^\s,/-].*")
"""What belongs to the field behind it, such as the “CH-” of Swiss postal codes."""


def address_lines(location: ClinicLocation, language: str) -> tuple[str, ...]:
    """Return an address line by line, and the country in the reader's language.

    Names keep the case in which the clinic writes them.
    """
    is_city_state = location.region.casefold() == location.city.casefold()
    values = {
        "%A": location.street,
        "%C": location.city,
        "%S": "" if is_city_state else location.region,
        "%Z": location.postal_code,
    }
    country: str = babel_locale(language).territories.get(location.country, location.country)
    layout = address_layout(location.country, latin=is_latin(location.city))
    layout = _with_city(layout, location.city)
    # The country's name ends every address; what the data print of it ("GUERNSEY") is left out.
    parts = (part for part in layout.split("%n") if part.casefold() != country.casefold())
    return (*filter(None, (_fill(part, values) for part in parts)), country)


def _with_city(layout: str, city: str) -> str:
    """Put the city beside the street where the address data count it as part of that.

    So they do in Japan, the Emirates, and where the country is one city ("SINGAPORE %Z").
    """
    if "%C" in layout or city.casefold() in SIGN.sub(" ", layout).casefold().split():
        return layout
    from_large_to_small = layout.find("%A") < layout.find("%N")
    return layout.replace("%A", "%C%A" if from_large_to_small else "%A%n%C")


def _fill(line: str, values: Mapping[str, str]) -> str:
    """Fill one line; the separators of a part that is missing are left out with it."""
    first, *pairs = FIELD.split(line)
    if not pairs:
        return first
    text, before, separator = "", first, ""
    for field, after in zip(pairs[::2], pairs[1::2], strict=True):
        prefix = PREFIX.search(before)
        between = before[: prefix.start()] if prefix else before
        separator = between or separator
        value = " ".join(values.get(field, "").split())
        if value:
            glue = separator if text else ""
            text, separator = f"{text}{glue}{prefix[0] if prefix else ''}{value}", ""
        before = after
    return text.strip(" ,-")
