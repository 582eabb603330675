"""What is likely a name in a text that was in capitals, and now is in sentence case.

No list holds all names: first names that many people have, a person's town, who signed a review,
states and countries. Everything keeps its length.
"""

import re
from functools import lru_cache

from clinic_cms.facts.fact_check.colleagues import WORDS as COLLEAGUES
from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.word_lists import (
    EVERYDAY,
    NICKNAMES,
    WORDS_IN_LOWER_CASE,
    any_of,
)
from clinic_cms.formats.name_order import COMMON_GIVEN, SPANISH_GIVEN
from clinic_cms.formats.person_names import is_title
from clinic_cms.importing.tagging.matches import one_of
from clinic_cms.importing.tagging.place_names import COUNTRY_LANGUAGES, names_of_world

SHORTEST = 4
"""Letters of a first name that is no other word."""
ANY_GIVEN = COMMON_GIVEN | SPANISH_GIVEN | NICKNAMES.keys()
GIVEN = {
    name
    for name in ANY_GIVEN
    if len(name) >= SHORTEST and name not in EVERYDAY | WORDS_IN_LOWER_CASE
}
VERB = re.compile(r"[a-z]+s|can|will|may|has|and|or|to|in|on|at|who|for|with|too|also|about")
"""What follows a colleague's first name where no family name does."""
ROLES = COLLEAGUES["en"]["roles"] + COLLEAGUES["en"]["others"]
ALSO = COLLEAGUES["en"]["also"]
WORDS_TOO = frozenset({"china", "jersey", "guinea", "chad", "jordan", "turkey", "niger", "mali"})
"""Countries that are words, or names of people and things, too."""
WORD = re.compile(r"[^\W\d_]+")
INITIAL = re.compile(r"(?<=\s)[a-z](?=\.)")
INITIAL_ENDS_NONE = re.compile(
    r"(?P<name>[^\W\d_]+)\s(?P<initial>[a-z])\.\s(?P<next>From|Of|In|Who|And|Says|Said)\b"
)
"""An initial, and a word that begins no sentence behind it."""
STREET = re.compile(
    r"(?P<before>\b(?:on|at|to|from|off)\s(?:\d+\s)?)(?P<street>(?!(?:the|a|an|your|any|every|this)\s)"
    r"[^\W\d_]{3,}\s(?:street|avenue|road|lane|boulevard|highway)\b)"
)
"""A street after "on" or a number: "on main street"."""
SURNAME = re.compile(
    r"\b(?:Drs?|Dra|Mrs?|Ms|Prof)\.?\s[A-ZÀ-Þ][a-zß-ÿ]+\s(?P<last>[a-zß-ÿ]{2,})(?=\s(?:of|from|in|at)\s|[,.;)])"
)
"""What follows a title and a first name before "of" or a comma: "Dr. Sarah cohen of"."""
COLLEAGUE = re.compile(
    rf"\b(?i:our|my)\s(?:{any_of(ALSO)}\s)*(?:{any_of(ROLES)}),?\s(?P<first>[^\W\d_]+)(?:\s(?P<last>[^\W\d_]+))?"
)
"""Who works in the clinic: "our massage therapist amy cho"."""
HINTS = re.compile(
    rf"\b(?:from|near|street|avenue|road|drs?|mrs?|ms|prof|{any_of(ROLES)})\b|\bmy name\b", re.I
)
"""What stands beside names; whether it does, a person says."""
SIGNED = re.compile(r"(?<=[\"”»!.])\s*[\u2013\u2014~-]+\s*(?P<who>[^\n\"“”«»!?]{2,60})$", re.M)
_FIRST = (
    r"(?:(?:new|san|santa|los|las|el|la|fort|port|st\.?|saint|mount|lake|north|south|east|west)\s)?"
)
_LAST = r"(?:\s(?:city|beach|springs|falls|valley|hills|heights|park|grove|county|bay|creek|afb))?"
_TOWN = rf"(?:{_FIRST}[^\W\d_]{{3,}}{_LAST})"
_AND = r"(?:,\s(?:and\s|y\s|et\s)?|\s(?:and|or|&|y|e|et)\s)"
TOWNS = re.compile(
    rf"(?P<who>[^\W\d_]+)(?:\s[A-Za-z]\.)?,?(?:\s(?:also|too|often|even))?(?:\s(?:come|comes|came|drive|travel|vienen))?"
    rf"\s(?:from|desde)\s(?P<towns>{_TOWN}(?:{_AND}{_TOWN})*)(?!\w)",
    re.I,
)
"""Someone, and the towns that they come from."""
PEOPLE = {
    "patients",
    "people",
    "clients",
    "families",
    "residents",
    "visitors",
    "runners",
    "pacientes",
}
NO_TOWN = re.compile(
    r"(?:all|any|many|most|every|both|other|nearby|far|the|our|your|their|his|her|this|that|these|time|"
    r"work|home|here|there|near|around|across|different|pain|birth|school|childhood|age|too|also|who|which|"
    r"because|but|so|when|where|after|with|for|it|we|they|he|she|\w+ing)\b",
    re.I,
)
CODES = {"afb": "AFB"}


def with_likely_names(text: str) -> str:
    """Return a text in sentence case with a capital for what is likely a name."""
    text = WORD.sub(lambda m: _named(m[0]), text)
    text = INITIAL_ENDS_NONE.sub(_with_initial, text)
    text = _world().sub(lambda m: _titled(m[0]), text)
    text = TOWNS.sub(_with_towns, text)
    text = STREET.sub(lambda m: m["before"] + _titled(m["street"]), text)
    text = SURNAME.sub(lambda m: m[0][: m.start("last") - m.start()] + m["last"].capitalize(), text)
    text = COLLEAGUE.sub(_with_colleague, text)
    return SIGNED.sub(lambda m: m[0][: m.start("who") - m.start()] + _titled(m["who"]), text)


def _named(word: str) -> str:
    return word.capitalize() if key_of(word) in GIVEN else word


def _with_initial(match: re.Match[str]) -> str:
    if key_of(match["name"]) not in GIVEN:
        return match[0]
    return f"{match['name']} {match['initial'].upper()}. {match['next'].lower()}"


def _with_colleague(match: re.Match[str]) -> str:
    """Return who works in the clinic: a first name that many have, and what is left of it."""
    if key_of(match["first"]) not in ANY_GIVEN:
        return match[0]
    named = match[0][: match.start("first") - match.start()] + match["first"].capitalize()
    last = match["last"] or ""
    is_name = last and not VERB.fullmatch(last)
    return f"{named} {last.capitalize() if is_name else last}".rstrip()


def may_name_someone(sentence: str) -> bool:
    """Whether a sentence has words beside which names stand."""
    return HINTS.search(sentence) is not None


def _titled(text: str) -> str:
    return WORD.sub(lambda m: CODES.get(m[0], m[0][:1].upper() + m[0][1:]), text)


def _town(text: str) -> str:
    return text if NO_TOWN.match(text) else _titled(text)


def _with_towns(match: re.Match[str]) -> str:
    """Return someone with their towns, if it is a person: "Pain from sitting" is none."""
    who, towns = match["who"], match["towns"]
    before = match.string[: match.start()].rstrip(". ").rpartition(" ")[2]
    is_person = who.lower() in PEOPLE or key_of(who) in GIVEN or is_title(before)
    if not is_person or NO_TOWN.match(towns):
        return match[0]
    head = match[0][: match.start("towns") - match.start()]
    joined = re.compile(_AND)
    parts, at = [], 0
    for joint in joined.finditer(towns):
        parts += [_town(towns[at : joint.start()]), joint[0]]
        at = joint.end()
    return INITIAL.sub(lambda m: m[0].upper(), head) + "".join(parts) + _town(towns[at:])


@lru_cache(maxsize=1)
def _world() -> re.Pattern[str]:
    """Return a pattern of states and countries in lower case."""
    names = {name.lower() for name in names_of_world(("US", "CA", "AU", "MX"), COUNTRY_LANGUAGES)}
    single = EVERYDAY | WORDS_TOO | WORDS_IN_LOWER_CASE
    kept = (name for name in names if len(name) > SHORTEST and key_of(name) not in single)
    return re.compile(rf"(?<!\w){one_of(kept)}(?!\w)")
