"""What a shared article says that may not be right for every clinic that shows it.

It is shown and answered like a finding, but never keeps a master from being published.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.db.models import F, Q

from clinic_cms.facts.fact_check import Finding, Kind
from clinic_cms.facts.fact_check.plain_text import PRINTED, PlainText, plain_text
from clinic_cms.formats.emergency_numbers import ALL, Called, called_in, is_emergency_number
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.merge.agreement import agreeing_before
from clinic_cms.models import ClinicLocation, ConditionPage
from clinic_cms.models.content_paths import MergeText

DIALLED = "tel:"
GENDER = "doctor.gender"
NAMES = ("doctor.name", "doctor.short_name", "doctor.first_name", "doctor.last_name")


def advice_on(page: ConditionPage, texts: Iterable[MergeText]) -> list[Finding]:
    """Return the emergency numbers in a master's texts that are not those of all its readers.

    Where a sentence names several, as in “911 (US) or 999 (UK)”, a country needs one of them. Also
    returned are articles that fit doctors of one gender: “La {{ doctor.short_name }}”.
    """
    if not page.is_master:
        return []
    readers, language = _Readers(page), page.locale.language_code.partition("-")[0]
    plain_texts = [plain_text(item) for item in texts]
    numbers = [each for plain in plain_texts for each in _in_text(plain, readers)]
    return numbers + [each for plain in plain_texts for each in _of_one_gender(plain, language)]


def _of_one_gender(plain: PlainText, language: str) -> Iterator[Finding]:
    if GENDER in plain.source:
        return  # The text asks for the gender itself.
    for position, variable in plain.tags.items():
        led = agreeing_before(plain.text, position, language) if variable in NAMES else None
        if led:
            words, condition = led
            yield Finding(
                kind=Kind.GENDER,
                path=plain.path,
                text=" ".join(words.group().split()),
                passage=f"{words.group()}…",
                tag=condition,
                spans=(plain.stored_span(*words.span()),),
            )


class _Readers:
    """The countries of the clinics that show a master in its locale; read if they are needed."""

    def __init__(self, page: ConditionPage) -> None:
        self.page = page

    @cached_property
    def countries(self) -> list[str]:
        subscribes = Q(clinic__subscribes_to_all=True) | Q(
            clinic__subscriptions__condition_key=self.page.translation_key
        )
        places = ClinicLocation.objects.filter(
            subscribes,
            locale=F("clinic__default_locale"),
            clinic__locales__locale=self.page.locale_id,
        )
        return sorted({*places.order_by().values_list("country", flat=True).distinct()})

    def without(self, numbers: set[str]) -> tuple[str, ...]:
        """Return the countries that none of some numbers helps."""
        return tuple(
            country
            for country in self.countries
            if not any(is_emergency_number(number, country) for number in numbers)
        )


def _in_text(plain: PlainText, readers: _Readers) -> Iterator[Finding]:
    said: set[str] = set()
    for start, end in bare_sentences_of(plain.text):
        sentence = plain.text[start:end]
        called = list(called_in(sentence))
        said |= {each.number for each in called}
        countries = readers.without({each.number for each in called}) if called else ()
        for each in called if countries else ():
            span = plain.stored_span(start + each.start, start + each.end)
            yield _finding(plain, each, sentence, span, countries)
    for target, start, end in plain.links:
        number = target.removeprefix(DIALLED)
        is_hidden = target != number and number in ALL and number not in said
        if is_hidden and (countries := readers.without({number})):
            dialled = Called(number, 0, len(number))
            yield _finding(plain, dialled, number, (start, end), countries)


def _finding(
    plain: PlainText,
    called: Called,
    sentence: str,
    span: tuple[int, int],
    countries: tuple[str, ...],
) -> Finding:
    return Finding(
        kind=Kind.EMERGENCY,
        path=plain.path,
        text=sentence[called.start : called.end],
        passage=" ".join(sentence.replace(PRINTED, "…").split()),
        spans=(span,),
        countries=countries,
    )
