"""Words before the doctor's name that agree with the doctor's gender, as a condition: "la Dra."."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

WORDS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (files("clinic_cms.merge") / "agreement.toml").read_text(encoding="utf-8")
)


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


@lru_cache(maxsize=8)
def forms_of(language: str) -> dict[str, Forms]:
    """Return a language's forms ("es") by what is written: "la doctora" and "el doctor"."""
    words = WORDS.get(language, {})
    forms: dict[str, Forms] = {}
    for masculine, feminine, neutral in words.get("before", ()):
        for his, hers in (("", ""), *words["trades"]):
            both = Forms(f"{masculine} {his}".strip(), f"{feminine} {hers}".strip(), neutral)
            if both.masculine != both.feminine:
                forms.setdefault(both.masculine, both)
                forms.setdefault(both.feminine, both)
    return forms


def agreeing_before(text: str, end: int, language: str) -> tuple[re.Match[str], str] | None:
    """Return the words that agree with the name that begins at `end`, and the condition for them.

    None where there are none; the space before the name belongs to them.
    """
    forms = forms_of(language)
    match = _before(language).search(text, 0, end) if forms else None
    if match is None:
        return None
    return match, forms[_key(match.group())].tags(match.group())


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern of forms, the longest first, with any space between their words."""
    longest = sorted(forms, key=len, reverse=True)
    return rf"(?:{'|'.join(re.escape(form) for form in longest)})".replace(r"\ ", r"\s+")


@lru_cache(maxsize=8)
def _before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019-]){any_of(forms_of(language))},?\s+$", re.I)


def _key(written: str) -> str:
    return " ".join(written.lower().rstrip().rstrip(",").split())
