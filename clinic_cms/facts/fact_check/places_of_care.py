"""Hospitals by name that a text sends its readers to: "Go to Exeter Hospital if you faint"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL
from clinic_cms.facts.fact_check.word_lists import any_of, read_toml
from clinic_cms.formats.sentences import bare_sentences_of

WORDS = read_toml("places_of_care.toml")
PART = rf"(?:(?:St|Ste|Mt|Sta)\.\s)?{CAPITAL}[\w'\u2019-]*"
GAP = r"[^\S\n]"
GO_TO = re.compile(
    rf"(?<!\w)(?i:go|drive|head|walk|rush)(?:{GAP}(?!to\b)\w+){{0,2}}{GAP}to{GAP}(?:the{GAP})?"
    rf"(?P<found>{PART}(?:{GAP}{PART}){{1,5}})(?=[^.!?\n]*\b(?:if|when|at once|immediately)\b)"
)
"""“Go to Penn State Health St. Joseph if …”: a name of several words needs no kind."""
CASELESS = {
    "zh": re.compile(
        r"(?:去|到|前往|送往)(?P<found>(?!.{0,6}(?:最近|附近|当地|综合|正规|任何|一家|就近|大))[\u4e00-\u9fff]{2,6}医院)"
    ),
    "ar": re.compile(
        r"(?:اذهب|توجه|اتصل|راجع|انتقل|زوروا|زر)[^.!؟\n]{0,40}?(?<![\u0621-\u064a])[بل]?"
        r"(?P<found>(?:مستشفى|مستوصف|مركز\s(?:صحي|طبي))\s"
        r"(?!(?:قريب|جامعي|حكومي|عام|خاص|كبير|محلي|آخر|فور|إذا|على|في|عند|متخصص|مجهز)[\u0621-\u064a]*)"
        r"(?:(?:الشيخ|الملك|الأمير|الأميرة|جامعة|كلية|ابن|سيدة)\s)?[\u0621-\u064a]{2,})"
    ),
}
"""Where words have no capitals: whom a hospital is named after follows “go to”."""


@dataclass(frozen=True)
class _Patterns:
    sending: re.Pattern[str]
    named: re.Pattern[str]
    anyones: frozenset[str]
    to_named: re.Pattern[str]
    studies: re.Pattern[str]


def places_of_care_in(context: Context, language: str) -> Iterator[Hit]:
    """Yield the names of hospitals and the like that sentences of a text send readers to."""
    code = language.partition("-")[0].lower()
    text = context.text
    for match in CASELESS[code].finditer(text) if code in CASELESS else ():
        yield Hit(Kind.TOWN, *match.span("found"))
    for match in GO_TO.finditer(text) if code == "en" else ():
        if not _patterns(code).anyones.issuperset(match["found"].casefold().split()):
            yield Hit(Kind.TOWN, *match.span("found"))
    if code in WORDS:
        patterns = _patterns(code)
        for start, end in bare_sentences_of(text):
            if patterns.studies.search(text, start, end):
                continue
            for match in patterns.named.finditer(text, start, end):
                yield from _hits(context, patterns, match, start)
            for match in patterns.to_named.finditer(text, start, end):
                yield from _named_alone(context, patterns, match)


def _hits(
    context: Context, patterns: _Patterns, match: re.Match[str], sentence: int
) -> Iterator[Hit]:
    """Yield the name in a match, without the verb that it begins with: "Call Exeter Hospital"."""
    (start, end), (first, last) = match.span("found"), match.span("name")
    verb = patterns.sending.match(context.text, start, end)
    if verb and start == sentence:
        start = first = verb.end() + 1
    elif not patterns.sending.search(context.text, sentence, start):
        return
    name = context.text[first:last].casefold().split()
    if not patterns.anyones.issuperset(name) and not context.is_title_case(start):
        yield Hit(Kind.TOWN, start, end)


def _named_alone(context: Context, patterns: _Patterns, match: re.Match[str]) -> Iterator[Hit]:
    """Yield a name that needs no kind behind it: "We send them to Raigmore for a scan"."""
    place = next((at for at in range(1, (match.lastindex or 0) + 1) if match[at]), 0)
    name = match[place].casefold().split()
    if not patterns.anyones.issuperset(name) and not context.is_title_case(match.start(place)):
        yield Hit(Kind.TOWN, *match.span(place))


@lru_cache(maxsize=8)
def _patterns(code: str) -> _Patterns:
    words = WORDS[code]
    kind = rf"(?<!\w)(?i:{any_of(words['kinds'])})(?!\w)"
    name = rf"(?P<name>{PART}(?:{GAP}{PART}){{0,4}})"
    if words["name_follows"]:
        name = rf"(?!{kind}){name}"
        small = rf"(?:{GAP}[^\W\d_A-Z]+){{0,2}}"
        # Of "l'urgence de l'Hôpital de Matane", the hospital is the name.
        named = (
            rf"(?P<found>(?:(?<!\w)[lL]['\u2019])?{kind}{small}{GAP}(?:[dl]['\u2019])?"
            rf"(?!{kind}){name})"
        )
    else:
        named = rf"(?P<found>{name}{GAP}{kind})"
    sending = rf"(?<!\w)(?i:{any_of(words['sending'])})(?!\w)"
    whole = rf"({PART}(?:{GAP}(?:(?:of|de|du|del|la){GAP})?{PART}){{0,3}})"
    to_named = "|".join(
        f"(?i:{text})".replace("NAME", f"(?-i:{whole})") for text in words["to_named"]
    )
    return _Patterns(
        re.compile(sending),
        re.compile(named),
        frozenset([*words["anyones"], *words["departments"]]),
        re.compile(rf"(?<!\w)(?:{to_named})"),
        re.compile(words["studies"], re.I),
    )
