"""Which sentences of an article tell when and where to get help: none goes away unnoticed."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy

from clinic_cms.blocks.content import AdviceCardBlock
from clinic_cms.blocks.walk import Node
from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.models import SECTIONS, ConditionPage
from clinic_cms.models.content_paths import MergeText

HELP = SECTIONS[-1]
NO_HELP = gettext_lazy(
    "Nothing in the article tells when to call an emergency number or see a doctor: write it under "
    "“When to get help”."
)

TellsHelp = Callable[[str, str], bool | None]
"""Given a sentence and a language's code, whether it tells when to get help; None: unknown."""

_tests: list[TellsHelp] = []


def register(test: TellsHelp) -> TellsHelp:
    """Add a test by which safety text is known; called from an app's `ready()`."""
    if test not in _tests:
        _tests.append(test)
    return test


def is_safety_sentence(page: ConditionPage, path: str, sentence: str) -> bool:
    """Whether a sentence at a content path tells when to get help, by its place or its words."""
    if _is_in_help(path) or _is_on_card(page, path):
        return True
    return any(test(sentence, page.locale.language_code) for test in _tests)


def says_when_to_get_help(page: ConditionPage) -> bool:
    """Whether a card with advice, or a sentence under “When to get help”, tells that."""
    texts = [item for item in page.merge_texts() if item.text]
    if any(_is_on_card(page, item.path) for item in texts):
        return True
    code = page.locale.language_code
    sentences = [each for item in texts if _is_in_help(item.path) for each in _sentences(item)]
    return any(test(each, code) is not False for each in sentences for test in _tests)


def _is_in_help(path: str) -> bool:
    return path.partition(".")[0] == HELP


def _sentences(item: MergeText) -> Iterator[str]:
    text = plain_text(item).text
    return (text[start:end] for start, end in bare_sentences_of(text))


def _is_on_card(page: ConditionPage, path: str) -> bool:
    field, _dot, inside = path.partition(".")
    nodes = Node.root(page, field).down_to(path) if inside else ()
    return any(isinstance(node.block, AdviceCardBlock) for node in nodes)
