"""Words before the doctor's name that agree with the doctor's gender: "la Dra. Ferrer"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import Find
from clinic_cms.importing.tagging.people import NAMES
from clinic_cms.importing.wordings import base_language
from clinic_cms.merge import Facts
from clinic_cms.merge.agreement import WORDS, agreeing_before, any_of, forms_of

ARABIC_VERB = re.compile(r"(?<!\w)[تي]\w{3,}\s+$")
"""A verb before its subject has the subject's gender: "يعالج الدكتور", "تعالج الدكتورة"."""
ARABIC_VERB_AFTER = re.compile(r"\s+[تي]\w{3,}")


def find_agreeing(text: str, finds: Sequence[Find], language: str) -> Iterator[Find]:
    """Yield what stands before the doctor's name and the vocabulary can say for any gender.

    That is an article or a possessive, with or without a trade: "El Dr. Núñez", "au Dr Martin",
    "nuestra quiropráctica, Dra. Ferrer". The space after it belongs to it.
    """
    code = base_language(language)
    for find in finds:
        led = agreeing_before(text, find.start, code) if NAMES & {*find.variables} else None
        if led is None:
            continue
        match, condition = led
        if not any(it.start < match.end() and match.start() < it.end for it in finds):
            yield Find.of(match, "doctor.gender", liquid=condition)


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


@lru_cache(maxsize=8)
def _before(language: str) -> re.Pattern[str] | None:
    """Return a pattern of words before a name that have a gender; None where it has none."""
    if language == "ar":
        return ARABIC_VERB
    pairs = WORDS.get(language, {}).get("trades", ())
    trades = [word for his, hers in pairs if his != hers for word in (his, hers)]
    forms = forms_of(language)
    return re.compile(rf"(?<!\w){any_of([*forms, *trades])},?\s+$", re.I) if forms else None
