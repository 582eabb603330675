"""Whether what follows a word shows that it is someone's name: "Hill begins", "Rose greets you"."""

import re
from functools import lru_cache

from clinic_cms.facts.fact_check.colleagues import WORDS as COLLEAGUES
from clinic_cms.facts.fact_check.word_lists import any_of, read_toml

WORDS = read_toml("acting.toml")
QUESTION = re.compile(r"[^.!?\n]*\?")


def acts(text: str, end: int, language: str) -> bool:
    """Whether the words behind a position tell what a person does or is, and ask nothing."""
    code = language.partition("-")[0].lower()
    match = _pattern(code if code in WORDS else "").match(text, end)
    return match is not None and not QUESTION.match(text, match.end())


@lru_cache(maxsize=8)
def _pattern(code: str) -> re.Pattern[str]:
    """Return the pattern of one language, or of all for one without words of its own."""
    return re.compile("|".join(_of_language(each) for each in ([code] if code else WORDS)))


def _of_language(code: str) -> str:
    words, staff = WORDS[code], COLLEAGUES[code]
    role = rf"(?:{any_of([*staff['roles'], *staff['others']])})"
    following = "|".join([any_of(words["verbs"]), *words["patterns"]]).replace("ROLE", role)
    apposition = words["apposition"].replace("ROLE", role)
    return rf"[^\S\n]+(?:{following})(?!\w)|,[^\S\n]+(?:{apposition})(?!\w)"
