"""Phone numbers, e-mail addresses and hosts in a text, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from clinic_cms.facts.fact_check.folding import fold

PHONE = re.compile(
    r"(?<![\w@/.,\-])(?P<plus>\+|00|011)?[\s\-]?\(?\d(?:[\s().\-\u2010-\u2015·/]{0,3}\d){5,14}(?![\w@])"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HOST = re.compile(r"(?<![\w@.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w@])")
SHORTEST_NATIONAL = 7
LONGEST_PREFIX = 3
"""Digits, at most, of a country's code, or of what is dialled before a national number."""
INTERNATIONAL = ("+", "00", "011")
WWW = "www."


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address and where it stands; `key` is its digits, or it in lower case."""

    key: str
    start: int
    end: int


def phones_in(text: str) -> Iterator[Contact]:
    """Yield what may be a phone number; its key begins with "+" if its country is named."""
    for match in PHONE.finditer(text):
        digits = "".join(fold(c) for c in match.group().replace("(0)", "") if c.isdecimal())
        prefix = match["plus"] or ""
        key = "+" + digits[len(prefix) if prefix != "+" else 0 :] if prefix else digits
        start = match.end() - len(match.group().lstrip())
        yield Contact(key, start, match.end())


def national_numbers(key: str) -> set[str]:
    """Return what may be the national number of a phone's key, in whichever country."""
    if key.startswith("+"):
        return {national_number(key)}
    starts = range(min(LONGEST_PREFIX, len(key) - SHORTEST_NATIONAL) + 1)
    return {key[start:] for start in starts}


def national_number(e164: str) -> str:
    """Return a number without its country's code; "+17074261111" is "7074261111"."""
    digits = e164.partition(";")[0].lstrip("+")
    for length in range(1, LONGEST_PREFIX + 1):
        if int(digits[:length] or 0) in COUNTRY_CODE_TO_REGION_CODE:
            return digits[length:]
    return digits


def emails_in(text: str) -> Iterator[Contact]:
    """Yield every e-mail address."""
    for match in EMAIL.finditer(text):
        yield Contact(match.group().casefold().rstrip("."), *match.span())


def hosts_in(text: str) -> Iterator[Contact]:
    """Yield every host, of a URL or alone, as browsers send it: in lower case, ASCII."""
    for match in HOST.finditer(unquote(text) if "%" in text and " " not in text else text):
        yield Contact(ascii_host(match.group()), *match.span())


def ascii_host(host: str) -> str:
    """Return a host in ASCII ("xn--…") and lower case; one that is none is returned as it is."""
    host = host.casefold().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def parents_of(host: str) -> list[str]:
    """Return a host and those that it is below, the last with two labels, without "www."."""
    labels = host.removeprefix(WWW).split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
