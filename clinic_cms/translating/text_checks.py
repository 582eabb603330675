"""Checks of a text's words, without markup and merge tags: is there any, is it translated?"""

import html
import re

NOT_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^<>]*>", re.DOTALL)
SHORT = 3
LONG = 8
"""From so many words on, a text may be a sentence; from so many on, it is one."""

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words, in which each sign counts as one."""
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W\d_])+(?:['’-][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text, without merge tags, markup and numbers."""
    return WORD.findall(html.unescape(NOT_WORDS.sub(" ", text)))


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a text."""
    return bool(words_of(text))


def is_untranslated(source: str, translation: str) -> bool:
    """Whether a text in another language is still its source's, word for word.

    Names, addresses and titles of works are equal in many languages: only a sentence counts, by its
    length or by how few of its words have capitals.
    """
    words = words_of(translation)
    return words == words_of(source) and _is_sentence(words)


def _is_sentence(words: list[str]) -> bool:
    small = sum(word[0].islower() for word in words)
    return len(words) >= LONG or (len(words) >= SHORT and 2 * small >= len(words))
