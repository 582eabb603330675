"""Finds the clinic's phone number in any format, and other numbers."""

import re
from collections.abc import Iterator

import phonenumbers
from django.core.exceptions import ValidationError
from phonenumbers import Leniency, PhoneNumberMatcher

from clinic_cms.importing.tagging.matches import Find
from clinic_cms.models.validators import to_e164

EXTENSION = re.compile(r"[\s,;]*(?:ext|extension|extensión|x|#)\.?\s*\d{1,6}$", re.I)
BETWEEN = r"[\s().\-\u2010\u2011\u2012\u2013—·/]{0,3}"
LOCAL_DIGITS = 7
NORTH_AMERICA = 1


def find_phone(text: str, e164: str, variable: str) -> Iterator[Find]:
    """Yield a number (given as E.164) wherever a text has it, with or without its country code."""
    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    code = BETWEEN.join(str(number.country_code))
    digits = BETWEEN.join(national)
    prefix = rf"(?:(?:(?:\+|00|011){BETWEEN})?{code}{BETWEEN})?(?:\(?0\)?{BETWEEN})?"
    pattern = rf"(?<![\d+@])(?P<all>\(?{prefix}\(?{digits})(?![\d@])"
    for match in re.finditer(pattern, text):
        start, end = match.span("all")
        yield Find(start, end, (variable,), text[start:end])
    if number.country_code == NORTH_AMERICA:
        local = (
            rf"(?<![\d.\-)/+]){national[-7:-4]}[\s.\-\u2010\u2011\u2013]{national[-4:]}(?![\d\-])"
        )
        for match in re.finditer(local, text):
            if not re.search(r"\d\)?\s*$", text[: match.start()]):
                yield Find(match.start(), match.end(), (variable,), match.group())


def other_phones(text: str, country: str, own: set[str]) -> Iterator[str]:
    """Yield the numbers in a text, as they are written, that are not in `own` (E.164)."""
    for match in PhoneNumberMatcher(text, country or None, Leniency.POSSIBLE):
        raw = EXTENSION.sub("", match.raw_string)
        if len(re.sub(r"\D", "", raw)) >= LOCAL_DIGITS and not is_one_of(raw, country, own):
            yield raw


def is_one_of(raw: str, country: str, own: set[str]) -> bool:
    """Whether a number as written is one of `own` (E.164); what is no number is none of them."""
    try:
        return to_e164(raw, country) in own
    except ValidationError:
        return False
