"""How the merge tags of a translation differ from those of its source. Nothing here raises.

Languages differ in grammar, not in facts: a translation prints the facts that its source prints.
It may phrase by `doctor.gender` as it needs to, leave `doctor.pronoun` out or say the doctor's name
in its place, and add an optional sentence inside a condition.
"""

from collections.abc import Iterator

from clinic_cms.merge import problems
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.structure import Reading, read_text

FREE = frozenset({"doctor.gender", "doctor.pronoun"})
"""What only grammar asks for: languages use it or do without."""
NAMING = frozenset({"doctor.name", "doctor.pronoun"})
"""Whoever has one of them has the other: each may be said where the source says either."""


def compare(source: str, translation: str, *, rich: bool = False) -> list[Problem]:
    """Every problem of a translation: its own, tags it lacks, and tags it adds unguarded.

    Positions of lacking tags are offsets into `source`, all others into `translation`.
    """
    original, rendered = read_text(source, rich=rich), read_text(translation, rich=rich)
    if rendered.problems:
        # Until they can be read, what a broken tag was meant to be is a guess.
        return rendered.problems
    return [
        *_lacking(original, rendered, source),
        *_added(original, rendered, translation),
    ]


def _lacking(original: Reading, rendered: Reading, source: str) -> Iterator[Problem]:
    printed = {name for statement in rendered.statements for name in statement.printed}
    used = {use.name for statement in rendered.statements for use in statement.uses}
    told: set[str] = set(FREE)
    for statement in original.statements:
        for use in statement.uses:
            there = printed if use.name in statement.printed else used
            if use.name not in there and use.name not in told:
                told.add(use.name)
                tag = statement.tag
                yield problems.lacking(source[tag.start : tag.end], tag.start)


def _added(original: Reading, rendered: Reading, translation: str) -> Iterator[Problem]:
    allowed = original.required | FREE - NAMING
    if allowed & NAMING:
        allowed |= NAMING
    known = {use.name for statement in original.statements for use in statement.uses}
    told: set[str] = set()
    for statement in rendered.statements:
        extra = (statement.printed & rendered.required) - allowed - told
        if extra:
            told |= extra
            tag = statement.tag
            tell = problems.unguarded if extra <= known else problems.added
            yield tell(translation[tag.start : tag.end], tag.start)
