"""Whether a sentence that names a town speaks of the clinic there, or of someone or something else.

A town that is left unchanged is reported; a wrong merge tag is not. So a town is the clinic's only
where the sentence shows it.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from string import digits

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.tagging.matches import FILLED, Find, blanked, words_of
from clinic_cms.importing.wordings import base_language

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

PLACES = frozenset(
    {
        "location.place",
        "location.city",
        "location.region",
        "location.service_areas",
        "location.postal_code",
    }
)
GAP = r"\s+(?:[\w'\u2019-]+\s+){0,3}?"
"""A few words between two."""
CAPITALISED = r"[A-ZÀ-Þ][\w.'\u2019&-]*"
NAME = rf"{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}}"
SIGNED = re.compile(rf"(?:^|[\u2013\u2014~(\"”*-])\s*{NAME}\s*(?:,|\|)\s*$")
CLOSED = re.compile(r"\s*(?:,\s*[A-Z]{2})?[\s.)\"”*]*$")
TOWN = "\1"
"""Stands for each letter of a town in a sentence."""
QUOTES = re.compile(r"[\"“”«»]")


def any_of(*lists: str) -> str:
    """Return a pattern for any word of some lists."""
    return words_of(word for name in lists for word in WORDS[name])


OF = any_of("of")
BEFORE = r"[^.!?]*$"
NAMED_ELSEWHERE = re.compile(rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED})*)\s+{OF}\s+$")
ONE_PERSON = re.compile(
    rf"\b(?:an?|one|another|una?|une?)\s+(?:[\w-]+\s+){{0,3}}?{any_of('one_person')}{BEFORE}"
    rf"|\b\d\d[- ]years?[- ]old\b{BEFORE}",
    re.I,
)
LIFE = re.compile(rf"{any_of('biography')}(?:\s+[\w'\u2019-]+){{0,5}}\s*$", re.I)
OTHERS = re.compile(any_of("others"), re.I)
FROM = re.compile(r"\s(?:from|of|de|desde)\s+$")
THINGS = re.compile(rf"{any_of('things')}{GAP}$", re.I)
ATTRIBUTE = re.compile(r"\b(?:the|an?|this|that|these|those|its|his|her|their)\s+$", re.I)
"""In English, a town after one of these belongs to the noun after it: "the Denver hills"."""
NOUN = re.compile(r"[\s-]+(?P<noun>[a-zß-ÿ][\w-]*)")
OWN_NOUN = re.compile(rf"[\s-]*的?(?:{any_of('clinic', 'people')})", re.I)
WE = re.compile(rf"(?-i:(?!US\b)){any_of('we')}", re.I)
SERVES = re.compile(rf"{any_of('serves')}{BEFORE}", re.I)
CLINIC_IN = re.compile(rf"{any_of('clinic', 'people')}{GAP}$", re.I)
PEOPLE_FROM = re.compile(rf"{any_of('people')}\s+{OF}\s[^.!?]*$", re.I)
ATTACHED = re.compile(
    rf"{FILLED}(?:['\u2019]s?(?:\s+(?:\w+\s+)?{any_of('clinic')})?)?,?(?:\s+(?:{OF}|at))?\s+\(?$"
)
"""Right before a town: "Kosak Chiropractic in", "Dr. Wilson's office in"."""
POINTS_BACK = re.compile(r"\s*(?:He|She|They|Also|También|Él|Ella|Il|Elle|Ils)\b")


def of_the_clinic(
    found: Sequence[Find], text: str, language: str, *, is_heading: bool
) -> list[Find]:
    """Return the finds without the towns that are not shown to be the clinic's."""
    may_be_attribute = base_language(language) == "en"
    own = [find for find in found if not PLACES.issuperset(find.variables)]
    kept: list[Find] = []
    clinic_before = False
    for start, end in sentences_of(text, unbroken=[(it.start, it.end) for it in found]):
        inside = [find for find in own if start <= find.start < end]
        towns = [find for find in found if find not in own and start <= find.start < end]
        sentence = blanked(blanked(text, towns, TOWN), inside)[start:end]
        is_shown = (
            is_heading
            or bool(inside)
            or bool(WE.search(sentence))
            or (clinic_before and bool(POINTS_BACK.match(sentence)))
            or not blanked(text, towns)[start:end].strip(f"{FILLED}{digits} ,.;•|-\n")
        )
        for town in towns:
            before, after = sentence[: town.start - start], sentence[town.end - start :]
            quoted = len(QUOTES.findall(text[: town.start])) % 2 == 1 and not inside
            elsewhere = (
                quoted
                or (may_be_attribute and _is_attribute(before, after))
                or _is_elsewhere(before, after, is_heading=is_heading)
            )
            shown = is_shown or _is_shown_beside(before, after)
            if ATTACHED.search(before) or (shown and not elsewhere):
                kept.append(town)
        kept += inside
        clinic_before = bool(inside) or (clinic_before and bool(POINTS_BACK.match(sentence)))
    return kept


def _is_shown_beside(before: str, after: str) -> bool:
    """Whether the words around a town are the clinic's: "a chiropractor in …", "… residents"."""
    return bool(
        OWN_NOUN.match(after)
        or CLINIC_IN.search(before)
        or PEOPLE_FROM.search(before)
        or SERVES.search(before)
    )


def _is_attribute(before: str, after: str) -> bool:
    """Whether a town only tells which thing is meant, and that is not the clinic's."""
    noun = NOUN.match(after)
    return bool(noun and ATTRIBUTE.search(before) and not OWN_NOUN.match(after))


def _is_elsewhere(before: str, after: str, *, is_heading: bool) -> bool:
    """Whether the words around a town are someone's or something else's."""
    named = None if is_heading else NAMED_ELSEWHERE.search(before)
    return bool(
        (SIGNED.search(before) and CLOSED.match(after))
        or (named and _is_a_name(named, before))
        or LIFE.search(before)
        or ONE_PERSON.search(before)
        or OTHERS.search(before)
        or OTHERS.search(after)
        or THINGS.search(before)
    )


def _is_a_name(match: re.Match[str], before: str) -> bool:
    """Whether capitalised words before "in" or "of" are a name.

    The first word of a sentence is one only before "of" and "from": "Karen from Vacaville".
    """
    starts = not before[: match.start()].strip(" \"“\u2018'(¿¡•\u2013—-")
    is_word = starts and " " not in match["name"]
    return not is_word or (bool(FROM.search(match.group())) and not match["name"].endswith("s"))
