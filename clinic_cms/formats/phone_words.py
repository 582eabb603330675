"""The words beside phone numbers: what makes digits an extension, or a number one for faxes."""

import re
import tomllib
import unicodedata
from importlib.resources import files

WORDS = tomllib.loads(
    (files("clinic_cms.formats") / "phone_numbers.toml").read_text(encoding="utf-8")
)
_extension, _fax, _call = (
    "|".join(sorted(map(re.escape, WORDS[kind]), key=len, reverse=True))
    for kind in ("extension", "fax", "call")
)
EXTENSION = re.compile(
    rf"\s*(?:;\s*ext\s*=|[,;:\u2013-]?\s*\(?(?:(?:{_extension})\.?(?:\s*n(?:umber|o\.?|º))?\s*[:#]?|#))"
    r"\s*(\d{1,11})\)?(?!\d)",
    re.I,
)
PAUSES = re.compile(r"\s*[,pw]{2,}(\d{1,11})$")
"""Commas that a phone waits at before it dials the rest."""

FAX_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_fax})\.?(?!(?:[^.;|\d\n]*\W)?(?:{_call})\b)[^.;|\d\n]{{0,30}}(?:no\.)?"
    rf"|(?<![^\W\d_])(?:{_fax})\s*[/&+]\s*(?:{_call})\W{{0,3}}|(?<!\w)F[:.])[\s+(]*$",
    re.I,
)
FAX_AFTER = re.compile(
    rf"\s*(?:\([^)\d]{{0,12}}(?:{_fax})\b[^)\d]{{0,12}}\)|[-\u2013\u2014]?\s*(?:{_fax})(?!\w|\W*\d))",
    re.I,
)


def split_extension(text: str) -> tuple[str, str]:
    """Return a written number without its extension, and that."""
    for pattern in (EXTENSION, PAUSES):
        for match in pattern.finditer(text):
            if match.end() == len(text) and any(c.isdigit() for c in text[: match.start()]):
                return text[: match.start()].strip(), match[1]
    return text, ""


def extension_at(text: str, position: int) -> tuple[str, int]:
    """Return the extension that a text has at the end of a number, and its end."""
    match = EXTENSION.match(text, position)
    return (match[1], match.end()) if match else ("", position)


def is_fax(text: str, start: int, end: int) -> bool:
    """Whether the number at a place in a text is one for faxes, by the words beside it."""
    return bool(FAX_BEFORE.search(text[:start]) or FAX_AFTER.match(text, end))


def with_extension(number: str, extension: str, language: str) -> str:
    """Return a printed number with its extension, as pages in a language (a Django code) do."""
    printed = WORDS["printed"]
    form: str = printed.get(language.partition("-")[0], printed["en"])
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in form):
        number = f"\u2066{number}\u2069"  # Its groups of digits would change places.
    return f"{number} {form.format(extension)}"
