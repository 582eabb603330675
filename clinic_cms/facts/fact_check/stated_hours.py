"""Finds opening hours in a text: days with times, or times after "open"."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.word_lists import any_of, read_toml
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.merge.formatting import babel_locale

WORDS = read_toml("stated_hours.toml")
MARK = (
    r"(?:\s?(?:[ap]\.\s?m\.|[ap]m\b)|\s?[ap]\b|\s?Uhr\b|\s?h(?:eures|oras|rs)?\b"
    r"|\s?(?:giờ|点半?|點|时)|\s?[صم](?!\w)"
    r"|\s(?:(?:o[\x27’]clock|in the (?:morning|afternoon|evening)|at night"
    r"|du (?:matin|soir)|de la (?:mañana|tarde|noche))\b))"
)
CLOCK = r"(?:(?:[01]?\d|2[0-4])(?:[:.]\d\d|\s?h\s?\d\d(?!\d))?|noon|midnight)"
SPOKEN_TO = r"(?:\s?(?:{to}|and|y|et)\s?{spoken})?"
ENDS = (
    r"(?:\s(?:o[\x27’]clock|in the (?:morning|afternoon|evening)|at night|sharp))?"
    r"(?=\s*(?:[.,;:!?)\n،。，；–—-]|$|(?:and|or|on|every|most|each|y|et|و)\b))"
)
"""After a time in words: it counts nothing else, as in "from two exercises"."""
OPENS = r"(?:(?<=open\s)|(?<=opens\s)|(?<=close\s)|(?<=closes\s))"
AND_SO_ON = r"(?:\s?(?:&|and|or|et|ou|y|o|và|hoặc|و|和|或|及|、)\s?(?:{part}))*"
WORD_IN_LOWER_CASE = r"(?!(?-i:sat|sun|mon|wed)\s[a-z])"
"""It is no day: "the sun from noon on"."""
SENTENCE_OPENS = re.compile(
    r"(?<=[a-z\d]\s)(?:[A-Z][a-z]+\s+|(?:We|Our|The|It|This)\s(?:[a-z]+\s){0,3})$"
)
SENTENCE_FOLLOWS = re.compile(r"\s+(?:[\"“]|[A-Z][\w'’]*\s)")
WORD = re.compile(r"[^\W\d_]+")
GAP = re.compile(r"[^.!?\n。！？؟\d]{0,25}|\W{0,4}\n?\W{0,4}")
"""What may stand between days and times of one statement: no sentence ends there."""
STATEMENTS = (
    {"day", "times"},
    {"open", "times"},
    {"open", "day", "clock"},
    {"open", "day"},
    {"range"},
    {"open", "always"},
    {"closed", "day"},
    {"visit", "day"},
    {"held", "often"},
    {"visit", "at"},
    {"day", "at"},
    {"day", "spoken"},
    {"open", "spoken"},
)
"""What makes a passage one of opening hours, in any order; "Monday to Friday" is a range."""
OF_A_PRACTICE = frozenset({"open", "closed", "visit"})
OBJECT = re.compile(
    r"(?<!\w)(?:des|une?|du|de la|una|un[oa]s)\s(?!pa[ct]ient|client|nouve|nuev)\w+", re.I
)
"""Whom no practice sees: "Il reçoit des coups le lundi"."""
OPEN_ON = 9
"""Characters between "open" and a day: "open every Sunday"."""
FEW_WORDS = 5
"""Words beside the hours that a notice has: "Saturdays from 9 to noon, free parking"."""


def hours_in(text: str, language: str) -> Iterator[Hit]:
    """Yield each passage that states a practice's hours; days that follow each other are one.

    When to sleep, to take a tablet or to exercise are no such hours.
    """
    code = language.partition("-")[0].lower()
    sentences: list[tuple[int, int]] = []
    for group in _groups(text, _pattern(code)):
        kinds = {match.lastgroup or "" for match in group}
        if _is_range(text, group, code):
            kinds.add("range")
        if any(it.lastgroup == "visit" and _held(code).search(it.group()) for it in group):
            kinds.add("held")
        between = text[group[0].end() : group[1].start()] if len(group) > 1 else ""
        if kinds == {"open", "day"} and len(between) > OPEN_ON:
            continue  # "Open wounds on Sunday"
        if group[0].lastgroup == "visit" and OBJECT.search(between):
            continue
        if not any(statement <= kinds for statement in STATEMENTS):
            continue
        start, end = group[0].start(), group[-1].end()
        sentences = sentences or list(bare_sentences_of(text))
        around = [span for span in sentences if span[0] < end and start < span[1]]
        first, last = min([start, *(a for a, _b in around)]), max([end, *(b for _a, b in around)])
        rest = f"{_part_before(text[first:start], group[0])} \0 {_part_after(text[end:last])}"
        if _is_a_practices(rest, text[start:end], kinds, code):
            yield Hit(Kind.HOURS, start, end)


def _part_before(before: str, first: re.Match[str]) -> str:
    """Return what is of one sentence with hours whose first word is given: stops may be missing."""
    if first.lastgroup in OF_A_PRACTICE and first.group()[0].isupper():
        return ""
    opening = SENTENCE_OPENS.search(before)
    return opening.group() if opening else before


def _part_after(after: str) -> str:
    return "" if SENTENCE_FOLLOWS.match(after) else after


def _is_a_practices(rest: str, stated: str, kinds: Set[str], code: str) -> bool:
    """Whether hours are those of a practice, by the `rest` of their sentence."""
    ours, we, life, others = _signs(code)
    sentence, is_others = others.subn(" ", f"{rest} {stated}")
    if ours.search(sentence) or life.search(sentence):
        return ours.search(sentence) is not None
    if we.search(sentence):
        return True
    is_short = len(WORD.findall(rest)) <= FEW_WORDS and not kinds <= {"day", "range"}
    is_notice = is_short or not kinds.isdisjoint(OF_A_PRACTICE)
    return is_notice and not is_others


def _is_range(text: str, group: Sequence[re.Match[str]], code: str) -> bool:
    """Whether one day leads to another: "Monday to Friday"."""
    days = ((a, b) for a, b in pairwise(group) if a.lastgroup == b.lastgroup == "day")
    return any(_to(code).fullmatch(text, a.end(), b.start()) for a, b in days)


def _groups(text: str, pattern: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """Yield the words for days and times of a text that stand close together."""
    group: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if group and not GAP.fullmatch(text, group[-1].end(), match.start()):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


@lru_cache(maxsize=16)
def _pattern(code: str) -> re.Pattern[str]:
    # English too: its abbreviations are on the doors of clinics everywhere.
    codes = [each for each in dict.fromkeys(("en", code)) if each in WORDS]
    days = {name for each in {"en", code} for name in _days(each)}
    every = {name: [word for each in codes for word in WORDS[each][name]] for name in WORDS["en"]}
    to = rf"\s?(?:[-\u2010-\u2015~–]|{any_of(every['to'])})\s?"
    no_unit = rf"(?!\w|[.,:]\d|\s?(?:{'|'.join(every['units'])})(?!s?:))"
    starts = "" if code == "zh" else r"(?<!\w)"  # Chinese has no spaces.
    spoken = rf"(?:{'|'.join(WORDS[each]['spoken'] for each in codes)})"
    at, until = (rf"{starts}(?:{any_of(every[name])})\s?" for name in ("at", "until"))
    parts = {
        "spoken": rf"{at}{spoken}{SPOKEN_TO.format(to=any_of(every['to']), spoken=spoken)}{ENDS}"
        rf"|{until}{CLOCK}(?=\s*(?:[;!?)\n،。；]|[.,](?!\d)|$|(?:on|every|each|most)\b))"
        rf"|{starts}{spoken}\s(?:{any_of(every['until'])})\s?{spoken}{ENDS}"
        rf"|{OPENS}at\s{CLOCK}(?!\w|[.,:]\d)",
        "always": r"24\s?(?:/\s?7|hours|horas|h\b|giờ|小时)",
        "times": rf"(?:{CLOCK}{MARK}?{to}|{starts}between\s{CLOCK}{MARK}?\sand\s)"
        rf"{CLOCK}{MARK}?{no_unit}",
        "at": rf"{at}(?!{CLOCK}{MARK}?{to}{CLOCK}){CLOCK}{MARK}",
        "clock": rf"(?<![\d:.]){CLOCK}{MARK}",
        "visit": f"(?:{_whole(every['visit'], code)}|{_present(every['present'], code)})",
        "often": _whole(every["often"], code),
        "day": _day([*every["days"], *days], codes, code),
        "open": _whole(every["open"], code),
        "closed": _whole(every["closed"], code),
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()), re.I)


def _present(verbs: Iterable[str], code: str) -> str:
    """Return a pattern for the doctor being somewhere; in Arabic, the verb may come first."""
    verb, gap = _whole(verbs, code), r"\s?" if code == "zh" else r"\s"
    return f"{PRINTED}{gap}{verb}|{verb}{gap}{PRINTED}"


@lru_cache(maxsize=16)
def _held(code: str) -> re.Pattern[str]:
    """Return a pattern of what is held now and then: "late clinic"."""
    codes = {each for each in ("en", code) if each in WORDS}
    return re.compile(_any_whole({it for each in codes for it in WORDS[each]["held"]}, code), re.I)


def _day(names: Iterable[str], codes: Iterable[str], code: str) -> str:
    """Return a pattern of a day with the parts of it that are named: "sábados por la mañana"."""
    part = "|".join(WORDS[each]["part"] for each in codes)
    starts, ends = ("", "") if code == "zh" else (r"(?<!\w)", r"(?!\w)")
    led = rf"(?:{starts}(?:{part}){AND_SO_ON.format(part=part)}\s)?" if code != "zh" else ""
    day = rf"{WORD_IN_LOWER_CASE}{led}{_whole(names, code)}(?:s\b)?(?:\.(?=\s*[\d,:–-]))?"
    return rf"{day}(?:,?\s?(?:{part}){AND_SO_ON.format(part=part)}{ends})?"


@lru_cache(maxsize=16)
def _to(code: str) -> re.Pattern[str]:
    """Return a pattern of what leads from one day to another."""
    words = {word for each in {"en", code} if each in WORDS for word in WORDS[each]["to"]}
    return re.compile(rf"\s?(?:[-\u2010-\u2015~]|{any_of(words)})\s?", re.I)


@lru_cache(maxsize=16)
def _signs(code: str) -> list[re.Pattern[str]]:
    """Return patterns of `ours`, `we`, `life` and `others`."""
    codes = [each for each in dict.fromkeys(("en", code)) if each in WORDS]
    names = ("ours", "we", "life", "others")
    words = ({word for each in codes for word in WORDS[each][name]} for name in names)
    return [re.compile(_any_whole(each, code), re.I) for each in words]


def _any_whole(words: Iterable[str], code: str) -> str:
    patterns = any_of(words).replace(r"\*", r"\w*")
    return f"(?:{patterns})" if code == "zh" else rf"(?<!\w)(?:{patterns})(?!\w)"


def _days(code: str) -> Iterable[str]:
    names: Iterable[str] = babel_locale(code).days["format"]["wide"].values()
    return names


def _whole(words: Iterable[str], code: str) -> str:
    """Return a pattern for whole words; in Chinese, words stand without spaces."""
    if code == "zh":
        return f"(?:{any_of(words)})"
    return rf"(?<!\w)(?:{any_of(words)})(?=s?(?!\w))"
