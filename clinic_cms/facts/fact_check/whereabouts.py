"""Finds what says where the clinic and its patients are: their towns, other offices, landmarks."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL, key_of
from clinic_cms.facts.fact_check.places import NAME, Places
from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.word_lists import GENERIC, any_of, everyones_names, read_toml
from clinic_cms.formats.person_names import is_title
from clinic_cms.formats.sentences import bare_sentences_of

WORDS = read_toml("whereabouts.toml")
CASELESS: dict[str, list[str]] = WORDS["caseless"]
AREAS: dict[str, dict[str, str]] = WORDS["areas"]
ADDRESS_TAGS = frozenset(("location.street", "location.postal_code"))
FIRST_NAME = re.compile(rf"\s?(?P<name>{NAME})")
LANDMARK = r"[^\s.,;:!?()\n\ufffc](?:[^.,;:!?()\n\ufffc]|\.(?=\w)){1,60}"
STREET = re.compile(
    rf"(?<!\w)(?:(?i:on|in|off|at|behind|opposite|along|of)\s(?P<street>{NAME}\s(?:Street|Road|Avenue|Lane|Boulevard|Highway))"
    rf"|(?i:en|sur|dans|est|por|ở|tại|trên)\s(?:(?:la|l['\u2019])\s?)?(?P<named>(?i:calle|avenida|rue|avenue|boulevard|đường|phố)\s{NAME}))(?!\w)"
)
"""A street without a number."""
DISTRICT = (
    rf"{NAME}\s(?:County|Township)|(?:North|South|East|West)\s(?:Shore|Side|Bay|End)(?!\s{CAPITAL})"
)
"""What a text of any language calls a district."""
LEADS = re.compile(r"(?:Serving|In|From|Across|Throughout|Around|All|Greater|The|Our|Help)\s")
"""Words that have a capital because a sentence begins, before a district."""


def whereabouts_in(
    context: Context, places: Places, language: str, addresses: Sequence[Hit]
) -> Iterator[Hit]:
    """Yield towns that a text says patients come from, or where other offices are, and landmarks.

    A landmark follows what names the clinic's place, or one of the `addresses`.
    """
    code = language.partition("-")[0].lower()
    text = context.text
    if code in CASELESS:
        for pattern in _caseless(code):
            for match in pattern.finditer(text):
                kind = Kind.STREET if match.lastgroup == "landmark" else Kind.TOWN
                yield Hit(kind, *match.span(match.lastgroup or 0))
    for match in STREET.finditer(text):
        yield Hit(Kind.STREET, *match.span(match.lastgroup or 0))
    yield from _districts_in(text, code)
    yield from _areas_in(text, code, [hit for hit in addresses if hit.kind is Kind.TOWN])
    towns, office, clinic, landmark = _patterns(code if code in WORDS else "en")
    for match in towns.finditer(text) if towns else ():
        yield from _towns_from(match.end(), context, places, language)
    for match in office.finditer(text) if office else ():
        if not GENERIC.issuperset(key_of(match["name"]).split()):
            yield Hit(Kind.TOWN, *match.span("name"))
    ends = [match.end() for match in clinic.finditer(text)] if clinic else []
    ends += [hit.end for hit in addresses if hit.kind is Kind.STREET]
    tags = context.plain.tags.items()
    ends += [at + 1 for at, variable in tags if variable in ADDRESS_TAGS]
    for end in ends:
        while landmark and (near := landmark.match(text, end)):
            yield Hit(Kind.STREET, *near.span("found"))
            end = near.end()


def _districts_in(text: str, code: str) -> Iterator[Hit]:
    """Yield counties and districts, but not those of a study."""
    districts, studies = _districts(code), studies_of(code)
    for start, end in bare_sentences_of(text):
        if studies and studies.search(text, start, end):
            continue
        for match in districts.finditer(text, start, end):
            lead = LEADS.match(text, match.start(), match.end())
            yield Hit(Kind.TOWN, lead.end() if lead else match.start(), match.end())


def _areas_in(text: str, code: str, own: Sequence[Hit]) -> Iterator[Hit]:
    """Yield counties and districts in a script without spaces, but not the clinic's own towns."""
    if code not in AREAS:
        return
    words, studies = AREAS[code], studies_of(code)
    for start, end in bare_sentences_of(text):
        sentence = text[start:end]
        is_study = studies is not None and studies.search(sentence)
        if is_study or not re.search(words["speech"], sentence):
            continue
        for match in re.finditer(words["names"], sentence):
            first, last = start + match.start("found"), start + match.end("found")
            is_own = any(first <= hit.start and hit.end <= last for hit in own)
            if not is_own and not re.fullmatch(words["words"], match["found"]):
                yield Hit(Kind.TOWN, first, last)


@lru_cache(maxsize=16)
def _districts(code: str) -> re.Pattern[str]:
    words: list[str] = WORDS["districts"].get(code, [])
    patterns = "|".join([DISTRICT, *(word.replace("NAME", NAME) for word in words)])
    return re.compile(rf"(?<!\w)(?:{patterns})(?!\w)")


@lru_cache(maxsize=16)
def studies_of(code: str) -> re.Pattern[str] | None:
    """Return a pattern of what shows, in a sentence, that it is about a study."""
    studies = WORDS["studies"].get(code, "")
    return re.compile(studies, re.I) if studies else None


def _towns_from(position: int, context: Context, places: Places, language: str) -> Iterator[Hit]:
    match = FIRST_NAME.match(context.text, position)
    if match is None or PRINTED in match["name"] or is_title(match["name"].partition(" ")[0]):
        return
    if match["name"] not in everyones_names(language):
        yield Hit(Kind.TOWN, *match.span("name"))
        yield from places.listed(match.end())


@lru_cache(maxsize=16)
def _caseless(code: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in CASELESS[code]]


@lru_cache(maxsize=16)
def _patterns(code: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return patterns of what stands before towns, of offices, of the clinic, and of landmarks."""
    words = WORDS[code]
    between = any_of(words["between"])
    named = rf"(?=(?i:{any_of(words['named'])})\s|{CAPITAL})" if words["named"] else ""
    parts = any_of(words["own_parts"])
    own = rf"(?!(?i:(?:\w{{1,3}}[\s'\u2019])?(?:{parts})s?)(?!\w))" if parts else ""
    our, offices = any_of(words["our"]), any_of(words["offices"])
    patterns = (
        "|".join(words["towns"]) and rf"(?<!\w)(?i:{'|'.join(words['towns'])})(?!\w)",
        our and rf"(?<!\w)(?i:{our})\s(?P<name>{NAME})\s(?i:{offices})s?(?!\w)",
        "|".join(words["clinic"]) and rf"(?<!\w)(?i:{'|'.join(words['clinic'])})(?!\w)",
        words["beside"]
        and rf"(?:[,\s]+(?:(?i:{between})(?!\w)|{NAME}|[A-Z\d]+\b|{PRINTED}))*?[,\s]+"
        rf"(?P<found>(?i:{any_of(words['beside'])})\s{named}{own}{LANDMARK})",
    )
    return tuple(re.compile(pattern) if pattern else None for pattern in patterns)
