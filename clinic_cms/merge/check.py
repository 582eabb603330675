"""What is wrong with a text's merge tags, alone or as a translation. Nothing here raises.

Languages differ in grammar, not in facts: a translation prints the facts that its source prints.
It may choose words by `doctor.gender` as it needs to, leave `doctor.pronoun` out or say the
doctor's name in its place, and add an optional sentence inside a condition.
"""

from collections.abc import Iterable, Iterator

from clinic_cms.merge import problems
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.text_parser import Reading, read_text

FREE = frozenset({"doctor.gender", "doctor.pronoun"})
"""Variables for grammar alone: a language uses them or does without."""
NAMING = frozenset({"doctor.name", "doctor.pronoun"})
"""Each may stand where the source has either: a clinic that has one has the other."""


def check(text: str, *, rich: bool = False) -> list[Problem]:
    """Every problem of a text, in order of position; ``rich`` text is Wagtail's database HTML."""
    return read_text(text, rich=rich).problems


def variables(text: str, *, rich: bool = False) -> list[str]:
    """The variables that a text names, in order and as often as it does."""
    statements = read_text(text, rich=rich).statements
    return [use.name for statement in statements for use in statement.uses]


def required(texts: Iterable[str], *, rich: bool = False) -> frozenset[str]:
    """The variables printed somewhere with neither a condition nor a ``default`` to guard them."""
    return frozenset[str]().union(*(read_text(text, rich=rich).required for text in texts))


def compare(source: str, translation: str, *, rich: bool = False) -> list[Problem]:
    """Every problem of a translation: its own, missing tags, and tags added without a guard.

    Positions of missing tags are offsets into `source`, all others into `translation`.
    """
    original, rendered = read_text(source, rich=rich), read_text(translation, rich=rich)
    if rendered.problems:
        # What a broken tag was meant to be is a guess: the rest is compared once it can be read.
        return rendered.problems
    return [
        *_lacking(original, rendered, source),
        *_added(original, rendered, translation),
    ]


def _lacking(original: Reading, rendered: Reading, source: str) -> Iterator[Problem]:
    printed = {name for statement in rendered.statements for name in statement.printed}
    used = {use.name for statement in rendered.statements for use in statement.uses}
    reported: set[str] = set(FREE)
    for statement in original.statements:
        for use in statement.uses:
            there = printed if use.name in statement.printed else used
            if use.name not in there and use.name not in reported:
                reported.add(use.name)
                tag = statement.tag
                yield problems.lacking(source[tag.start : tag.end], tag.start)


def _added(original: Reading, rendered: Reading, translation: str) -> Iterator[Problem]:
    allowed = original.required | FREE - NAMING
    if allowed & NAMING:
        allowed |= NAMING
    known = {use.name for statement in original.statements for use in statement.uses}
    reported: set[str] = set()
    for statement in rendered.statements:
        extra = (statement.printed & rendered.required) - allowed - reported
        if extra:
            reported |= extra
            tag = statement.tag
            problem = problems.unguarded if extra <= known else problems.added
            yield problem(translation[tag.start : tag.end], tag.start)
