"""Words before the doctor's name that agree with the doctor's gender: "la Dra. Ferrer"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import Find
from clinic_cms.importing.tagging.people import NAMES
from clinic_cms.importing.wordings import base_language
from clinic_cms.merge import Facts
from clinic_cms.merge.agreement import (
    WORDS,
    Forms,
    any_of,
    article_before_clinic,
    condition_for,
    forms_before,
    forms_of,
    joint_before,
)

UNTITLED = frozenset({"doctor.first_name", "doctor.last_name"})
ARABIC_VERB = re.compile(r"(?<!\w)[تي]\w{3,}\s+$")
"""A verb before its subject has the subject's gender: "يعالج الدكتور", "تعالج الدكتورة"."""
ARABIC_VERB_AFTER = re.compile(r"\s+[تي]\w{3,}")


def with_agreement(text: str, finds: Sequence[Find], language: str) -> list[Find]:
    """Return finds together with what stands before the doctor's name and agrees with it.

    That is an article or a possessive, with or without a trade, a form of address, or a word that
    ends otherwise before a vowel: "El Dr. Núñez", "nuestra quiropráctica, Dra. Ferrer", "Doña
    Lucía", "d'Hélène". The space after it belongs to it.
    """
    code = base_language(language)
    agreed: list[Find] = []
    for find in finds:
        led = _led(text, find, code) if NAMES & {*find.variables} else None
        if led and any(it.start < led[0].end() and led[0].start() < it.end for it in finds):
            led = None
        if led:
            match, forms = led
            agreed.append(Find.of(match, "doctor.gender", liquid=condition_for(match, forms)))
            if UNTITLED.issuperset(find.variables) and forms.is_article:
                find = replace(find, variables=_titled(find))
        agreed.append(find)
    return agreed


def _led(text: str, find: Find, code: str) -> tuple[re.Match[str], Forms] | None:
    found = forms_before(text, find.start, code)
    is_untitled = UNTITLED.issuperset(find.variables)
    return found or (joint_before(text, find.start, code) if is_untitled else None)


def _titled(find: Find) -> tuple[str, ...]:
    return ("doctor.name",) if len(find.variables) > 1 else ("doctor.short_name",)


def misfits(text: str, finds: Sequence[Find], facts: Facts) -> Iterator[str]:
    """Yield a warning for each word beside the doctor's name that does not fit another gender."""
    language = base_language(facts.language)
    message = _(
        "“%(found)s” will not fit a clinic whose doctor has another gender or title; reword it."
    )
    written = {find.end for find in finds if find.liquid}
    before = _before(language)
    for find in finds:
        if not NAMES & {*find.variables} or find.start in written:
            continue
        led = before.search(text, 0, find.start) if before else None
        start, end = led.start() if led else find.start, find.end
        if language == "ar" and not led:
            after = ARABIC_VERB_AFTER.match(text, end)
            end = after.end() if after else end
        if (start, end) != (find.start, find.end):
            yield message % {"found": " ".join(text[start:end].split())}


def articles_before_clinics(text: str, finds: Sequence[Find], language: str) -> Iterator[str]:
    """Yield a warning for each article before the clinic's name: "à la Clinique Horizon"."""
    code = base_language(language)
    message = _("“%(found)s”: the article may not fit the name of another clinic; reword it.")
    for find in finds:
        is_clinic = find.variables == ("clinic.name",)
        led = article_before_clinic(text, find.start, find.end, code) if is_clinic else None
        if led:
            yield message % {"found": " ".join(text[led.start() : find.end].split())}


@lru_cache(maxsize=8)
def _before(language: str) -> re.Pattern[str] | None:
    """Return a pattern of words before a name that have a gender; None where it has none."""
    words = WORDS.get(language, {})
    pairs = words.get("trades", ())
    trades = [word for his, hers in pairs if his != hers for word in (his, hers)]
    forms = [*forms_of(language), *words.get("any_case", ())]
    if not forms:
        return None
    verb = rf"|{ARABIC_VERB.pattern}" if language == "ar" else ""
    return re.compile(rf"(?<!\w){any_of([*forms, *trades])},?\s+${verb}", re.I)
