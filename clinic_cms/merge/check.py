"""What is wrong with a text's merge tags, alone or as a translation. Nothing here raises.

Languages differ in grammar, not in facts: a translation prints the facts that its source prints.
It may choose words by `doctor.gender` as it needs to, leave `doctor.pronoun` out or say the
doctor's name in its place, and add an optional sentence inside a condition.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from clinic_cms.merge import problems
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.text_parser import Reading, read_text

FREE = frozenset({"doctor.gender", "doctor.pronoun"})
"""Variables for grammar alone: a language uses them or does without."""
NAMING = frozenset({"doctor.name", "doctor.pronoun"})
"""Each may stand where the source has either: a clinic that has one has the other."""


def check(text: str, *, rich: bool = False) -> list[Problem]:
    """Every problem of a text, in order of position; ``rich`` text is Wagtail's database HTML."""
    return [*_read_once(text, rich=rich).problems]


@lru_cache(maxsize=512)
def _read_once(text: str, *, rich: bool) -> Reading:
    """Read a text whose reading is not changed: standard texts recur in each clinic."""
    return read_text(text, rich=rich)


def variables(text: str, *, rich: bool = False) -> list[str]:
    """The variables that a text names, in order and as often as it does."""
    return read_text(text, rich=rich).variables


def required(texts: Iterable[str], *, rich: bool = False) -> frozenset[str]:
    """The variables printed somewhere with neither a condition nor a ``default`` to guard them."""
    return frozenset[str]().union(*(_read_once(text, rich=rich).required for text in texts))


def compare(source: str, translation: str, *, rich: bool = False) -> list[Problem]:
    """Every problem of a translation: its own, missing tags, and tags added without a guard.

    Positions of missing tags are offsets into `source`, all others into `translation`.
    """
    original, rendered = read_text(source, rich=rich), read_text(translation, rich=rich)
    if rendered.problems:
        # What a broken tag was meant to be is a guess: the rest is compared once it can be read.
        return rendered.problems
    return [*_lacking(original, rendered), *_added(original, rendered)]


def _lacking(original: Reading, rendered: Reading) -> Iterator[Problem]:
    printed = {name for statement in rendered.statements for name in statement.printed}
    used = {*rendered.variables}
    reported: set[str] = set(FREE)
    for statement in original.statements:
        for name in statement.uses:
            there = printed if name in statement.printed else used
            if name not in there and name not in reported:
                reported.add(name)
                yield problems.lacking(statement.tag)


def _added(original: Reading, rendered: Reading) -> Iterator[Problem]:
    allowed = original.required | FREE - NAMING
    if allowed & NAMING:
        allowed |= NAMING
    known = {*original.variables}
    reported: set[str] = set()
    for statement in rendered.statements:
        extra = (statement.printed & rendered.required) - allowed - reported
        if extra:
            reported |= extra
            problem = problems.unguarded if extra <= known else problems.added
            yield problem(statement.tag)
