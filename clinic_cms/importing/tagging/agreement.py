"""Words before the doctor's name that agree with the doctor's gender: "la Dra. Ferrer"."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import Find, one_of
from clinic_cms.importing.tagging.people import NAMES
from clinic_cms.importing.wordings import base_language
from clinic_cms.merge import Facts

WORDS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
ARABIC_VERB = re.compile(r"(?<!\w)[تي]\w{3,}\s+$")
"""A verb before its subject has the subject's gender: "يعالج الدكتور", "تعالج الدكتورة"."""
ARABIC_VERB_AFTER = re.compile(r"\s+[تي]\w{3,}")


@dataclass(frozen=True)
class Forms:
    """What stands before a doctor's name, by gender; `neutral` says it of any doctor."""

    masculine: str
    feminine: str
    neutral: str

    def tags(self, written: str) -> str:
        """Return a condition that writes the form that fits, with the case and space of a text."""
        gap = written[len(written.rstrip(" ,\n\u00a0")) :]
        forms = [f"{form}{gap}" for form in (self.feminine, self.masculine)]
        forms.append(f"{self.neutral} " if self.neutral else "")
        if written[:1].isupper():
            forms = [form[:1].upper() + form[1:] for form in forms]
        feminine, masculine, neutral = forms
        otherwise = f"{{% else %}}{neutral}" if neutral else ""
        return (
            f'{{% if doctor.gender == "feminine" %}}{feminine}'
            f'{{% elsif doctor.gender == "masculine" %}}{masculine}{otherwise}{{% endif %}}'
        )


def find_agreeing(text: str, finds: Sequence[Find], language: str) -> Iterator[Find]:
    """Yield what stands before the doctor's name and the vocabulary can say for any gender.

    That is an article or a possessive, with or without a trade: "El Dr. Núñez", "au Dr Martin",
    "nuestra quiropráctica, Dra. Ferrer". The space after it belongs to it.
    """
    forms = _forms(base_language(language))
    before = re.compile(rf"(?<![\w'\u2019-]){_any_of(forms)},?\s+$", re.I)
    for find in finds if forms else ():
        match = before.search(text, 0, find.start) if NAMES & {*find.variables} else None
        if match and not any(it.start < match.end() and match.start() < it.end for it in finds):
            tags = forms[_key(match.group())].tags(match.group())
            yield Find.of(match, "doctor.gender", liquid=tags)


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
def _forms(language: str) -> dict[str, Forms]:
    """Return the forms by the key of each of them: "la doctora" and "el doctor"."""
    words = WORDS.get(language, {})
    forms: dict[str, Forms] = {}
    for masculine, feminine, neutral in words.get("before", ()):
        for his, hers in (("", ""), *words["trades"]):
            both = Forms(f"{masculine} {his}".strip(), f"{feminine} {hers}".strip(), neutral)
            if both.masculine != both.feminine:
                forms.setdefault(both.masculine, both)
                forms.setdefault(both.feminine, both)
    return forms


@lru_cache(maxsize=8)
def _before(language: str) -> re.Pattern[str] | None:
    """Return a pattern of words before a name that have a gender; None where it has none."""
    if language == "ar":
        return ARABIC_VERB
    pairs = WORDS.get(language, {}).get("trades", ())
    trades = [word for his, hers in pairs if his != hers for word in (his, hers)]
    forms = _forms(language)
    return re.compile(rf"(?<!\w){_any_of([*forms, *trades])},?\s+$", re.I) if forms else None


def _any_of(forms: Sequence[str] | Mapping[str, Forms]) -> str:
    return one_of(forms).replace(r"\ ", r"\s+")


def _key(written: str) -> str:
    return " ".join(written.lower().rstrip().rstrip(",").split())
