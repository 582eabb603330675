"""Which part of a name is the family name, by the script and the words of the name itself."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

WORDS = tomllib.loads(
    (files("clinic_cms.formats") / "person_names.toml").read_text(encoding="utf-8")
)
APOSTROPHES = "'\u2019\u02bc"
INTERPUNCT = re.compile(r"\s*[・·‧•]\s*")
"""Between the parts of a foreign name in Chinese or Japanese, which keep their own order."""
INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
NICKNAME = re.compile(r"\s*[(\"“„«][^)\"”“»]*[)\"”“»]")
VIETNAMESE_LETTERS = re.compile("[đĐơƠưƯ]|[\u0323\u0309]|[\u0302\u0306][\u0300\u0301\u0303]")


@dataclass(frozen=True, slots=True)
class NameParts:
    """Given and family name; `certain` is false where another reading is as likely."""

    given: str
    family: str
    certain: bool = True
    family_first: bool = False
    addressed_by_given: bool = False
    """Whether a title comes with the given name, as in Vietnam and Iceland."""


@lru_cache(maxsize=8192)
def split_name(name: str) -> NameParts:
    """Return the parts of a full name that has neither title nor credentials."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    foreign = INTERPUNCT.split(name)
    if len(foreign) > 1:
        return NameParts(foreign[0], foreign[-1])
    if script_of(name):
        return _east_asian(name.split())
    words = _joined(word for word in NICKNAME.sub("", name).split() if not is_suffix(word))
    if len(words) < 2:
        return NameParts(name, "")
    for rule in (_vietnamese, _capitals, _patronymic, _particle, _spanish, _turned_round):
        if parts := rule(words):
            return parts
    return _middle(words)


def fold(word: str) -> str:
    """Return a word in lower case without accents and full stops, as lists are searched."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


VIETNAMESE = _folded(WORDS["vietnamese"]["family"])
VIETNAMESE_OR_OTHER = VIETNAMESE | _folded(WORDS["vietnamese"]["either"])
VIETNAMESE_MIDDLE = _folded(WORDS["vietnamese"]["middle"])
SPANISH_GIVEN = _folded(WORDS["spanish"]["given"])
SPANISH_FAMILY = _folded(WORDS["spanish"]["family"])
COMMON_GIVEN = _folded(WORDS["given"]["common"])
HUNGARIAN_GIVEN = frozenset(WORDS["hungarian"]["given"])
ROMANISED = frozenset(WORDS["east_asian"]["romanised"])
KOREAN = frozenset(WORDS["east_asian"]["korean"])
SUFFIXES = _folded(WORDS["suffixes"])
PARTICLES = frozenset(WORDS["particles"])
PARTICLES_IN_LOWER_CASE = frozenset(WORDS["particles_in_lower_case"])
GIVEN_PARTICLES: list[list[str]] = [phrase.split() for phrase in WORDS["given_particles"]]
SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A Korean given name: "Min-su"."""


def is_particle(word: str) -> bool:
    """Whether a word leads a family name: "van", "bin", "De"; "Al" and "Do" are given names."""
    bare = word.rstrip(".")
    lower = bare.lower()
    if lower in PARTICLES_IN_LOWER_CASE:
        return bare == lower
    return lower in PARTICLES or (len(word) > 1 and word[-1] in APOSTROPHES)


def is_suffix(word: str) -> bool:
    """Whether a word follows the family name and is no part of it: "Jr.", "III"."""
    return fold(word.strip(",")) in SUFFIXES


def script_of(text: str) -> str:
    """Return "Hangul", "kana" or "Han" if a text is written in it, "" for any other script."""
    names = [unicodedata.name(character, "") for character in text if character.isalpha()]
    if any(name.startswith("HANGUL") for name in names):
        return "Hangul"
    if any(name.startswith(("HIRAGANA", "KATAKANA")) for name in names):
        return "kana"
    return "Han" if any(name.startswith("CJK") for name in names) else ""


def _joined(words: Iterable[str]) -> list[str]:
    """Join what is one name in two words: "Abd al-Rahman", "عبد الله"."""
    joined: list[str] = []
    for word in words:
        if joined and fold(joined[-1]) in WORDS["given_prefixes"]:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _east_asian(words: list[str]) -> NameParts:
    whole = "".join(words)
    katakana = all("KATAKANA" in unicodedata.name(c, "") for c in whole)
    if len(words) > 1:
        first, rest = words[0], " ".join(words[1:])
        return NameParts(first, rest) if katakana else NameParts(rest, first, family_first=True)
    script, lists = script_of(whole), WORDS["east_asian"]
    doubles = lists["korean_double"] if script == "Hangul" else lists["chinese_double"]
    if katakana or len(whole) < 2:
        return NameParts(whole, "")
    if whole[:2] in doubles and len(whole) > 2:
        return NameParts(whole[2:], whole[:2], family_first=True)
    if script == "Hangul":
        return NameParts(whole[1:], whole[0], certain=len(whole) <= 3, family_first=True)
    is_chinese = script == "Han" and len(whole) <= 3 and whole[0] in lists["chinese"]
    length = 1 if is_chinese or len(whole) == 2 else 2
    return NameParts(whole[length:], whole[:length], certain=is_chinese, family_first=True)


def _vietnamese(words: list[str]) -> NameParts | None:
    first, last = fold(words[0]), fold(words[-1])
    accented = VIETNAMESE_LETTERS.search(unicodedata.normalize("NFD", " ".join(words)))
    has_middle = len(words) > 2 and fold(words[1]) in VIETNAMESE_MIDDLE
    known = VIETNAMESE_OR_OTHER if accented or has_middle else VIETNAMESE
    if first not in known or any(is_particle(w) and fold(w) != "van" for w in words[1:-1]):
        return None
    if len(words) == 2 and last in VIETNAMESE_OR_OTHER:
        parts = NameParts(words[1], words[0], certain=False)
    else:
        parts = NameParts(words[-1], words[0], certain=bool(accented) or len(words) > 2)
    return replace(parts, family_first=True, addressed_by_given=True)


def _capitals(words: list[str]) -> NameParts | None:
    """Take a family name that is marked by capitals: "YAMADA Taro", "Jean DE LA TOUR"."""
    family = [word for word in words if word.isupper() and len(word.strip(".")) > 1]
    given = [word for word in words if word not in family]
    if not family or not given:
        return None
    if words == family + given:
        return NameParts(" ".join(given), " ".join(family), family_first=True)
    return NameParts(" ".join(given), " ".join(family)) if words == given + family else None


def _patronymic(words: list[str]) -> NameParts | None:
    """Take Russian names in both orders, and Icelandic ones, which have no family name."""
    endings = tuple(WORDS["patronymic_endings"])
    if words[-1].casefold().endswith(tuple(WORDS["given_address_endings"])):
        return NameParts(" ".join(words[:-1]), words[-1], addressed_by_given=True)
    if len(words) == 3 and words[2].casefold().endswith(endings):
        return NameParts(words[1], words[0], family_first=True)
    if len(words) == 3 and words[1].casefold().endswith(endings):
        return NameParts(words[0], words[2])
    return None


def _particle(words: list[str]) -> NameParts | None:
    position = 1
    while position < len(words) - 1:
        phrase = next((p for p in GIVEN_PARTICLES if _is_at(words, position, p)), None)
        if phrase and position + len(phrase) < len(words):  # "María del Carmen García"
            position += len(phrase)
            return NameParts(" ".join(words[:position]), " ".join(words[position:]))
        if is_particle(words[position]):
            while position > 1 and fold(words[position - 1]) in SPANISH_FAMILY:
                position -= 1
            return NameParts(_given(words[:position]), " ".join(words[position:]))
        position += 1
    return None


def _is_at(words: list[str], position: int, phrase: list[str]) -> bool:
    return [w.casefold() for w in words[position : position + len(phrase)]] == phrase


def _spanish(words: list[str]) -> NameParts | None:
    """Split before two family names: "Gabriel García Márquez", "Juan Carlos Pérez López"."""
    words = [words[0], *(word for word in words[1:] if not INITIAL.fullmatch(word))]
    folded = [fold(word) for word in words]
    is_spanish = folded[0] in SPANISH_GIVEN or not SPANISH_FAMILY.isdisjoint(folded[1:])
    if len(words) < 3 or not is_spanish:
        return None
    start = 1
    while start < len(words) - 1 and folded[start] in SPANISH_GIVEN | COMMON_GIVEN:
        if len(words) - start == 2 and folded[start] in SPANISH_FAMILY:
            break
        start += 1
    family = words[start:]
    spanish = [w for w in family if fold(w) in SPANISH_FAMILY or fold(w) != w.casefold()]
    certain = len(family) == 1 or (len(family) == 2 and len(spanish) == 2)
    if len(family) == 2 and spanish:
        certain = certain or folded[0] in SPANISH_GIVEN - COMMON_GIVEN
    return NameParts(" ".join(words[:start]), " ".join(family), certain)


def _turned_round(words: list[str]) -> NameParts | None:
    """Take two words of which the first is a family name: "Nagy László", "Tanaka Kenji"."""
    first, last = words[0].casefold(), words[-1].casefold()
    if len(words) != 2:
        return None
    if last in HUNGARIAN_GIVEN and first not in HUNGARIAN_GIVEN:
        return NameParts(words[1], words[0], family_first=True)
    if first in KOREAN and SYLLABLES.fullmatch(words[-1]):
        return NameParts(words[1], words[0], family_first=True)
    if first in ROMANISED and last not in ROMANISED and fold(last) not in COMMON_GIVEN:
        return NameParts(words[1], words[0], certain=False, family_first=True)
    return None


def _middle(words: list[str]) -> NameParts:
    """Split before the last word; what stands between may be a given or a family name."""
    between = [word for word in words[1:-1] if not INITIAL.fullmatch(word)]
    script = unicodedata.name(words[0][0], "").partition(" ")[0]
    if script in WORDS["given_address_scripts"]:
        return NameParts(words[0], words[-1], addressed_by_given=True)
    if script == "ARABIC":  # The father's name stands in the middle.
        return NameParts(words[0], words[-1])
    certain = all(fold(word) in COMMON_GIVEN | SPANISH_GIVEN for word in between)
    starts_with_initial = bool(INITIAL.fullmatch(words[0]))
    return NameParts(_given(words[:-1]), words[-1], certain or starts_with_initial)


def _given(words: list[str]) -> str:
    """Return given names without initials in the middle: "Michael J." is called Michael."""
    return " ".join([words[0], *(word for word in words[1:] if not INITIAL.fullmatch(word))])
