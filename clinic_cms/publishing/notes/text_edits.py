"""Edits of a stored text at offsets: words become a merge tag, or a sentence or a link goes away.

A text is plain or Wagtail's database HTML; markup within what is replaced stays balanced.
"""

import re
from collections.abc import Iterable

from clinic_cms.merge.scanner import MARKUP

Span = tuple[int, int]

ELEMENT = re.compile(MARKUP)
BLOCK = "p|li|h[2-6]|blockquote"
EMPTY = re.compile(rf"<(?P<name>a|b|strong|i|em|ul|ol|{BLOCK})\b[^<>]*>\s*</(?P=name)>")
LINE_OPENS = re.compile(rf"(?:^|<(?:{BLOCK})\b[^<>]*>|<br/?>|\n)\s*$")
LINE_ENDS = re.compile(rf"</(?:{BLOCK})>|<[uo]l\b|<br/?>|\n")
LINE_GAP = re.compile(r"^(?:\s|<br/?>)+")
BLOCK_ENDS = re.compile(rf"\s*(?:</(?:{BLOCK})>|<[uo]l\b)")
TRAILING_GAP = re.compile(r"(?:\s|<br/?>)+$")
SPACES = " \t\u00a0\u202f"
STARTS_BLANK = re.compile(rf"(<(?:{BLOCK})\b[^<>]*>)(?:\s|<br/?>)+")
EMPTY_CONDITION = re.compile(r"\{%-?\s*(?:if|unless)\b[^%]*%\}\s*\{%-?\s*end(?:if|unless)\s*-?%\}")
ONLY_A_TAG = re.compile(r"<a\b[^<>]*>(\s*\{\{[^{}]*\}\}\s*)</a>")
LINK_ENDS = "</a>"
INLINE = r"(?:</?(?:b|i|strong|em)>|\s)*"
CALL_STARTS = re.compile(rf"(?:^|<(?:{BLOCK})\b[^<>]*>|<br/?>|[.!?。！？؟]\s){INLINE}$")
CALL_ENDS = re.compile(rf"(?P<stop>\s*[.!»→]?){INLINE}(?:$|</(?:{BLOCK})>|<br/?>|(?<=[.!])\s)")
CALL_WORDS = 6
"""Words that the link of a call to action has at most."""


def replace_words(text: str, spans: Iterable[Span], tag: str) -> str:
    """Return a text with a merge tag in place of the words at some offsets.

    A link that then holds only the tag is removed: it led to one clinic, or called its number.
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + tag + _markup(text[start:end]) + text[end:]
    return ONLY_A_TAG.sub(r"\1", _without_empty(text))


def remove_words(text: str, spans: Iterable[Span]) -> str:
    """Return a text without the words at some offsets, and without what is empty then.

    The lines around them stay lines.
    """
    for start, end in sorted(spans, reverse=True):
        before, after = text[:start], text[end:]
        inside = _markup(text[start:end])
        if LINE_OPENS.search(before):
            after = LINE_GAP.sub("", after)
        elif before[-1].isspace():
            after = after.lstrip(SPACES)
        if not after or LINE_ENDS.match(after):
            before = before.rstrip(SPACES)
        if not after.strip() or BLOCK_ENDS.match(after):
            before = TRAILING_GAP.sub("", before)
        text = before + inside + after
    return STARTS_BLANK.sub(r"\1", _without_empty(text))


def is_in_markup(text: str, span: Span) -> bool:
    """Whether offsets lie within an element's markup, such as the target of a link."""
    return any(it.start() < span[0] and span[1] < it.end() for it in ELEMENT.finditer(text))


def remove_links(text: str, spans: Iterable[Span]) -> str:
    """Return HTML without the links whose targets lie at some offsets; their words stay.

    A link that is a sentence or a block of its own, such as “Book online”, goes with its words.
    """
    for start, _end in sorted(spans, reverse=True):
        opens = next(it for it in ELEMENT.finditer(text) if it.start() < start < it.end())
        closes = text.index(LINK_ENDS, opens.end())
        inside, last = text[opens.end() : closes], closes + len(LINK_ENDS)
        stop = CALL_ENDS.match(text, last)
        stands_alone = CALL_STARTS.search(text, 0, opens.start()) and stop
        if stop and stands_alone and len(ELEMENT.sub("", inside).split()) <= CALL_WORDS:
            text = remove_words(text, [(opens.start(), stop.end("stop"))])
        else:
            text = text[: opens.start()] + inside + text[last:]
    return text


def _markup(text: str) -> str:
    return "".join(element.group() for element in ELEMENT.finditer(text))


def _without_empty(text: str) -> str:
    before = None
    while before != text:
        before, text = text, EMPTY.sub("", EMPTY_CONDITION.sub("", text))
    return text
