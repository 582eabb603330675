"""Phone numbers, e-mail addresses and hosts in a text, however they are written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, convert_alpha_characters_in_number

from clinic_cms.facts.fact_check.folding import fold
from clinic_cms.facts.fact_check.word_lists import HELPLINES, MAPS, PHONE_WORDS, WORDS, any_of
from clinic_cms.formats.emergency_numbers import ALL as EMERGENCY_NUMBERS
from clinic_cms.formats.phone_numbers import NORTH_AMERICA
from clinic_cms.formats.phone_words import extension_at
from clinic_cms.routing import host_of

_BETWEEN = r"[\s().\-\u2010-\u2015·/]{0,3}"
PHONE = re.compile(
    rf"(?<![\w@/.,\-])(?:\+|00|011)?[\s\-]?\(?\d(?:{_BETWEEN}\d){{5,14}}(?![\w@]|[.,]\d)"
)
VANITY = re.compile(
    r"(?<![\w-])(?:1[-.\s])?\(?[2-9]\d\d\)?[-.\s](?=[A-Z0-9-]*[A-Z]{3})[A-Z0-9](?:-?[A-Z0-9]){6,9}(?!\w)"
)
"""A number with letters for digits: 1-800-BACK-FIX."""
OTHER_END = re.compile(
    r"\s*(?:/|(?<!\w)(?:or|o|ou|hoặc|أو|或)(?!\w))\s*(?P<digits>\d{2,4})(?![\w%]|[.,:/ -]\d)", re.I
)
"""The end of another number behind one: “707-555-0142 or 0143”, “020 7946 0018/19”."""
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
URL = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?P<host>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24})(?::\d+)?"
    r"(?P<path>[/?#][^\s<>\"”]*[^\s<>\"”.,;:!?)])?/?(?![\w@])",
    re.I,
)
HANDLE = re.compile(r"(?<![\w@./-])@[A-Za-z_](?:[\w.]{1,28}\w)(?![\w@])")
"""Somebody's name in a social network."""
PROFILE = re.compile(
    rf"(?:{any_of(WORDS['networks'])})/(?!watch|hashtag|search|share|intent)@?[\w.-]{{3,}}", re.I
)
NORTH_AMERICAN = re.compile(r"(?:1[\s.-]?)?\(?[2-9]\d\d\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}")
NORTH_AMERICAN_LOCAL = re.compile(r"(?<![:;])([2-9]\d\d)[-.](\d{4})(?!\d)")
"""After a colon it is a range of a journal's pages: "12(4):987-1004"."""
DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])(?P<sign>[./-])(?:0?[1-9]|[12]\d|3[01])(?P=sign)(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?P<iso>[./-])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])"
)
NEAR, FAR = 24, 90
"""Characters before a number in which a word such as "call" shows that it is a phone's."""
FEWEST_WITH_TRUNK = 9
"""Digits from which a 0 in front shows the same, if there is such a word in the sentence."""
SENTENCE_BEFORE = re.compile(r".*[.!?]\s(?=\S)", re.S)
ROUND = 25
"""Two multiples of it are a range, "400-1000 mg", and no local number."""
THOUSANDS = re.compile(r"\d{1,2}(?:[. ]\d{3})+")
GROUPED = re.compile(r"^\(?0|\d\D+\d")
"""A number is written as a phone's: with its area's zero, or in groups."""
FEWEST_DIGITS = 7
"""Digits of a number that no clinic has, and that is still taken for a phone's."""
LONGEST_PREFIX = 3
"""Digits, at most, of a country's code, or of what is dialled before a national number."""
WWW = "www."


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address and where it stands; `key` is its digits, or it in lower case.

    `is_whole` is false for a URL of a page. `more` is what follows a number and belongs to it: its
    extension, or the end of another ("707-555-0142 or 0143").
    """

    key: str
    start: int
    end: int
    is_whole: bool = True
    more: str = ""


def phones_in(text: str) -> Iterator[Contact]:
    """Yield what may be a phone number; its key begins with "+" if its country is named."""
    for match in PHONE.finditer(text):
        start = match.end() - len(match.group().lstrip())
        extension, end = extension_at(text, match.end())
        other = OTHER_END.match(text, end)
        if other and other["digits"] not in EMERGENCY_NUMBERS:
            extension, end = other["digits"], other.end()
        yield Contact(phone_key(match.group()), start, end, more=extension)
    for match in VANITY.finditer(text):
        number = convert_alpha_characters_in_number(match.group())
        yield Contact(phone_key(number), *match.span())


def phone_key(number: str) -> str:
    """Return a number's digits, after "+" if it is written with its country's code."""
    digits = "".join(fold(c) for c in number.replace("(0)", "") if c.isdecimal())
    if number.lstrip(" (").startswith("+"):
        return f"+{digits}"
    prefix = next((each for each in ("011", "00") if digits.startswith(each)), "")
    return f"+{digits.removeprefix(prefix)}" if prefix else digits


def national_numbers(key: str) -> list[str]:
    """Return what may be the national number of a phone's key, in whichever country."""
    if key.startswith("+"):
        return [national_number(key)]
    return [key[start:] for start in range(min(LONGEST_PREFIX, len(key) - FEWEST_DIGITS) + 1)] or [
        key
    ]


def national_number(e164: str) -> str:
    """Return a number without its country's code; "+17074261111" is "7074261111"."""
    digits = e164.partition(";")[0].lstrip("+")
    for length in range(1, LONGEST_PREFIX + 1):
        if int(digits[:length] or 0) in COUNTRY_CODE_TO_REGION_CODE:
            return digits[length:]
    return digits


def is_written_as_phone(text: str, phone: Contact, countries: Iterable[str] = ()) -> bool:
    """Whether a number that no clinic has is one to call; help lines are every clinic's.

    A number of one of the `countries` needs neither its country's code nor a word before it.
    """
    number = text[phone.start : phone.end]
    digits = phone.key.lstrip("+")
    if DATE.fullmatch(number.strip()):
        return False
    if len(digits) < FEWEST_DIGITS or digits.lstrip("1") in HELPLINES or digits in HELPLINES:
        return False
    if number.startswith("+") or NORTH_AMERICAN.match(number) or VANITY.fullmatch(number):
        return True
    if any(_is_national(text, phone, country) for country in countries):
        return True
    # "Call the triage line at Raigmore on 01632 960 555."
    is_trunk = digits.startswith("0") and len(digits) >= FEWEST_WITH_TRUNK
    near = text[max(phone.start - (FAR if is_trunk else NEAR), 0) : phone.start]
    return bool(PHONE_WORDS.search(SENTENCE_BEFORE.sub("", near)))


def _is_national(text: str, phone: Contact, country: str) -> bool:
    """Whether a number is a country's, as it is written there, or in North America a town's."""
    number = text[phone.start : phone.end]
    local = NORTH_AMERICAN_LOCAL.match(text, phone.start, phone.end)
    if local and phonenumbers.country_code_for_region(country) == NORTH_AMERICA:
        return any(int(digits) % ROUND for digits in local.groups())
    if not GROUPED.search(number) or THOUSANDS.fullmatch(number):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(phone.key, country))
    except phonenumbers.NumberParseException:
        return False


def emails_in(text: str) -> Iterator[Contact]:
    """Yield every e-mail address."""
    for match in EMAIL.finditer(text):
        # Not case-folded: “ß” in a domain is not “ss”.
        yield Contact(match.group().lower(), *match.span())


def urls_in(text: str) -> Iterator[Contact]:
    """Yield the host of every URL, or of one without a scheme, as browsers send it."""
    for match in URL.finditer(text):
        yield Contact(host_of(match["host"]), *match.span(), is_whole=not match["path"])


def handles_in(text: str) -> Iterator[Contact]:
    """Yield every name in a social network: "@oakspine"."""
    for match in HANDLE.finditer(text):
        yield Contact(match.group()[1:].lower(), *match.span())


def is_profile(url: str) -> bool:
    """Whether a URL is that of someone's page in a social network."""
    return PROFILE.search(url) is not None


def is_map(url: str) -> bool:
    """Whether a URL is that of a map, on which one clinic is shown."""
    return MAPS.search(url) is not None


def parents_of(host: str) -> list[str]:
    """Return a host and those that it is below, the last with two labels, without "www."."""
    labels = host.removeprefix(WWW).split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
