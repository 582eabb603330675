"""Finds a clinic's phone numbers in a text, with their extensions; a fax is no phone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

import phonenumbers
from django.utils.translation import gettext as _

from clinic_cms.formats.phone_numbers import (
    NORTH_AMERICA,
    NotAPhoneNumber,
    PhoneNumber,
    parse_phone,
)
from clinic_cms.formats.phone_words import extension_at, is_fax
from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.tagging.matches import Find
from clinic_cms.merge import Facts

PHONES = frozenset({"clinic.phone", "location.phone"})
BETWEEN = r"[\s().\-\u2010\u2011\u2012\u2013—·/]{0,3}"
"""What may stand between the digits of a phone number."""
OR = r"(?:and|or|y|o|et|ou|và|hoặc|أو|و|或|和|及)"
SECOND = re.compile(rf"\s?/\s?\d{{1,4}}(?![\d/])|,?\s+{OR}\s+\d{{4}}(?![\d:/-])")
"""The end of a second number, written behind the first: "707-426-1111/12", "… or 1112"."""
JOINED = re.compile(rf"\s*(?:,|/|;|\(|,?\s+{OR}\s)\s*")
"""What may stand between two numbers in one phrase."""


class Phones:
    """The numbers of one clinic and its location."""

    def __init__(self, facts: Facts) -> None:
        self.country = facts.clinic.country or facts.location.country
        stored = {facts.location.phone: "location.phone", facts.clinic.phone: "clinic.phone"}
        self.own = {PhoneNumber.stored(text): name for text, name in stored.items() if text}

    def find(self, text: str) -> Iterator[Find]:
        """Yield the clinic's numbers; one with more digits, or for faxes, is not its.

        Two that stand in one phrase are one find: another clinic may have one number only.
        """
        joined: list[Find] = []
        for find in sorted(self._each(text), key=lambda find: (find.start, -find.end)):
            last = joined[-1] if joined else None
            if last and find.start < last.end:
                continue
            if last and JOINED.fullmatch(text, last.end, find.start):
                in_brackets = "(" in text[last.end : find.start] and text.startswith(")", find.end)
                end = find.end + in_brackets
                shown = text[last.start : end]
                note = _("“%(found)s” is written as one number: other clinics may have only one.")
                note %= {"found": " ".join(shown.split())}
                joined[-1] = Find(last.start, end, last.variables, shown, note)
            else:
                joined.append(find)
        yield from _with_twice(text, joined)

    def _each(self, text: str) -> Iterator[Find]:
        for number, variable in self.own.items():
            for start, end in _spans(text, number.e164):
                end_of_all = self._end(text, end)
                extension, end_of_extension = extension_at(text, end)
                is_its = extension in {"", number.extension} and end_of_all == end_of_extension
                if is_its and not is_fax(text, start, end_of_all):
                    yield Find(start, end_of_all, (variable,), text[start:end_of_all])

    def _end(self, text: str, end: int) -> int:
        """Return the end of a number with its extension, or with the digits of a second one."""
        second = SECOND.match(text, end)
        return max(end, extension_at(text, end)[1], second.end() if second else 0)

    def is_own(self, written: str) -> bool:
        """Whether a number, as written, is the clinic's; what is no number is not."""
        number = self.parsed(written)
        return number is not None and any(
            number.e164 == own.e164 and number.extension in {"", own.extension} for own in self.own
        )

    def is_in_url(self, href: str) -> bool:
        """Whether a web address holds the clinic's number: "https://wa.me/17074261111"."""
        digits = re.sub(r"\D", "", unquote(href)) if href.startswith("http") else ""
        return any(number.e164.lstrip("+") in digits for number in self.own)

    def parsed(self, written: str) -> PhoneNumber | None:
        """Return a number as written in the clinic's country; None for what is no number."""
        try:
            return parse_phone(unquote(written), self.country)
        except NotAPhoneNumber:
            return None


def _with_twice(text: str, finds: Iterable[Find]) -> Iterator[Find]:
    """Yield finds with a note on each number that its sentence has in another form before."""
    sentences = [*sentences_of(text)]
    forms: dict[tuple[int, tuple[str, ...]], str] = {}
    message = _("“%(found)s” is a second form of one number: both are printed alike. Reword it.")
    for find in finds:
        sentence = sum(start <= find.start for start, _end in sentences)
        digits = re.sub(r"\D", "", find.text)
        first = forms.setdefault((sentence, find.variables), digits)
        yield find if first == digits else replace(find, note=message % {"found": find.shown})


def _spans(text: str, e164: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has a number, with or without its country code."""
    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    code = BETWEEN.join(str(number.country_code))
    digits = BETWEEN.join(national)
    prefix = rf"(?:(?:(?:\+|00|011){BETWEEN})?{code}{BETWEEN})?(?:\(?0\)?{BETWEEN})?"
    for match in re.finditer(rf"(?<![\d+@])\(?{prefix}\(?{digits}(?![\d@])", text):
        # A bracket around the whole number is not the number's.
        yield match.start() + (match[0].count("(") > match[0].count(")")), match.end()
    if number.country_code == NORTH_AMERICA:
        between = r"[\s.\-\u2010\u2011\u2013]"
        local = rf"(?<![\d.\-)/+]){national[-7:-4]}{between}{national[-4:]}(?![\d\-])"
        for match in re.finditer(local, text):
            if not re.search(r"\d\)?\s*$", text[: match.start()]):
                yield match.span()
