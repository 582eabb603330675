"""What a shared article says that may not be right for every clinic that shows it.

It is shown and answered like a finding, but never keeps a master from being published.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.db.models import F, Q

from clinic_cms.facts.fact_check import Finding, Kind
from clinic_cms.facts.fact_check.plain_text import PRINTED, PlainText, plain_text
from clinic_cms.formats.emergency_numbers import ALL, Called, called_in, is_emergency_number
from clinic_cms.merge.agreement import agreeing_before, article_before_clinic
from clinic_cms.models import ClinicLocation, ConditionPage
from clinic_cms.models.content_paths import HEADING, MergeText
from clinic_cms.publishing.notes.placed_sentences import PRINTS, Sentence, sentences_in

DIALLED = "tel:"
GENDER = "doctor.gender"
CLINIC = "clinic.name"
NAMES = ("doctor.name", "doctor.short_name", "doctor.first_name", "doctor.last_name")


def advice_on(page: ConditionPage, texts: Iterable[MergeText]) -> list[Finding]:
    """Return the emergency numbers in a master's texts that are not those of all its readers.

    Where a sentence names several, as in “911 (US) or 999 (UK)”, a country needs one of them. Also
    returned are articles that fit doctors of one gender, “La {{ doctor.short_name }}”, and those
    before the clinic's name.
    """
    if not page.is_master:
        return []
    readers, language = _Readers(page), page.locale.language_code.partition("-")[0]
    plain_texts = [(plain_text(item), item.rich) for item in texts]
    numbers = [each for plain, rich in plain_texts for each in _in_text(plain, rich, readers)]
    numbers = [each for each in numbers if not _is_said_below(each, numbers)]
    for plain, _rich in plain_texts:
        numbers += [*_of_one_gender(plain, language), *_articles_in(plain, language)]
    return numbers


def _is_said_below(number: Finding, numbers: Iterable[Finding]) -> bool:
    """Whether a heading has a number that its text has, too: one answer is enough."""
    parent, _dot, leaf = number.path.rpartition(".")
    if number.path.endswith(HEADING):
        below = f"{number.path.removesuffix(HEADING)}."
    elif leaf == "heading":
        below = f"{parent}."
    else:
        return False
    return any(
        _digits(each) == _digits(number)
        and each.path.startswith(below)
        and each.path != number.path
        for each in numbers
    )


def _digits(finding: Finding) -> str:
    return finding.text.replace("-", "")


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


def _articles_in(plain: PlainText, language: str) -> Iterator[Finding]:
    """Yield articles before the clinic's name: “At the {{ clinic.name }}, we …”."""
    for position, variable in plain.tags.items():
        end = position + 1
        led = article_before_clinic(plain.text, position, end, language)
        if led and variable == CLINIC:
            text = " ".join(plain.text[led.start() : end].replace(PRINTED, PRINTS).split())
            span = plain.stored_span(led.start(), end)
            yield Finding(Kind.ARTICLE, plain.path, text, text, spans=(span,))


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


def _in_text(plain: PlainText, rich: bool, readers: _Readers) -> Iterator[Finding]:
    placed = sentences_in(plain, rich=rich)
    numbers = [[*called_in(plain.text[it.start : it.end])] for it in placed]
    said = {each.number for called in numbers for each in called}
    missing = [readers.without({each.number for each in it}) if it else () for it in numbers]
    wrong = [
        called if countries else [] for called, countries in zip(numbers, missing, strict=True)
    ]
    for index, it in enumerate(placed):
        below = {each.number for each in _below(index, placed, wrong)}
        for each in wrong[index]:
            if each.number not in below:
                span = plain.stored_span(it.start + each.start, it.start + each.end)
                sentence = plain.text[it.start : it.end]
                yield _finding(plain, each, sentence, span, missing[index])
    for target, start, end in plain.links:
        number = target.removeprefix(DIALLED)
        is_hidden = target != number and number in ALL and number not in said
        if is_hidden and (countries := readers.without({number})):
            dialled = Called(number, 0, len(number))
            yield _finding(plain, dialled, number, (start, end), countries)


def _below(
    index: int, placed: Sequence[Sentence], numbers: Sequence[Sequence[Called]]
) -> Iterator[Called]:
    """Yield the numbers in the text below a heading; none below any other sentence."""
    rank = placed[index].rank
    for it, called in zip(placed[index + 1 :] if rank else (), numbers[index + 1 :], strict=False):
        if 0 < it.rank <= rank:
            return
        yield from called


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
