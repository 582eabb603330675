"""How doctors' names are written in a text, whoever they are."""

import re
from collections.abc import Iterable, Iterator

from clinic_cms.formats.name_order import PARTICLES, SUFFIXES, fold
from clinic_cms.formats.person_names import CREDENTIALS, DOCTOR_TITLES, TRADES, is_title
from clinic_cms.importing.tagging.matches import WORDS, is_title_case, one_of

PLURAL = "drs"
FORMS = {form for t in DOCTOR_TITLES if t != PLURAL for form in (t, t.capitalize(), t.upper())}
COMMON_NOUNS = {title for title in DOCTOR_TITLES if title.isascii()}
TITLE = rf"{one_of(FORMS - COMMON_NOUNS)}\.?"
"""In Latin letters, a title has a capital."""
ANY_TITLE = rf"{one_of(FORMS)}\.?"
"""Before a surname, a title may be a common noun: "see doctor Wilson"."""
PARTICLE = one_of(
    {form for word in PARTICLES if len(word) > 1 for form in (word, word.capitalize())}
)
NAME = r"(?:(?:[ae]l-)?[A-ZÀ-Þ][\w'\u2019-]+|[A-Z]\.)"
NAMED = re.compile(
    rf"(?<!\b[Aa] )(?<!\b[Tt]he )(?<!\b[Yy]our )(?<!\w)(?P<title>{TITLE})\s+"
    rf"(?P<name>(?:{PARTICLE}\s+){{0,3}}{NAME}(?:\s+(?:{PARTICLE}\s+){{0,3}}{NAME}){{0,3}})"
)
"""Any doctor's name after a title."""
SEVERAL = re.compile(rf"(?<!\w)D[Rr]s\.?\s+{NAME}(?:(?:\s*,|,?\s+(?:and|&|y|et|und))\s+{NAME})*")
"""Several doctors after one title."""
DRIVE = re.compile(r"\d\w*\s+(?:[A-ZÀ-Þ][\w'\u2019-]*\s+){1,3}$")
"""Before "Dr.", this makes it a street: "1220 Juniper Dr. Fairfield"."""
SAYING = re.compile(rf"\s+{one_of(WORDS['saying'])}\b")
SAID_BY = re.compile(rf"\b{one_of(WORDS['said_by'])}\s+$", re.I)
NO_NAMES = frozenset(WORDS["no_names"])
MORE_OF_NAME = re.compile(
    rf"[ \u00a0]+(?P<particles>(?:{PARTICLE}[ \u00a0]+){{0,3}})"
    r"(?P<word>(?:[ae]l-)?[A-ZÀ-Þ][\w'\u2019-]*)"
)


def named_in(text: str) -> Iterator[re.Match[str]]:
    """Yield what is a doctor's name after a title, or several doctors', whoever it is."""
    yield from SEVERAL.finditer(text)
    yield from (m for m in NAMED.finditer(text) if not DRIVE.search(text[: m.start()]))


def is_longer(text: str, end: int, known: Iterable[str], *, title_case: bool = False) -> bool:
    """Whether a name that ends there goes on, so that it is another's: "Dr. Michael van Dyke".

    `known` are the names of places and clinics that may follow it: "Dra. Ferrer de Laredo".
    """
    match = MORE_OF_NAME.match(text, end)
    if match is None:
        return False
    word, particles = match["word"], {fold(word) for word in match["particles"].split()}
    if fold(word) in SUFFIXES and not particles:
        return True
    if any(text.startswith(name, match.start("word")) for name in known):
        return False
    if particles:
        return True
    is_name = not word.isupper() and not is_title(word) and word not in CREDENTIALS
    is_name = is_name and fold(word) not in TRADES | NO_NAMES
    return is_name and not (title_case or is_title_case(text[:end] + text[match.end() :]))


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a bare surname is a person's: "Wilson explains", "according to Wilson"."""
    if re.match(r"\s+[A-ZÀ-Þ]|['\u2019]s\b", text[end:]):
        return False
    if SAID_BY.search(text[:start]):
        return True
    return bool(SAYING.match(text, end)) and not re.search(r"[A-ZÀ-Þ][\w.]*\s+$", text[:start])
