"""The smallest phrase around the words of a finding without which a sentence still reads well."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from clinic_cms.facts.fact_check.institutions import ENDS_NAME, FOLLOWS
from clinic_cms.facts.fact_check.plain_text import PRINTED

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HAN = "\u3400-\u9fff"


def words_pattern(words: Iterable[str]) -> str:
    """Return a pattern of words; in Chinese they stand beside others without a space."""
    longest = sorted(words, key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in longest if not re.match(f"[{HAN}]", word))
    joined = "|".join(re.escape(word) for word in longest if re.match(f"[{HAN}]", word))
    parts = [rf"(?<!\w)(?:{spaced})(?!\w)" if spaced else "", joined]
    return f"(?:{'|'.join(part for part in parts if part) or '(?!)'})"


_JOINING = rf"(?<!&){words_pattern(WORDS['joining'])}"  # "A&E" joins nothing.
_OR = words_pattern(WORDS["alternatives"])
OR_BEFORE = re.compile(rf"{PRINTED}(?P<joint>\s*,?\s*{_OR}\s*)$", re.I)
OR_AFTER = re.compile(rf"\s*,?\s*{_OR}\s*(?={PRINTED})", re.I)
OR_FOLLOWS = re.compile(rf"\s*(?:[,،、/]|{_JOINING})", re.I)
_LEADING = words_pattern(WORDS["leading"])
JOINED_BEFORE = re.compile(rf"(?:\s*[,،、/]\s*(?:{_JOINING}\s*)?|\s*{_JOINING}\s*)$", re.I)
JOINED_AFTER = re.compile(rf"\s*(?:[,،、/]\s*{_JOINING}|{_JOINING}|/)\s*", re.I)
LED = re.compile(rf"\s*{_LEADING}\s*$", re.I)
LIKE_THINGS = re.compile(rf"[\d(+]|{words_pattern(WORDS['determining'])}|[A-ZÀ-Þ]")
OPENS = re.compile(r"\s*[(（](?P<aside>[^()（）\d]*)$")
CLOSES = re.compile(r"(?P<aside>[^()（）\d]*)[)）]")
NEEDS_MORE = re.compile(
    rf"(?:{_JOINING}|{_LEADING}|{words_pattern([*WORDS['linking'], *WORDS['needing']])})\s*$", re.I
)
LEADS_TO = re.compile(rf"\s*{words_pattern(WORDS['goal'])}\s*$", re.I)
"""“Go to …” says nothing without the place."""
ONE_WORD = re.compile(rf"(?:^|[,;:(–—]|{_JOINING})\s*[^\W\d_]+$", re.I)
"""A verb alone: “Talk with …”."""
CAPITAL = r"(?<!\w)[A-ZÀ-ÖØ-ÞĐ][\w'\u2019-]*"
NAME_BEGINS = re.compile(rf"(?<=\s)(?:{CAPITAL}\.?[^\S\n])+$")
NAME_GOES_ON = re.compile(rf"['\u2019-]\w|[^\S\n](?:&\s|{_JOINING}\s)?{CAPITAL}")
DETERMINED = re.compile(rf"{words_pattern(WORDS['determining'])}\s$", re.I)
CLAUSE = re.compile(
    rf"\s*[,;،]\s*(?i:{_JOINING})\s+(?!(?i:{words_pattern(WORDS['determining'])})|[A-ZÀ-Þ\d])"
    r"(?:[^\s,;:.!?]+\s+){1,5}$"
)
"""The last clause of a sentence, up to some words in it."""
AFTER_OBJECT = re.compile(
    rf"\s+{words_pattern(WORDS['after_object'])}|\s+{words_pattern(WORDS['at_the_end'])}\s*(?:[.,;!?]|$)",
    re.I,
)
"""What goes on after “ask Ann or Dr. Lee”, but never after a subject."""
WORD_FOLLOWS = re.compile(r"\s+[^\W\d_]")
COMMA_FOLLOWS = re.compile(r"\s*[,،]")
SECOND_SUBJECT = re.compile(
    rf"(?:^|[,;:–—])\s*(?:{words_pattern(WORDS['determining'])}\s+)[^\W\d_]+$", re.I
)
"""A clause that is but one thing yet: “If you faint, the nurse”."""
ELEMENT = re.compile(r"<[^<>]*>")
PAIRS = {"(": ")", "（": "）", "[": "]", "“": "”", "«": "»", "「": "」"}
BRACKETS = re.compile(r"[(（\[“«「)）\]”»」]")
HANGING = re.compile(
    rf"\(\s*\)|（\s*）|\S  +\S|<li\b[^<>]*>\s*<[uo]l\b|\w [,.](?!\w|\.)"
    rf"|{_JOINING}\s*(?:[.!?。]|</li>\s*</[uo]l>|</p>|$)",
    re.I,
)
"""What no edit leaves: empty brackets, two spaces, an empty item, "and" without the other thing."""
LONGEST_ASIDE = 3
"""Words in brackets that go with what they are about: “(or call 707-555-0142)”."""


def phrase_around(
    text: str, start: int, end: int, *, first: int, last: int
) -> tuple[int, int] | None:
    """Return the span of the phrase in the sentence from `first` to `last`; without markup.

    Brackets around the words go with them, a preposition before them, or what joins them to others.
    None if the sentence needs the words: "Our fax is …", "text …".
    """
    if text[start] in "(（" and text[end - 1] not in ")）":
        start += 1  # A phone number may begin with a bracket.
    name = _whole_name(text, start, end, first)
    if name is None:
        return None
    start, end = name
    before, after = text[first:start], text[end:last]
    opens, closes = OPENS.search(before), CLOSES.match(after)
    if opens and closes:
        aside = f"{opens['aside']} {closes['aside']}"
        if len(aside.split()) <= LONGEST_ASIDE:
            return first + opens.start(), end + closes.end()
    led, follows = LED.search(before), JOINED_AFTER.match(after)
    if led:
        # "at … or 911" leads to both.
        leads_to_more = follows and after[follows.end() :][:1].isdecimal()
        if leads_to_more or _is_needed(before, led.start(), after):
            return None
        start, before = first + led.start(), before[: led.start()]
    joined = JOINED_BEFORE.search(before)
    # "Ring us or text …" joins verbs: what is joined to the words stands right before them.
    if joined and joined.start():
        is_name = text[start].isalpha()
        is_subject = _is_subject(before[: joined.start()], joined.group(), after, is_name=is_name)
        return None if is_subject else (first + joined.start(), end)
    # "Call … and rest" joins verbs, too.
    if led or (follows and not LIKE_THINGS.match(after, follows.end())):
        follows = None
    if NEEDS_MORE.search(before) or not (led or follows):
        return None
    return start, end + (follows.end() if follows else 0)


def last_clause(
    text: str, start: int, end: int, *, first: int, last: int
) -> tuple[int, int] | None:
    """Return the span of the clause at the end of a sentence that words belong to: ", or write …".

    None if another comma shows a list, or if no merge tag is in what stays.
    """
    clause = CLAUSE.search(text[first:start])
    if clause is None or any(sign.isalnum() for sign in text[end:last]):
        return None
    stays = text[first : first + clause.start()]
    return (first + clause.start(), end) if PRINTED in stays and "," not in stays else None


def alternative(
    text: str, start: int, end: int, *, first: int, last: int
) -> tuple[int, int] | None:
    """Return the span of words with the "or" that joins them to a merge tag: "… or Toby".

    None if they are joined to anything else: without one of several, a verb may not fit.
    """
    before, after = OR_BEFORE.search(text, first, start), OR_AFTER.match(text, end, last)
    if before and not OR_FOLLOWS.match(text, end, last):
        return before.start("joint"), end
    return (start, after.end()) if after else None


def _whole_name(text: str, start: int, end: int, first: int) -> tuple[int, int] | None:
    """Return the span of the name of an institution that words are part of: "Exeter Hospital".

    Words of another longer name make no sense without them: None.
    """
    if not text[start].isalpha():
        return start, end
    institution = FOLLOWS.match(text, end)
    # A sentence begins with a capital, too: "Call Exeter Hospital".
    before = NAME_BEGINS.search(text, first + 1, start)
    if institution or ENDS_NAME.search(text, start, end):
        end = institution.end() if institution else end
        start = before.start() if before else start
        determined = DETERMINED.search(text, first, start)
        start = determined.start() if determined else start
    elif before:
        return None
    return None if NAME_GOES_ON.match(text, end) else (start, end)


def _is_subject(before: str, joint: str, after: str, *, is_name: bool) -> bool:
    """Whether words are what a clause is about: “If rest has not helped, … can inject it.”

    `joint` is the comma or "or" that they begin with.
    """
    joins_more = JOINED_AFTER.match(after)
    goes_on = WORD_FOLLOWS.match(after) and not (joins_more or AFTER_OBJECT.match(after))
    if joint.strip() in {",", "،"}:
        # A comma ends an opening clause, or stands in a list.
        return bool(goes_on or (is_name and (joins_more or COMMA_FOLLOWS.match(after))))
    is_second = re.fullmatch(rf"\s*,?\s*{_OR}\s*", joint, re.I) and SECOND_SUBJECT.search(before)
    return bool(is_name and goes_on and not is_second)


def _is_needed(before: str, end: int, after: str) -> bool:
    """Whether what a preposition at the end of `before` leads to cannot be left out."""
    goes_on = any(sign.isalnum() for sign in after)
    is_verb_alone = goes_on and ONE_WORD.search(before[:end])
    return bool(LEADS_TO.fullmatch(before, end) or is_verb_alone)


def reads_well(before: str, after: str) -> bool:
    """Whether an edit of a stored text left its brackets and lists whole, and nothing hanging.

    What was so before the edit is not its fault.
    """
    faults = (len([*HANGING.finditer(text)]) + _unmatched(text) for text in (before, after))
    return next(faults) >= next(faults)


def _unmatched(text: str) -> int:
    """Return the number of brackets and quotation marks that have no partner."""
    opened: list[str] = []
    missing = 0
    for sign in BRACKETS.findall(ELEMENT.sub("", text)):
        if sign in PAIRS:
            opened.append(PAIRS[sign])
        elif sign in opened:
            opened.remove(sign)
        else:
            missing += 1
    return missing + len(opened)
