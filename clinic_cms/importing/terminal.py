"""An imported text for a terminal."""

import re
from collections.abc import Iterator
from html import unescape

BLOCK = re.compile(r"<(?P<name>p|h3|h4|li)>(?P<html>.*?)(?=</(?:p|h3|h4|li)>|<[uo]l>)", re.DOTALL)
BREAK = re.compile(r"<br/>\s*")
MARKUP = re.compile(r"<[^>]+>")
MARKS = {"li": "  • ", "h3": "## ", "h4": "### "}


def as_lines(html: str) -> Iterator[str]:
    """Yield a line for each block of rich text, without markup."""
    for match in BLOCK.finditer(html):
        text = MARKUP.sub("", BREAK.sub(" / ", match["html"]))
        yield MARKS.get(match["name"], "") + unescape(text)
