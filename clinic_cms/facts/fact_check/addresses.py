"""Finds street addresses in a text: anyone's, and the clinic's by its postal code or town."""

import re
from collections.abc import Iterable, Iterator

from clinic_cms.facts.fact_check.finding import Hit, Kind, Owner
from clinic_cms.facts.fact_check.folding import CAPITAL
from clinic_cms.facts.fact_check.own_facts import OwnFacts
from clinic_cms.facts.fact_check.plain_text import PlainText
from clinic_cms.facts.fact_check.word_lists import WORDS, any_of

_PARTICLES = r"(?:\s(?:de|del|la|las|los|el|du|des))*"
_CAPITAL = rf"{CAPITAL}[\w'\u2019-]*"
_ENDS = any_of(WORDS["street_ends"])
_STARTS = any_of(WORDS["street_starts"])
_STARTS_AFTER = any_of(WORDS["street_starts_after_number"])
ADDRESSES = [
    re.compile(
        rf"(?<![\w.,-])\d{{1,6}}[A-Za-z]?,?\s(?:(?:N|S|E|W|NE|NW|SE|SW)\.?\s)?(?:(?:{_CAPITAL}|\d+(?:st|nd|rd|th))\s){{1,4}}(?:{_ENDS})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?:{_STARTS})\s(?:\w[\w.'\u2019]*\s){{0,4}}?(?:\w+)?,?\s*(?:n\.?\s?[º°o]\.?\s*|#\s*)?\d{{1,5}}(?!\w)"
    ),
    re.compile(
        rf"(?<![\w.,-])\d{{1,5}}(?:\s(?:bis|ter))?,?\s(?:{_STARTS_AFTER}){_PARTICLES}\s[\w'\u2019-]+(?:{_PARTICLES}\s{_CAPITAL}){{0,4}}"
    ),
    re.compile(r"(?<!\w)P\.?\s?O\.?\s?Box\s\d+", re.I),
    re.compile(r"[\u4e00-\u9fff]{2,8}(?:路|街|大道|巷)\d{1,5}号"),
]
"""What is an address whoever's it is: a street with a number."""


_NUMBER = r"(?<![\w.,/-])\d{1,5}[A-Za-z]?(?:[-\u2013/]\d{1,5})?(?:\s(?:bis|ter))?"
_WORD = r"(?!\w{5,}\.)[\w.'\u2019-]+"
"""A word of an address; a full stop after a long one ends a sentence."""
_YEAR = r"(?:19|20)\d\d\s[a-z]"
_BETWEEN = rf"(?P<between>,?\s(?:{_WORD}\s){{0,2}}|,\s(?:{_WORD},?\s){{0,3}})$"
NUMBER_AND_STREET = re.compile(
    rf"(?P<street>(?!{_YEAR}){_NUMBER}(?:,(?=\s[a-zà-ÿ]))?(?P<words>(?:\s{_WORD}){{0,4}}?)\s{_CAPITAL}\.?){_BETWEEN}"
)
STREET_AND_NUMBER = re.compile(
    rf"(?P<street>{_CAPITAL}(?P<words>(?:{_PARTICLES}\s{_CAPITAL}){{1,3}}),?\s(?:n\.?\s?[º°o]\.?\s*|#\s*)?(?!(?:19|20)\d\d,){_NUMBER}){_BETWEEN}"
)
POSTAL_TAG = "location.postal_code"
CITY_TAGS = frozenset(("location.city", "location.place"))
BEFORE_A_PLACE = 80
"""Characters before a postal code or a town that may hold its street."""


def streets_beside(plain: PlainText, places: Iterable[Hit]) -> Iterator[Hit]:
    """Yield a number and a name right before a postal code or a town: the rest of its address."""
    starts = [(hit.start, hit.kind is Kind.STREET) for hit in places]
    starts += [
        (at, variable == POSTAL_TAG)
        for at, variable in plain.tags.items()
        if variable == POSTAL_TAG or variable in CITY_TAGS
    ]
    for start, is_code in starts:
        before = max(start - BEFORE_A_PLACE, 0)
        passage = plain.text[before:start]
        for pattern in (NUMBER_AND_STREET, STREET_AND_NUMBER):
            match = pattern.search(passage)
            # "40 Doctors, Reading" is no street, "27 Broadway, RG1 2AB" is.
            if match and (is_code or ("," in match["between"] and match["words"])):
                yield Hit(Kind.STREET, before + match.start("street"), before + match.end("street"))
                break


def addresses_in(text: str) -> Iterator[Hit]:
    """Yield street addresses of anyone."""
    for pattern in ADDRESSES:
        for match in pattern.finditer(text):
            yield Hit(Kind.STREET, *match.span())


def postal_codes_in(text: str, own: OwnFacts) -> Iterator[Hit]:
    """Yield the clinic's postal codes, with or without a space."""
    for code, fact in own.postal_codes.items():
        pattern = r"\s?".join(map(re.escape, code))
        for match in re.finditer(rf"(?<![\w.,-]){pattern}(?![\w])(?!-?\d)", text, re.I):
            yield Hit(Kind.STREET, *match.span(), Owner(own.clinic_id, fact.page_id), fact.tag)
