"""Which sentences of an article tell when and where to get help: none goes away unnoticed."""

import re
from collections.abc import Iterator
from typing import Protocol

from django.utils.translation import gettext_lazy

from clinic_cms.blocks.content import AdviceCardBlock
from clinic_cms.blocks.walk import Node
from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.models import SECTIONS, ConditionPage
from clinic_cms.models.content_paths import HEADING, MergeText

HELP = SECTIONS[-1]
NO_HELP = gettext_lazy(
    "Nothing in the article tells when to call an emergency number or see a doctor: write it under "
    "“When to get help”."
)

HEADINGS = re.compile(r"<h([2-6])\b[^<>]*>(.*?)</h\1>", re.S)
MARKUP = re.compile(r"<[^<>]*>")


class SafetyWords(Protocol):
    """How safety text is known by its words. `language` is a code such as "en-us"."""

    def tells(self, sentence: str, language: str) -> bool | None:
        """Whether a sentence tells when to get help; None in an unknown language."""

    def hints(self, sentence: str, language: str) -> bool | None:
        """Whether a sentence among such text may belong to it: "If in doubt, ask."."""

    def announces(self, heading: str, language: str) -> bool:
        """Whether a heading says that its text tells when to get help."""


_known: list[SafetyWords] = []


def register(words: SafetyWords) -> None:
    """Add words by which safety text is known; called from an app's `ready()`."""
    if words not in _known:
        _known.append(words)


def is_safety_sentence(page: ConditionPage, item: MergeText, sentence: str) -> bool:
    """Whether a sentence of a text tells when to get help, by its place or its words.

    Under “When to get help” also stand directions, hours and fax numbers, which do not; there an
    item of a list is taken for one, and a sentence in an unknown language.
    """
    code = page.locale.language_code
    if tells_when_to_get_help(page, item, sentence):
        return True
    if not _is_in_help(item.path):
        return False
    return "<li" in item.text or any(words.hints(sentence, code) is not False for words in _known)


def tells_when_to_get_help(page: ConditionPage, item: MergeText, sentence: str) -> bool:
    """Whether a sentence is safety text for certain: on a card with advice, or by its words.

    In an unknown language, all under “When to get help” is.
    """
    code = page.locale.language_code
    told = [words.tells(sentence, code) for words in _known]
    is_unknown = None in told and _is_in_help(item.path)
    return _is_on_card(page, item.path) or any(told) or is_unknown


def says_when_to_get_help(page: ConditionPage) -> bool:
    """Whether a card with advice, or a sentence under “When to get help”, tells that."""
    texts = [item for item in page.merge_texts() if item.text]
    if any(_is_on_card(page, item.path) for item in texts):
        return True
    code, helping = page.locale.language_code, [it for it in texts if _is_in_help(it.path)]
    sentences = [
        each for item in helping if item.path != HELP + HEADING for each in _sentences(item)
    ]
    if not sentences:
        return False
    if any(words.tells(each, code) is not False for each in sentences for words in _known):
        return True
    headings = [heading for item in helping for heading in _headings(item)]
    return any(words.announces(each, code) for each in headings for words in _known)


def _is_in_help(path: str) -> bool:
    return path.partition(".")[0] in (HELP, HELP + HEADING)


def _headings(item: MergeText) -> list[str]:
    if item.path == HELP + HEADING:
        return [item.text]
    return [MARKUP.sub("", match[2]) for match in HEADINGS.finditer(item.text)]


def _sentences(item: MergeText) -> Iterator[str]:
    text = plain_text(item).text
    return (text[start:end] for start, end in bare_sentences_of(text))


def _is_on_card(page: ConditionPage, path: str) -> bool:
    field, _dot, inside = path.partition(".")
    nodes = Node.root(page, field).down_to(path) if inside else ()
    return any(isinstance(node.block, AdviceCardBlock) for node in nodes)
