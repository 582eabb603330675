"""Finds colleagues who are named without a title: "our massage therapist, Lorelai Finch"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL, key_of
from clinic_cms.facts.fact_check.word_lists import (
    EVERYDAY,
    GENERIC,
    GIVEN,
    any_of,
    everyones_names,
    read_toml,
)
from clinic_cms.formats.name_order import WORDS as NAMES
from clinic_cms.formats.sentences import is_title_case

WORDS = read_toml("colleagues.toml")
CASELESS: dict[str, list[str]] = WORDS["caseless"]
_CAPITAL = rf"{CAPITAL}[\w'\u2019-]*\b"
_MORE = rf"(?:\s(?:(?:de|del|la|van|von|bin|al|le|du)\s){{0,2}}{_CAPITAL})"

_ONE = rf"(?![A-Z]{{2}}){_CAPITAL}{_MORE}{{0,2}}"
_ALSO = r"(?:[^\W\d_A-Z][\w-]+\s){0,2}"
"""What stands before a role, as in "our paediatric osteopath"."""
NOBODY = frozenset(
    ("someone", "somebody", "anyone", "everyone", "everybody", "whoever", "staff", "people", "they")
)
ANYONES = "".join(
    rf"(?<!\b(?i:{word})\s)"
    for word in ("a", "an", "any", "your", "un", "una", "su", "une", "votre")
)
"""Not before a role that anyone may have: "Can a Chiropractor Fix It?"."""
NO_ONES = frozenset(
    (
        "alexa",
        "siri",
        "samaritans",
        "childline",
        "medicare",
        "medicaid",
        "shout",
        "dad",
        "mom",
        "mum",
    )
)
"""What else one calls or asks by a name."""
NO_PERSON = (
    "line|health|care|aid|help|direct|polic|ambulan|doctor|hospital|emergen|urgen|santé|salud|info"
    "|samu|secours"
)
"""In a word, these show that it is no one's first name."""
HELPS = re.compile(
    r" (?:at|on|from|behind) (?:(?:the|our) (?:front )?desk|(?:(?:the|our) )?(?:reception|phones?))"
    r"(?: will (?:help|tell|give|show|book|answer|find|explain)| (?:know|help|book|tell)s)"
    r"(?!\w)"
)
"""Behind the first word of a sentence, it shows a person: "Kayla at the front desk will help"."""
POSSESSIVE = re.compile(r"['\u2019]s$")
LEAD = re.compile(
    r"(?:Then|Next|Now|And|But|So|Ask|Call|See|Meet|With|Here|Today|Phone|Ring|Text|Email|Tell|Con"
    r"|Avec|Demandez|Appelez|Voyez)\s"
)
PLACE = re.compile(r"(?:At|In|Near|From|On|En|À|Chez)\s")
"""With a capital because a sentence begins, before the name of someone, or of a place."""
OPENS = re.compile(r"(?:[.!?:…\n][\"”’)\]]*\s*|[\"“«¿¡•-]\s*)$")


def colleagues_in(text: str, language: str) -> Iterator[Hit]:
    """Yield the names that stand beside what their bearers do in the clinic."""
    code = language.partition("-")[0].lower()
    not_names = everyones_names(language)
    for pattern in _patterns(code if code in WORDS or code in CASELESS else "en"):
        for match in pattern.finditer(text):
            start, end = match.span("found")
            if _opens(text, start):
                if PLACE.match(text, start, end):
                    continue
                lead = LEAD.match(text, start, end)
                start = lead.end() if lead else start
            words, found = key_of(text[start:end]).split(), text[start:end]
            if POSSESSIVE.sub("", found) in not_names or GENERIC.issuperset(words):
                continue
            is_person = words[0] in GIVEN or (
                bool(HELPS.match(text, end)) and words[0] not in NOBODY
            )
            # Only a capital may be there because a sentence begins.
            is_shown = is_person or code in CASELESS or not _opens(text, start)
            if is_title_case(text, start) and words[0] not in GIVEN:
                continue
            if len(words) > 1 or is_shown:
                yield Hit(Kind.PRACTITIONER, start, end)
    if code in WORDS:
        yield from _contacted(text, code, not_names)


def _contacted(text: str, code: str, not_names: frozenset[str]) -> Iterator[Hit]:
    """Yield whom patients ask, write to or phone by a first name."""
    contacts, phoning = _contacts(code)
    found = [it for it in contacts.finditer(text) if key_of(it["found"]) in GIVEN]
    found += [it for it in phoning.finditer(text) if key_of(it["found"]) not in EVERYDAY]
    for match in found:
        if key_of(match["found"]) not in NO_ONES and match["found"] not in not_names:
            yield Hit(Kind.PRACTITIONER, *match.span("found"))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins at a place, so that a capital shows no name."""
    return bool(OPENS.search(text, 0, start)) or not text[:start].strip()


@lru_cache(maxsize=16)
def _contacts(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of whom patients ask or write to, and phone, by one name: "Call Mairi"."""
    contact, phoning = (any_of(WORDS[code][name]) or r"(?!)" for name in ("contact", "phoning"))
    follows = "|".join(words["after_phoning"] for words in WORDS.values() if "phoning" in words)
    return (
        re.compile(rf"(?<!\w)(?i:{contact})\s(?P<found>{_CAPITAL})(?!\s?{CAPITAL}|['\u2019-]\w)"),
        re.compile(
            rf"(?<!\w)(?i:{phoning})\s(?P<found>(?![A-Z]{{2}}|\w*(?i:{NO_PERSON})){_CAPITAL})"
            rf"(?=\s?[.!]|\s(?:{follows})(?!\w))"
        ),
    )


@lru_cache(maxsize=16)
def _patterns(code: str) -> list[re.Pattern[str]]:
    surname = f"[{NAMES['east_asian']['chinese']}]".replace("\n", "")
    patterns = [text.replace("SURNAME", surname) for text in CASELESS.get(code, [])]
    if code in WORDS:
        words = WORDS[code]
        our, also = any_of(words["our"]), any_of(words["also"])
        kinds = any_of(words["roles"]), any_of([*words["roles"], *words["others"]])
        alone, role = (rf"(?:(?i:{also})\s)*(?i:{kind})(?:\s(?i:{also}))*" for kind in kinds)
        patterns += [
            rf"(?<!\w){alone},\s(?P<found>{_CAPITAL}{_MORE}{{1,3}})",
            rf"(?<!\w){ANYONES}{alone}\s(?P<found>{_CAPITAL}{_MORE}{{1,3}})",
        ]
        patterns += [text.replace("NAME", f"(?P<found>{_ONE})") for text in words["desk"]]
        if our:
            patterns.append(rf"(?P<found>{_ONE}),\s(?i:{our})\s{_ALSO}{role}(?=\s?[,.;!)]|$)")
            patterns.append(rf"(?<!\w)(?i:{our})\s{role},?\s(?P<found>{_CAPITAL}{_MORE}{{0,3}})")
            patterns.append(
                rf"(?P<found>{_CAPITAL}{_MORE}{{1,3}})(?:,|\sis|\ses|\sest)\s(?i:{our})\s{_ALSO}{role}(?!\w)"
            )
    return [re.compile(pattern) for pattern in patterns]
