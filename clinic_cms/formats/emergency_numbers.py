"""The emergency numbers of countries, and those that a text tells its readers to call."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

_DATA = tomllib.loads(
    (files("clinic_cms.formats") / "emergency_numbers.toml").read_text(encoding="utf-8")
)
NUMBERS: Mapping[str, frozenset[str]] = {
    country: frozenset(numbers) for country, numbers in _DATA["numbers"].items()
}
"""By country (ISO 3166, two letters)."""
ALL = frozenset(number for numbers in NUMBERS.values() for number in numbers)

HAN = "\u3400-\u9fff"
LETTER = rf"[^\W\d_{HAN}]"
LOOK_BACK = 60
"""Characters before a number that show whether it is called."""
LONG_ENOUGH = 3
"""Digits that are seldom a number of things."""
PHONE = re.compile(r"\+?\(?\d[\d\s().\-]{5,}\d")
NUMBER = re.compile(
    rf"(?<![\d+%$€£])(?<!\d[.,:-])(?<!{LETTER})\d(?:-?\d){{1,5}}(?![\d%°]|[.,:-]\d|{LETTER})"
)


def _any_of(kind: str) -> str:
    """Return a pattern of words; in Chinese they stand beside others without a space."""
    words = sorted(_DATA["words"][kind], key=len, reverse=True)
    return "|".join(
        re.escape(word) if re.match(f"[{HAN}]", word) else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in words
    )


SERVICE = r"(?-i:[A-Z]{2,}|[A-Z][\w-]+)\W\d{2}"
"""A service that has a number in its name: "NHS 24"."""
CALLED = re.compile(rf"(?:{_any_of('call')})(?:\W+(?:{SERVICE}(?!\d)|[^\W\d]+)){{0,3}}?\W*$", re.I)
NAMED = re.compile(rf"(?:{_any_of('names')})\W{{0,4}}(?:(?:at|on|is|al|au|le|el)\W+)?$", re.I)
SPOKEN = re.compile(_any_of("spoken"), re.I)
AFTER_ARTICLE = re.compile(rf"(?:{_any_of('articles')}|\()\s*$", re.I)
JOINED = re.compile(r"(?:\W*[^\W\d_]{1,4}){0,3}\W*$")
"""Between two numbers of one call: "911 (US) or 999", "15 ou le 112"."""


@dataclass(frozen=True, slots=True)
class Called:
    """An emergency number of some country, and where it stands in a text."""

    number: str
    start: int
    end: int


def is_emergency_number(number: str, country: str) -> bool:
    """Whether a country's people reach help by a number; true where that is not known."""
    return country not in NUMBERS or number in NUMBERS[country]


def tells_to_call(sentence: str) -> bool:
    """Whether a sentence has an emergency number of some country, in digits or as it is said.

    Holds in every language; "Triple Zero" needs no other word beside it.
    """
    return bool(SPOKEN.search(sentence)) or any(called_in(sentence))


def called_in(sentence: str) -> Iterator[Called]:
    """Yield the emergency numbers that a sentence tells to call.

    A number of things, such as "15 minutes" or "a fever over 101", is none.
    """
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in sentence)
    digits = PHONE.sub(lambda phone: "+" * len(phone.group()), digits)
    last = -1
    for match in NUMBER.finditer(digits):
        number = match.group().replace("-", "")
        if number not in ALL:
            continue
        before = digits[max(match.start() - LOOK_BACK, 0) : match.start()]
        follows = last >= 0 and JOINED.match(digits[last : match.start()])
        is_sure = len(number) >= LONG_ENOUGH or AFTER_ARTICLE.search(before)
        if is_sure and (follows or CALLED.search(before) or NAMED.search(before)):
            last = match.end()
            yield Called(number, *match.span())
