"""From the bytes of a file to its text: as it says itself, else by a guess that is reported.

The order is the byte order mark, UTF-8, the declaration in the first 1024 bytes, and then the usual
encoding of the article's language. Browsers believe the declaration first (HTML Standard,
13.2.3.2); but what has accents and is valid UTF-8 is UTF-8, and a saved page often declares what it
was before it was saved.
"""

import codecs
import re
from contextlib import suppress

from django.utils.translation import gettext as _

from clinic_cms.importing.wordings import base_language

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of pictures, PDFs and Word files, whatever their suffix."""
LOOKED_THROUGH = 1024
COMMENT = re.compile(rb"<!--.*?-->", re.S)
DECLARED = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.I,
)
WESTERN = "cp1252"
LABELS = {
    **dict.fromkeys(("ascii", "us-ascii", "latin1", "latin-1", "iso-8859-1", "l1"), WESTERN),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
}
"""Labels that browsers read as another encoding (https://encoding.spec.whatwg.org)."""
USUAL = {
    **dict.fromkeys(("be", "bg", "ky", "mk", "ru", "sr", "tg", "tt", "uk"), "cp1251"),
    **dict.fromkeys(("cs", "hu", "pl", "sk", "sl", "hr", "bs"), "cp1250"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("ku", "tr"), "cp1254"),
    **dict.fromkeys(("ar", "fa"), "cp1256"),
    "el": "cp1253",
    "he": "cp1255",
    "ja": "cp932",
    "ko": "cp949",
    "th": "cp874",
    "vi": "cp1258",
    "zh": "gb18030",
}
"""The encoding that browsers suppose by language, where it is not Windows-1252."""


def decoded(raw: bytes, language: str, *, markup: bool) -> tuple[str, tuple[str, ...]] | None:
    """Return a file's text and warnings about doubts; None if it is no text.

    `markup` files may declare their encoding. `language` is a code such as "en-us".
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            with suppress(UnicodeDecodeError):
                return raw.decode(encoding), ()
            return None
    if raw.startswith(SIGNATURES) or b"\0" in raw:
        return None
    declared = _declared(raw) if markup else ""
    usual = USUAL.get(base_language(language), WESTERN)
    for encoding in dict.fromkeys(filter(None, ("utf-8", declared, usual, WESTERN))):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding), tuple(_doubts(raw, encoding, declared))
    return None


def _declared(raw: bytes) -> str:
    """Return Python's name of the encoding that a page declares, "" for none or an unknown one."""
    match = DECLARED.search(COMMENT.sub(b"", raw[:LOOKED_THROUGH]))
    if match is None:
        return ""
    label = (match[1] or match[2]).decode("ascii", "ignore").lower()
    name = LABELS.get(label, label)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _doubts(raw: bytes, encoding: str, declared: str) -> list[str]:
    """Return a warning where the encoding is a guess, or the declaration is out of date."""
    if raw.isascii() or encoding == (declared or "utf-8"):
        return []
    if encoding == "utf-8":
        message = _("The file says that it is in %(name)s, but it is in UTF-8: check accents.")
    else:
        message = _("The file is not in UTF-8; it was read as %(name)s. Check accents and quotes.")
        declared = encoding
    return [message % {"name": declared.replace("cp12", "Windows-12")}]
