"""Short forms of first names that no list holds: "Rhi" of Rhiannon, "Tobes" of Tobias."""

import re
from collections.abc import Iterator

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.word_lists import NO_SHORT_FORMS, SHORT_FORMS_ACTING, everyday_in

SHORTEST, LONGEST_STEM = 3, 5
"""Letters of what is left of a name, and the most of one that gets an ending."""
ENDINGS = ("s", "es", "o", "y", "ie", "i", "ers")
VOWELS = "aeiouy"
DOUBLED = re.compile(r"([^aeiouy]h?)[aeiouy]\1[aeiouy]")


def cut_forms(key: str) -> Iterator[str]:
    """Yield what people may make of a first name, folded: its beginnings, also with an ending."""
    if not key.isascii() or not key.isalpha():
        return
    if key[1:2] == "e":
        yield f"{key[:2]}e"  # "Lee" of Leland, "Dee" of Deirdre.
    for length in range(SHORTEST, len(key)):
        stem = key[:length]
        yield stem
        if length <= LONGEST_STEM and stem[-1] not in VOWELS:
            yield from (stem + ending for ending in ENDINGS)


def is_doubled(key: str) -> bool:
    """Whether a name is one syllable said twice, which is hardly anyone's first name: "Tati"."""
    return bool(DOUBLED.fullmatch(key))


def may_be_short_form(context: Context, at: int) -> bool:
    """Whether a word that a first name begins with is a name where it stands.

    In the midst of a sentence its capital shows that; where a sentence begins, what it does.
    """
    key, written = context.key(at), context.written(at)
    if not context.is_capital(at) or written.isupper():
        return False
    if key in NO_SHORT_FORMS or key in context.everyday or key in everyday_in(context.language):
        return False
    if context.is_shown_a_name(at) or context.key(at + 1) in SHORT_FORMS_ACTING:
        return True
    start = context.words[at].start
    shows_nothing = context.begins_sentence(start) or context.is_title_case(start)
    return not (shows_nothing or context.language.startswith("de"))
