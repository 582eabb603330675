"""Claims that are one person's own, and reviews: never another clinic's, whatever their tags."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from clinic_cms.facts.fact_check.charges import states_charge
from clinic_cms.facts.fact_check.finding import Kind
from clinic_cms.facts.fact_check.folding import CAPITAL
from clinic_cms.facts.fact_check.speakers import Speakers, SpokenOf
from clinic_cms.facts.fact_check.word_lists import read_toml
from clinic_cms.formats.sentences import bare_sentences_of

LANGUAGES = read_toml("claims.toml")
_CAPITAL = rf"{CAPITAL}[\w'’.-]*"
_WHO = rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}"
_PLACE = rf"{_CAPITAL}(?:\s(?:(?:of|or|de|del|la|le|sur)\s)?{_CAPITAL}){{0,3}}"
_WHERE = rf"(?:\s?\(?(?:age\s)?\d{{2}}\)?(?!\w)|,\s?(?:age\s)?\d{{2}}(?!\w)|,\s?{_PLACE}){{0,2}}"
QUOTED = re.compile(
    rf"[\"“«「„](?P<quote>[^\"”»」“]{{8,600}})[\"”»」“]\s*[\u2013\u2014\u2015~-]+\s*{_WHO}\.?{_WHERE}\.?"
)
ATTRIBUTION = re.compile(
    rf"(?:^|(?<=[.!?”\"]\s))[\u2013\u2014\u2015~-]{{1,2}}\s*[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z]\.(?!\w){_WHERE}|{_WHERE},\s?[^\W\d_a-z][^\n.!?,]{{1,40}})\s*$",
    re.M,
)
"""Who said something, on a line of its own or at its end: "– Jennifer R.", "– Karen, Vacaville"."""
_DASH = "[\u2013\u2014\u2015~-]{1,2}"
_I = r"(?<!\w)(?:I|[Mm]y|me|[Yy]o|[Mm]i|[Mm]is|[Jj]e|[Mm]on|[Mm]a|[Mm]es|[Jj][\x27’]\w+)(?!\w)"
_OF = r"(?:,?\s(?:from|of|in|de|desde|à)\s|,\s(?:\d{2},?\s)?)"
_SHORTENED = rf"{CAPITAL}[\w'’-]+\s{CAPITAL}\.(?!\s?{CAPITAL}\w)"
"""A patient who is not named in full: "Marisol T."."""
_TO_READERS = r"\byour\b|\b(?:ask|show|teach|tell|give|help|see|want) you\b"
SIGNED = re.compile(
    rf"^(?=[^\n]*{_I})(?![^\n]*(?:{_TO_READERS}))[^\n]{{20,600}}[.!…\"”»]\s*\n\s*{_WHO}(?:,\s?\d{{2}})?,\s?{_PLACE}\.?[^\S\n]*$",
    re.M,
)
"""What a patient says, with name and town on the next line."""
STARS = re.compile(r"[★⭐]{3,}[^\n]*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, or a review with who gave it, and where it stands in the text."""

    kind: Kind
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Patterns:
    """What shows a claim in one language."""

    code: str
    spoken_of: SpokenOf
    claims: tuple[re.Pattern[str], ...]
    ails: re.Pattern[str]
    """A patient's complaint after what she has long done: "She has run since 2009 and …"."""
    lives: tuple[re.Pattern[str], ...]
    """What a person's life is, which a text may tell of a patient, too."""
    alone: tuple[re.Pattern[str], ...]
    reviews: tuple[re.Pattern[str], ...]
    told: tuple[re.Pattern[str], ...]
    """What a patient says of herself: "“I can walk again,” says Deb from Spotswood"."""


def find_claims(
    text: str, *, language: str, names: Iterable[str] = (), before: str = ""
) -> list[Claim]:
    """Return the claims in a plain text, in order; no database.

    A sentence is a claim if it speaks of a person, or of "us", and says what only one can say.
    Persons are titles, pronouns, what merge tags print (the sign `PRINTED`) and the given `names`;
    a pronoun may mean a patient, of whom the text speaks, or what stands `before` it.
    """
    code = language.partition("-")[0].lower()
    patterns = _patterns(code if code in LANGUAGES else "en")
    reviews = _reviews(text, patterns)
    speakers = Speakers(patterns.spoken_of, tuple(sorted({*names})))
    for start, end in bare_sentences_of(before):
        speakers.read(before[start:end])
    rest = text
    for review in reviews:
        gap = "\n" * (review.end - review.start)
        rest = f"{rest[: review.start]}{gap}{rest[review.end :]}"
    claims: list[Claim] = []
    for start, end in bare_sentences_of(rest):
        sentence = text[start:end]
        if _is_claim(sentence, patterns, speakers):
            claims.append(Claim(Kind.CLAIM, start, end, sentence))
        speakers.read(sentence)
    return sorted([*reviews, *claims], key=lambda claim: claim.start)


def speaks_of_oneself(text: str, language: str) -> bool:
    """Whether someone speaks in a text: "my knee", "no podía andar", "我的脚"."""
    code = language.partition("-")[0].lower()
    return bool(re.search(_oneself(LANGUAGES.get(code, LANGUAGES["en"])["first_person"]), text))


def _is_claim(sentence: str, patterns: Patterns, speakers: Speakers) -> bool:
    if patterns.ails.search(sentence) and speakers.may_mean_patient(sentence):
        return False
    speaks = speakers.are_in(sentence)
    if any(pattern.search(sentence) for pattern in patterns.alone):
        return True
    if states_charge(sentence, patterns.code, speaks=speaks):
        return True
    if not speaks:
        return False
    if any(pattern.search(sentence) for pattern in patterns.claims):
        return True
    is_life = any(pattern.search(sentence) for pattern in patterns.lives)
    return is_life and not speakers.is_patients(sentence)


def _reviews(text: str, patterns: Patterns) -> list[Claim]:
    found: list[Claim] = []
    for pattern in (QUOTED, *patterns.told, STARS, SIGNED, ATTRIBUTION, *patterns.reviews):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(review.start < end and start < review.end for review in found):
                found.append(Claim(Kind.TESTIMONIAL, start, end, match.group()))
    return found


@lru_cache(maxsize=16)
def _patterns(code: str) -> Patterns:
    lists = LANGUAGES[code]

    def compiled(name: str) -> tuple[re.Pattern[str], ...]:
        texts = (text.replace("NUMBER", lists["number"]) for text in lists[name])
        return tuple(re.compile(text, re.I) for text in texts)

    return Patterns(
        code,
        SpokenOf(
            tuple(lists["people"]),
            tuple(lists["named"]),
            tuple(lists["pronouns"]),
            re.compile(lists["patient"], re.I),
            re.compile(lists["complaint"], re.I),
        ),
        compiled("claims"),
        re.compile(lists["ails"], re.I),
        compiled("lives"),
        compiled("alone"),
        compiled("reviews"),
        tuple(_told(lists["first_person"])),
    )


def _told(first_person: str) -> Iterator[re.Pattern[str]]:
    """Yield what shows a patient's words: in the first person, or by who says so."""
    says = "|".join(lists["says"] for lists in LANGUAGES.values() if lists["says"])
    quoted, mine = (
        rf"[\"“«„](?=[^\"”»“]*{shown})[^\"”»“]{{8,600}}[\"”»“]"
        for shown in ("", _oneself(first_person))
    )
    yield re.compile(
        rf"{mine}\s*(?:{_DASH}\s*)?{_WHO}\.?{_WHERE}\.?(?=\s*[★⭐]|[^\S\n]*$)[^\n]*", re.M
    )
    yield re.compile(rf"{quoted}[^\n]{{0,80}}[★⭐]{{3,}}[^\n]*")
    where = rf"(?:{_OF}{_PLACE})?"
    yield re.compile(rf"{mine},?\s*(?:{says})\s{_WHO}{where}")
    yield re.compile(rf"{quoted},?\s*(?:{says})\s{_SHORTENED}{where}")
    yield re.compile(rf"{_SHORTENED}(?:{_OF}{_PLACE},?)?,?\s(?:{says})[:,]?\s*{quoted}")


def _oneself(first_person: str) -> str:
    return rf"(?:{_I}|{first_person})" if first_person else _I
