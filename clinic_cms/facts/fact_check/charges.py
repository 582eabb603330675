"""What a practice charges, and whose insurance it takes: never another one's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from clinic_cms.facts.fact_check.word_lists import read_toml

LANGUAGES = read_toml("charges.toml")
_NAME = r"[A-ZÀ-Þ][\w&’\x27-]+(?:\s[A-ZÀ-Þ][\w&’\x27-]*)*"
_NO_PAYER = r"X-|(?:MRI|CT|TENS|ECG|GP|DVD|PDF)s?(?!\w)"
PAYER = rf"(?-i:(?!{_NO_PAYER}|(?:NHS|Medicare|Medicaid)(?!\w)){_NAME})"
"""The name of an insurer, as names are written; not what every clinic of a country deals with."""
OWN_PAYER = rf"(?-i:(?!{_NO_PAYER}){_NAME})"
_SIGNS = r"[$€£¥₫]"
_CODES = r"(?:USD|EUR|GBP|CAD|AUD|CHF|DOP|MXN|AED|SAR|EGP|VND|CNY|RMB)"
_CURRENCIES = (
    r"(?:(?:euros?|dollars?|pounds(?! (?:of|lighter|heavier|over))|bucks|quid|pesos|dólares|soles"
    r"|francs|piastres|đô(?: la)?|đồng|nghìn)(?!\w)|(?-i:VND|" + _CODES + r")(?!\w)"
    r"|元|块|美元|美金|欧元|英镑|درهم|ريال|دينار|جنيه|دولار|يورو)"
)
_NO_MILLIONS = (
    r"(?!\d|[.,]\d|\s?(?:(?:m|bn|k|mio|million|billion|trillion|milliard|millón|millones|mil)s?"
    r"(?!\w)|[万亿]))"
)
MONEY = (
    rf"(?:(?:{_SIGNS}|(?<!\w)(?-i:{_CODES}))\s?\d{{1,6}}(?:[.,]\d{{1,3}})*"
    rf"|(?<![\dA-Za-z.,])\d{{1,6}}(?:[.,\u00a0\u202f]\d{{1,3}})*\s?(?:{_SIGNS}|{_CURRENCIES}))"
    rf"{_NO_MILLIONS}"
)
"""An amount that a visit may cost, in any digits; millions are those of studies."""
PRICE_LINE = re.compile(rf"(?:^|[|:\u2013\u2014]\s*)[^\w$€£¥₫]{{0,4}}{MONEY}\W*$", re.I)
"""It is all that a line says, or follows what it is for: "First | €75"."""
LONGEST_LINE = 60
"""Characters of a line, say, of a table, that may end in an amount without a sentence."""
WEIGHT = re.compile(
    r"\b(?:los[te]|loses|losing|gain\w*|lift\w*|carr\w+|weigh\w*)\b[^.!?]{0,30}\bpounds\b", re.I
)
CLAUSE_END = re.compile(
    r"[,;:،；，]\s|\s[\u2013\u2014-]\s|\s(?:and|et|y|und|và)\s|\sو(?=\w)|[。，；]"
)


@dataclass(frozen=True)
class _Patterns:
    prices: re.Pattern[str]
    elsewhere: re.Pattern[str]
    others: re.Pattern[str]
    payers: tuple[re.Pattern[str], ...]
    own_payers: tuple[re.Pattern[str], ...]


def states_charge(sentence: str, code: str, *, speaks: bool) -> bool:
    """Whether a sentence states a practice's price or insurer; `speaks`: it speaks of one."""
    patterns = _patterns(code)
    if any(pattern.search(sentence) for pattern in patterns.payers):
        return True
    if speaks and any(pattern.search(sentence) for pattern in patterns.own_payers):
        return True
    if len(sentence) <= LONGEST_LINE and PRICE_LINE.search(sentence):
        return True
    for match in patterns.prices.finditer(sentence):
        if WEIGHT.search(sentence):
            continue
        if speaks:
            return True
        clause = _clause_around(sentence, *match.span())
        if not (patterns.elsewhere.search(sentence) or patterns.others.search(clause)):
            return True
    return False


def _clause_around(sentence: str, start: int, end: int) -> str:
    """Return the clause of a sentence from the one with an offset to the one with another."""
    ends = [it.end() for it in CLAUSE_END.finditer(sentence)]
    first = max((at for at in ends if at <= start), default=0)
    return sentence[first : min((at for at in ends if at >= end), default=len(sentence))]


@lru_cache(maxsize=16)
def _patterns(code: str) -> _Patterns:
    lists = LANGUAGES[code]
    offers, amounts = lists["offers"], lists["amounts"]
    money = rf"(?:{MONEY}|(?<![A-Za-zÀ-ỹ\u0600-\u06ff]){amounts}\s?{_CURRENCIES}{_NO_MILLIONS})"
    prices = rf"{offers}[^.!?。\n]{{0,60}}?{money}|{money}[^.!?。\n]{{0,40}}?{offers}"

    def compiled(name: str) -> tuple[re.Pattern[str], ...]:
        payer = OWN_PAYER if name == "own_payers" else PAYER
        texts = (it.replace("PAYER", payer).replace("NUMBER", amounts) for it in lists[name])
        return tuple(re.compile(text, re.I) for text in texts)

    return _Patterns(
        re.compile(prices, re.I),
        re.compile(lists["elsewhere"], re.I),
        re.compile(lists["others"], re.I),
        compiled("payers"),
        compiled("own_payers"),
    )
