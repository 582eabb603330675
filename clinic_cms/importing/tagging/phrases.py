"""The smallest phrase around an optional fact without which its sentence still reads well.

Each rule knows one way in which sentences mention a place: in brackets, in a list, in a clause of
its own, after a preposition. Where none fits, the caller may leave out the sentence.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clinic_cms.importing.tagging.matches import AND, CAPITALISED, FILLED, Find, blanked, words_of

WORDS, SPEAKS_OF = (
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("phrases.toml", "speaks_of.toml")
)

PLACES = frozenset({"location.place", "location.city", "location.region", "location.service_areas"})
CONTACT = frozenset({"clinic.phone", "location.phone", "clinic.url", "clinic.name"})
"""Facts that a sentence does not lose for want of another."""

_PREP = words_of(WORDS["prepositions"])
_VERB = words_of(WORDS["verbs"])
_ADVERBS = rf"(?:{words_of(WORDS['adverbs'])}\s+)*"
_SUBJECT = rf"(?:(?:{words_of(WORDS['subjects'])}|{FILLED}+)\s+)?"
_AND = rf"(?:\s*,\s*(?:{AND}\s+)?|\s+{AND}\s+)"
_NAME = rf"{CAPITALISED}(?:\s+{CAPITALISED}){{0,2}}"

BRACKET = re.compile(r"\s*\([^()]*$")
LISTED_BEFORE = re.compile(rf"(?:{FILLED}|(?<!\w){_NAME})(?P<joined>{_AND})$")
LISTED_AFTER = re.compile(
    rf"(?:\s*,)?\s+(?:{AND}|as well as|así como)\s+(?:{_PREP}\s+)?(?={FILLED})"
)
CLAUSE = re.compile(
    rf"(?:(?P<comma>,\s+{_ADVERBS}{words_of(WORDS['participles'])})"
    rf"|(?:,?\s+{words_of(WORDS['conjunctions'])}|;|\s+[\u2013\u2014-])"
    rf"\s+{_SUBJECT}{_ADVERBS}{_VERB})[^,;:]*$"
)
OWN_CLAUSE = re.compile(
    rf"(?:,\s+{AND}|;|\s+[\u2013\u2014-])\s+"
    rf"(?:{words_of(WORDS['subjects'])}|{words_of(WORDS['our'])}|{FILLED}+)\s[^,;:]*$"
)
"""A clause with a subject of its own: the sentence stands without it, whatever it says."""
CLAUSE_END = re.compile(r"[^,;:.!?\u2013\u2014]*")
PREPOSITION = re.compile(
    rf"(?P<word>\S+)(?P<phrase>\s+{_PREP}(?:\s+(?:and|y|et|all|over|of|the)\b)*(?:\s+{_PREP})?\s+)$"
)
NEEDS_PLACE = re.compile(
    rf"{words_of(WORDS['needs_place'])}(?:\s+(?:to\s+)?{words_of(WORDS['objects'])})?$", re.I
)
TOWARDS = re.compile(words_of(WORDS["towards"]))
ALSO = re.compile(words_of(WORDS["also"]), re.I)
ORIGIN = re.compile(words_of(WORDS["origin"]))
PEOPLE = re.compile(rf"{words_of(SPEAKS_OF['people'])}$", re.I)
WORD = re.compile(rf"{FILLED}+|[\w'\u2019-]+")
ENDS_CLAUSE = re.compile(rf"\s*(?:$|[.,;:!?…)\u2013\u2014]|{AND}\s)")
FEW_WORDS = 3
"""A clause of no more words says nothing without the place: "Our team works"."""
MORE = re.compile(rf"(?:{_AND}(?:{_NAME}|{words_of(WORDS['more'])}(?:\s+[a-zß-ÿ]+){{0,2}}))+")
POINTS_BACK = re.compile(rf"\s*(?:{words_of(WORDS['points_back'])})")
AT = re.compile(r"(?:\s|^)(?:at|in|en|à)\s+$", re.I)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text, with its facts blanked out in `blank`."""

    text: str
    start: int
    end: int
    finds: tuple[Find, ...]

    @property
    def blank(self) -> str:
        """The whole text with the finds of this sentence blanked out."""
        return blanked(self.text, self.finds)

    def others(self, find: Find) -> Iterator[Find]:
        """Yield the other finds of the sentence."""
        return (it for it in self.finds if it is not find)

    def place_at(self, position: int) -> Find | None:
        """Return the place that starts at a position."""
        return next((f for f in self.finds if f.start == position and _is_place(f)), None)


def phrase_around(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """Return the span of the smallest phrase, or None if no rule fits."""
    rules = (_in_brackets, _in_address, _in_list, _in_clause, _after_preposition)
    return next((span for rule in rules if (span := rule(find, sentence))), None)


def _is_place(find: Find) -> bool:
    return not PLACES.isdisjoint(find.variables)


def _around(find: Find, sentence: Sentence) -> tuple[str, str]:
    """Return what is before and after a find in its sentence."""
    blank = sentence.blank
    return blank[sentence.start : find.start], blank[find.end : sentence.end]


def _in_brackets(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """ "our office (near Vacaville)"."""
    before, after = _around(find, sentence)
    opening = BRACKET.search(before)
    closing = re.match(r"[^()]*\)", after)
    if opening and closing:
        return sentence.start + opening.start(), find.end + closing.end()
    return None


def _in_address(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """ "1220 Juniper Court, Fairfield, CA 94533": each part may be missing."""
    before, after = _around(find, sentence)
    gap = re.search(rf"{FILLED},?\s+$", before)
    if "location.postal_code" in find.variables or "location.region" in find.variables:
        if gap:
            return find.start - (len(gap.group()) - 1), find.end
        follows = re.match(rf",?\s+(?={FILLED})", after)
        return (find.start, find.end + follows.end()) if follows else None
    if "location.street" in find.variables:
        follows = re.match(rf",\s+(?={FILLED})", after)
        is_first = not before.strip() or AT.search(before) or before.rstrip().endswith((":", ","))
        if follows and is_first:
            return find.start, find.end + follows.end()
    return None


def _in_list(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """ "Fairfield and Vacaville", "Vacaville as well as Fairfield"."""
    before, after = _around(find, sentence)
    joined = LISTED_BEFORE.search(before)
    if joined:
        start = find.start - len(joined["joined"])
        before_it = next((it for it in sentence.others(find) if it.end == start), None)
        if before_it is None or _is_place(before_it):
            return start, find.end
    follows = LISTED_AFTER.match(after)
    if follows and sentence.place_at(find.end + follows.end()):
        return find.start, find.end + follows.end()
    return None


def _in_clause(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """ ", and also treats patients from Vacaville", ", proudly serving Vacaville"."""
    before, after = _around(find, sentence)
    clause = CLAUSE.search(before) or OWN_CLAUSE.search(before)
    if clause is None:
        return None
    more = MORE.match(after)
    rest = after[more.end() :] if more else after
    ending = CLAUSE_END.match(rest)
    start = sentence.start + clause.start()
    end = find.end + (len(after) - len(rest)) + (ending.end() if ending else 0)
    encloses = bool(clause.groupdict().get("comma")) and sentence.text[end : end + 1] == ","
    if any(start < it.start < end and CONTACT & {*it.variables} for it in sentence.finds):
        return None
    return start, end + encloses


def _after_preposition(find: Find, sentence: Sentence) -> tuple[int, int] | None:
    """ "patients from Vacaville": the noun stands alone as well."""
    before, after = _around(find, sentence)
    led = PREPOSITION.search(before)
    if led is None or TOWARDS.search(led["phrase"]):
        return None
    if NEEDS_PLACE.search(before[: led.end("word")]):
        return None
    end = find.end
    more = MORE.match(after)
    if more:
        end += more.end()
    if "location.street" in find.variables:
        # The rest of the address goes with its street.
        address = re.match(rf"(?:,?\s+{FILLED}+)+", after)
        end = find.end + (address.end() if address else 0)
    elif ENDS_CLAUSE.match(sentence.blank[end : sentence.end]) and _is_all_about_place(led, before):
        return None
    return find.start - len(led["phrase"]), end


def _is_all_about_place(led: re.Match[str], before: str) -> bool:
    """Whether the clause that a place ends tells nothing else: "We also see people from …"."""
    clause = re.split(r"[,;:]\s", before[: led.end("word")])[-1]
    return bool(
        ORIGIN.search(led["phrase"])
        or PEOPLE.search(clause)
        or ALSO.search(clause)
        or len(WORD.findall(clause)) <= FEW_WORDS
    )
