"""What is wrong with a text's merge tags, and which variables it speaks of. Nothing here raises."""

from collections.abc import Iterable

from clinic_cms.merge.problems import Problem
from clinic_cms.merge.structure import read_text


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
