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


OPENS = re.compile(r"(?:^|[.!?:…\n])[\s\"“”«»\u2018\u2019(\[¿¡]*$")

NAME_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\n])|\s(?:is|are|in|at|on|has|offers|and|or|to|for|will|can|we)(?!\w)"
)
"""After a name that is no attribute of a noun."""


@dataclass(frozen=True)
class Forms:
    """What stands before a doctor's name, by gender; `neutral` says it of any doctor.

    `is_article` forms are written for what is none ("Doña", "d'"): a name with a title follows.
    """

    masculine: str
    feminine: str
    neutral: str
    is_article: bool = False

    def tags(self, written: str, *, opens: bool = True) -> str:
        """Return a condition that writes the form that fits, with the case and space of a text.

        `opens` says whether a sentence opens with it.
        """
        gap = written[len(written.rstrip(" ,\n\u00a0")) :] or " "
        forms = [f"{form}{gap}" for form in (self.feminine, self.masculine)]
        forms.append(f"{self.neutral} " if self.neutral else "")
        if written[:1].isupper() and (opens or not self.is_article):
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
    rows = words.get("before", ())
    forms: dict[str, Forms] = {}
    for masculine, feminine, neutral in rows:
        for his, hers in (("", ""), *words["trades"]):
            both = Forms(f"{masculine} {his}".strip(), f"{feminine} {hers}".strip(), neutral)
            if both.masculine != both.feminine:
                forms.setdefault(both.masculine, both)
                forms.setdefault(both.feminine, both)
    for his, hers in words.get("courtesy", ()):
        for masculine, feminine, neutral in rows:
            article = Forms(masculine, feminine, neutral, is_article=True)
            for before in (masculine, feminine, neutral):
                for word in (his, hers):
                    forms.setdefault(f"{before} {word}".strip(), article)
        for word in (his, hers):
            forms.setdefault(word, Forms(his, hers, ""))
    return forms


@lru_cache(maxsize=8)
def joints_of(language: str) -> dict[str, Forms]:
    """Return words whose end depends on a name without a title that follows: "d'", "que"."""
    rows = WORDS.get(language, {}).get("joints", ())
    return {
        written: Forms(masculine, feminine, full, is_article=True)
        for elided, full, masculine, feminine in rows
        for written in (elided, full)
    }


def has_articles(language: str) -> bool:
    """Whether a title before a name has an article: "la Dra. Ferrer"."""
    return bool(WORDS.get(language, {}).get("before"))


def forms_before(text: str, end: int, language: str) -> tuple[re.Match[str], Forms] | None:
    """Return the words that agree with the name that begins at `end`, and their forms.

    None where there are none; the space before the name belongs to them.
    """
    return _found(_before(language), forms_of(language), text, end)


def joint_before(text: str, end: int, language: str) -> tuple[re.Match[str], Forms] | None:
    """Return the joint before a name without a title that begins at `end`, and its forms."""
    return _found(_joint(language), joints_of(language), text, end)


def _found(
    pattern: re.Pattern[str], forms: Mapping[str, Forms], text: str, end: int
) -> tuple[re.Match[str], Forms] | None:
    match = pattern.search(text, 0, end) if forms else None
    return (match, forms[_key(match.group())]) if match else None


def condition_for(match: re.Match[str], forms: Forms) -> str:
    """Return the condition that writes the forms in the place of a match."""
    opens = OPENS.search(match.string, 0, match.start()) is not None
    return forms.tags(match.group(), opens=opens)


def agreeing_before(text: str, end: int, language: str) -> tuple[re.Match[str], str] | None:
    """Return the words that agree with the name that begins at `end`, and the condition for them.

    None where there are none; the space before the name belongs to them.
    """
    found = forms_before(text, end, language)
    return (found[0], condition_for(*found)) if found else None


def article_before_clinic(text: str, start: int, end: int, language: str) -> re.Match[str] | None:
    """Return the article before a clinic's name at some offsets: it may not fit another name.

    In English, an article of a noun behind the name fits any: "the Oak Spine team".
    """
    if language == "en" and not NAME_ENDS.match(text, end):
        return None
    pattern = _article(language)
    return pattern.search(text, 0, start) if pattern else None


@lru_cache(maxsize=8)
def _article(language: str) -> re.Pattern[str] | None:
    """Return a pattern of articles at the end of a text; None where names have none."""
    words = WORDS.get(language, {})
    rows = words.get("before", ())
    forms = [*(form for *both, _neutral in rows for form in both), *words.get("any_case", ())]
    forms += words.get("articles", ())
    return re.compile(rf"(?<![\w'\u2019-]){any_of(forms)}\s+$", re.I) if forms else None


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern of forms, the longest first, with any space between their words."""
    longest = sorted(forms, key=len, reverse=True)
    return rf"(?:{'|'.join(re.escape(form) for form in longest)})".replace(r"\ ", r"\s+")


@lru_cache(maxsize=8)
def _before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019-]){any_of(forms_of(language))},?\s+$", re.I)


@lru_cache(maxsize=8)
def _joint(language: str) -> re.Pattern[str]:
    joints = any_of(joints_of(language)).replace("'", "['\u2019]")
    return re.compile(rf"(?<![\w'\u2019-]){joints}(?:(?<=['\u2019])|\s+)$", re.I)


def _key(written: str) -> str:
    plain = written.lower().replace("\u2019", "'")
    return " ".join(plain.rstrip().rstrip(",").split())
