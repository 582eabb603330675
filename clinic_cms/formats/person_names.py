"""A person's name as people write it: title, given name, family name, credentials.

The importer, the spec and the practitioner's form read names here; the lists are in
`person_names.toml`.
"""

import re
import unicodedata
from dataclasses import dataclass

from clinic_cms.formats.name_order import WORDS as LISTS
from clinic_cms.formats.name_order import (
    NameParts,
    fold,
    is_suffix,
    script_of,
    split_name,
)

DOCTOR_TITLES: tuple[str, ...] = tuple(LISTS["doctor_titles"])
TITLES = frozenset(fold(title) for title in (*DOCTOR_TITLES, *LISTS["titles"]))
TITLES_GO_ON = frozenset(LISTS["titles_go_on"])
TITLES_AFTER: tuple[str, ...] = tuple(sorted(LISTS["titles_after"], key=len, reverse=True))
CREDENTIALS: frozenset[str] = frozenset(LISTS["credentials"])
TRADES = frozenset(fold(trade) for trade in LISTS["trades"])
COMMA = re.compile(r"\s*[,;\u060c\u3001\uff0c]\s*|\s+[-\u2013\u2014|]\s+")
GLUED_TITLE = re.compile(r"^([^\W\d_]{1,6}\.)(?=[^\W\d_]{2})")
SHORT_FORMS = frozenset({"St", "No", "núm", "Núm", "vs", "e.g", "i.e"})
LONGEST_SHORT_TITLE = 5
BEFORE_STOP = re.compile(r"(?:^|[\s(])([^\s()]+)\.\s+$")
DOTTED = re.compile(r"(?:[A-Z][a-z]{0,3}\.){2,}[A-Z]?|[A-Z]\.[A-Z]")
DEGREE = re.compile(r"[A-Z]{2,}[a-z]+(?:[A-Z][a-z]*)*|(?:Grad)?(?:Dip|Cert)(?:[A-Z][a-z]*)+")
"""How degrees are written that no list holds: "BHSc", "MOsteo", "GradDipPhty"; no name is."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A written name taken apart; `name` is what is left of it, in its own order.

    `turned` names were written for an index: "Doe, Jane".
    """

    honorific: str
    name: str
    credentials: str
    parts: NameParts
    turned: bool = False

    @property
    def given(self) -> str:
        """The name that family and friends use."""
        return self.parts.given

    @property
    def family(self) -> str:
        """The family name, both where people have two."""
        return self.parts.family

    @property
    def certain(self) -> bool:
        """Whether given and family name could only be these."""
        return self.parts.certain


def parse_name(written: str) -> PersonName:
    """Take a name apart: "Dr. Jane Doe, DC", "Doe, Jane", "山田 太郎医生"."""
    text = " ".join(unicodedata.normalize("NFC", written).split())
    first, *others = [part for part in COMMA.split(text) if part] or [""]
    honorific, first = _split_title(first)
    first, after = _split_title_after(first)
    honorifics, credentials, suffixes, given = [honorific, after], [], [], ""
    for part in others:
        title, rest = _split_title(part)
        if is_suffix(part):
            suffixes.append(part)
        elif title and not given and not _are_credentials(part, text):
            honorifics.append(title)
            given = rest
        elif given or _are_credentials(part, text):
            credentials.append(part)
        else:
            given = part
    if not given:
        first, behind = _split_credentials(first)
        credentials = [*behind, *credentials]
    else:
        given, behind = _split_credentials(given, least=1)
        credentials = [*behind, *credentials]
    name = " ".join(part for part in (given, first, *suffixes) if part)
    parts = split_name(name)
    if given:  # The comma says where the family name is.
        parts = NameParts(given, first)
    elif parts.family == "" and any(honorifics):
        parts = NameParts("", parts.given, certain=False)
    titles = " ".join(part for part in honorifics if part)
    return PersonName(titles, name, ", ".join(credentials), parts, turned=bool(given))


def full_name(honorific: str, name: str) -> str:
    """Return a name with its honorific, which follows in some languages: "王小明医生"."""
    if not honorific or not name:
        return name
    if honorific not in TITLES_AFTER:
        return f"{honorific} {name}"
    gap = " " if script_of(honorific) == "Hangul" else ""
    return f"{name}{gap}{honorific}"


def short_name(honorific: str, name: str, *, given: str, family: str) -> str:
    """Return what a person is called in passing: "Dr. Doe", "BS. Hoa", "山田医生".

    Without an honorific it is the full name. `given` and `family` are as the clinic states them.
    """
    if not honorific or not name:
        return name
    called = given if split_name(name).addressed_by_given else family
    return full_name(honorific, called or name)


def is_part_of(part: str, name: str) -> bool:
    """Whether a stated part stands in a name; spaces, accents and punctuation do not count."""
    bare = ("".join(c for c in fold(text) if c.isalnum()) for text in (part, name))
    return next(bare) in next(bare)


def is_title(word: str) -> bool:
    """Whether a word is a form of address that stands before a name: "Dr.", "Sra", "БС"."""
    return fold(word) in TITLES


def _split_title(text: str) -> tuple[str, str]:
    """Split titles from the start of a name; a text that is all title stays a name."""
    rest = GLUED_TITLE.sub(r"\1 ", text) if is_title(text.partition(".")[0]) else text
    words, end = rest.split(), 0
    while end < len(words):
        if fold(" ".join(words[end : end + 2])) in TITLES and len(words) > end + 1:
            end += 2
        elif is_title(words[end]) or (end and _goes_on(words[end])):
            end += 1
        else:
            break
    if end == len(words):
        return "", text
    return " ".join(words[:end]), " ".join(words[end:])


def _goes_on(word: str) -> bool:
    """Whether a word behind a title belongs to it, as "med." in "Dr. med."."""
    return word.endswith(".") and fold(word) in TITLES_GO_ON and word[0].islower()


def _split_title_after(text: str) -> tuple[str, str]:
    """Split a title from the end of a name in Chinese, Japanese or Korean."""
    for title in TITLES_AFTER:
        if text.endswith(title) and len(text) > len(title) and script_of(text):
            return text.removesuffix(title).strip(), title
    return text, ""


def _split_credentials(text: str, least: int = 2) -> tuple[str, list[str]]:
    """Split credentials from the end of a name; so many words at least remain a name."""
    words, found = text.split(), list[str]()
    while len(words) > least and _is_credential(words[-1], text):
        found.insert(0, words.pop().strip("()"))
    if len(words) > least + 1 and words[-1].startswith("(") and _is_credential(words[-2], text):
        found.insert(0, " ".join(words[-2:]))  # "MSc (Chiro)"
        del words[-2:]
    return " ".join(words), found


def _is_credential(word: str, text: str) -> bool:
    """Whether a word is a degree; in a name all in capitals only its full stops show it."""
    bare = word.strip("()")
    if DOTTED.fullmatch(bare) and not re.fullmatch(r"[A-Z]\.[A-Z]\.?", bare):
        return True
    degree = bare.replace(".", "")
    if degree not in CREDENTIALS and not DEGREE.fullmatch(degree):
        return False
    return "." in bare or word != bare or not text.isupper()


def _are_credentials(part: str, text: str) -> bool:
    """Whether what follows a comma is degrees or a trade, and not a given name."""
    words = part.replace("(", " ").replace(")", " ").split()
    for word in words:
        degree = word.replace(".", "")
        in_capitals = len(degree) > 1 and degree.isupper() and not text.isupper()
        is_shaped = in_capitals or DEGREE.fullmatch(degree) or DOTTED.fullmatch(word)
        if is_shaped or degree in CREDENTIALS:
            return True
        if fold(word) in TRADES or any(character.isdigit() for character in word):
            return True
    return not words


def ends_in_short_form(text: str) -> bool:
    """Whether a text ends in a full stop that ends no sentence: "Dr. ", "BS. ", "Michael J. "."""
    match = BEFORE_STOP.search(text)
    if match is None:
        return False
    word = match[1]
    if word in SHORT_FORMS or (len(word) == 1 and word.isupper()):
        return True
    is_title = len(word) <= LONGEST_SHORT_TITLE and fold(word) in TITLES
    return is_title and (not word.islower() or fold(word) in DOCTOR_TITLES[:2])
