"""Words in texts with markup and merge tags."""

import html
import re

NOT_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^<>]*>", re.DOTALL)
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words, in which each sign counts as one."""
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W\d_])+(?:['’-][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text, without merge tags, markup and numbers."""
    return WORD.findall(html.unescape(NOT_WORDS.sub(" ", text)))


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a text."""
    return bool(words_of(text))
