"""A text as a slug: the one way in which names and titles become parts of URLs."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

TAGS = r"(?:\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$))(?:['’]s\b)?"
MERGE_TAG = re.compile(TAGS, re.DOTALL)
"""A tag with an English possessive behind it; one that is not closed runs to the end."""
SILENT = re.compile(r"""[.'"‘’‚‛“”„‟`´′″«»()\u02b0-\u02ff\u0640\u05f3\u05f4]""")
"""What stands within words without dividing them: “U.S.”, “women's”, “exercise(s)”, “Oʻahu”."""
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ꜳ": "aa",
    "þ": "th",
    "ð": "d",
    "ı": "i",
    "ȷ": "j",
    "ŋ": "ng",
    "ĸ": "k",
    "ƣ": "oi",
    "ǝ": "e",
    "ə": "e",
    "ɛ": "e",
    "ɔ": "o",
    "ɣ": "g",
    "ʋ": "v",
    "ꞌ": "",
}
"""Latin letters that are neither one of a to z with an accent nor one with a stroke or hook."""
VARIANT = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH .+")
"""The Unicode name of a letter that reads like its base: “ø”, “ł”, “đ”."""
LATIN = (range(0xC0, 0x2B0), range(0x1E00, 0x1F00))
"""The blocks that hold the letters of today's languages."""
LONGEST = 120
"""Letters of a slug that is made of a title."""
_JOINING = (
    "a an and at by for from in near of on our the to with "
    "con de del el en la las los para por y segun au aux avec chez d dans des du et le les par "
    "pour selon bei mit von "
    "cua o tai voi في من مع 在"
)
JOINING = frozenset(_JOINING.split())
_ARTICLES = "the a an our el la los las le les"
ARTICLES = frozenset(_ARTICLES.split())
"""Words, as they are in slugs, that join a title to what is left out behind them."""
CLAUSE = re.compile(r"[:：|]|\s[\u2013\u2014-]\s")
_ASKING = (
    "how why what when como por-que que cuando comment pourquoi ce-que quand cach vi-sao khi "
    "كيف لماذا متى"
)
ASKING = frozenset(_ASKING.split())
"""Words, as they are in slugs, that begin a clause about what someone does."""
HARAKAT = range(10, 37)
ACCENTS = 200
"""Combining classes of marks that readers can do without: Hebrew and Arabic vowels, accents."""


def slugify(text: str, *, ascii_only: bool = False) -> str:
    """Return a text as a slug: words of small letters and digits, joined by hyphens.

    Latin letters become a to z. Other scripts keep their letters, unless `ascii_only` or the
    setting `WAGTAIL_ALLOW_UNICODE_SLUGS` forbids it. Merge tags are left out. The result is empty
    where no slug can say the text: ask for one then. That is so in scripts such as Devanagari and
    Thai, whose words need marks that Django's slugs cannot have.
    """
    text = unicodedata.normalize("NFKC", MERGE_TAG.sub(" ", _without_signs(text)))
    text = "".join(_letter(sign) for sign in SILENT.sub("", text.lower()))
    if any(unicodedata.category(sign).startswith("M") for sign in text):
        return ""
    allow_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True) and not ascii_only
    kept = (sign if sign.isascii() or allow_unicode else "" for sign in text)
    words = "".join(kept).split("-")
    return "-".join(word for word in words if word)


def slug_of_title(title: str, left_out: Iterable[tuple[int, int]] = ()) -> str:
    """Return the slug of a title without its merge tags and the passages at some offsets.

    What joined them to the title goes too: “Scoliosis care at {{ clinic.name }}” is
    “scoliosis-care”, and so is “Scoliosis care: how {{ doctor.name }} helps”. The slug is cut at a
    word; it is "" where none can be made.
    """
    cut = {at for start, end in left_out for at in range(start, end)}
    title = "".join("{{}}" if at in cut else sign for at, sign in enumerate(title))
    *joined, last = MERGE_TAG.split(_without_open_clauses(title))
    words: list[str] = []
    for piece in joined:
        words += slugify(piece).split("-")
        while words and words[-1] in {*JOINING, ""}:
            words.pop()
    ending = slugify(last).split("-")
    while joined and not words and ending and ending[0] in JOINING:
        ending.pop(0)
    words += ending
    while len("-".join(words)) > LONGEST and len(words) > 1:
        words.pop()
    return "-".join(words)[:LONGEST].strip("-")


def _without_open_clauses(title: str) -> str:
    """Leave out each later clause that says how, and whose subject or object is a merge tag."""
    marks = [match.start() for match in CLAUSE.finditer(title) if not _is_in_tag(title, match)]
    ends = [*marks, len(title)]
    first, *others = (title[at:end] for at, end in zip([0, *marks], ends, strict=True))
    return first + "".join(clause for clause in others if not _is_open(clause))


def _is_in_tag(title: str, match: re.Match[str]) -> bool:
    return any(tag.start() < match.start() < tag.end() for tag in MERGE_TAG.finditer(title))


def _is_open(clause: str) -> bool:
    before, *after = MERGE_TAG.split(clause)
    words = slugify(before).split("-")
    asks = words[0] in ASKING or "-".join(words[:2]) in ASKING
    while words and words[-1] in ARTICLES:
        words.pop()
    return bool(after) and asks and words[-1] not in JOINING


def latin_letters() -> dict[str, list[str]]:
    """Return the Latin letters beyond a to z by what slugs have for them, for the browser."""
    found: dict[str, list[str]] = {}
    for sign in map(chr, (code for block in LATIN for code in block)):
        plain = _letter(sign.lower()[0])
        if sign.isalpha() and plain.isascii():
            found.setdefault(plain, []).append(sign)
    return found


def _without_signs(text: str) -> str:
    """Leave out signs such as “™” and “®”, which NFKC would spell out, and invisible ones."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"So", "Cf"})


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    """Return one sign as it is in a slug: letters, a digit, a mark that is needed, "-" or ""."""
    if unicodedata.category(sign).startswith("M"):
        mark = unicodedata.combining(sign)
        return "" if mark in HARAKAT or mark >= ACCENTS else sign
    if not sign.isalnum():
        return "-"
    base = unicodedata.normalize("NFD", sign)[0]
    variant = VARIANT.fullmatch(unicodedata.name(base, ""))
    plain = LETTERS.get(base, variant[1].lower() if variant else base)
    return plain if plain.isascii() else sign
