"""Texts compiled once, then filled for each clinic.

All texts of an article share one run: each keeps its own nodes, so nothing has to be joined and
split again (``{%-`` would eat a separator: to Python even ``\\x1f`` is white space), and a text
without tags costs nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

from django.utils.safestring import SafeString
from liquid import Node, RenderContext

from clinic_cms.merge.facts import Facts
from clinic_cms.merge.liquid import context, parse
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.text_parser import Reading, read_text

# A paragraph, list item, heading or run of formatting in which nothing is left.
HOLLOW = re.compile(
    r"<(p|li|ul|ol|h[1-6]|blockquote|b|strong|i|em|u|s|sub|sup|code|span)(?:\s[^<>]*)?>"
    r"(?:\s|&nbsp;|<br\s*/?>)*</\1>"
)


class BrokenTags(ValueError):
    """A text that cannot be filled; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class MissingFact(LookupError):
    """A text would print a fact that is not there; ``variables`` names all of them."""

    def __init__(self, variables: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(variables)))
        self.variables = variables


@dataclass(frozen=True, slots=True)
class Filled:
    """Filled texts, in the order in which they were compiled."""

    plain: tuple[str, ...]
    rich: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class _Template:
    """One text: its nodes, or none where nothing is to be filled in."""

    text: str
    nodes: tuple[Node, ...] = ()
    tidy: bool = False

    def render(self, run: RenderContext) -> str:
        if not self.nodes:
            return self.text
        buffer = StringIO()
        for node in self.nodes:
            node.render(run, buffer)
        return _without_hollows(buffer.getvalue()) if self.tidy else buffer.getvalue()


@dataclass(frozen=True, slots=True)
class CompiledTexts:
    """Compiled texts, which any number of threads can fill.

    ``variables`` are all they name, ``required`` those they print without a guard.
    """

    plain: tuple[_Template, ...]
    rich: tuple[_Template, ...]
    variables: frozenset[str]
    required: frozenset[str]

    def fill(self, facts: Facts) -> Filled:
        """Fill every text; raises MissingFact if one prints a fact that is not there."""
        noted: set[str] = set()
        run = context(facts, noted)
        filled = Filled(
            plain=tuple(template.render(run) for template in self.plain),
            rich=tuple(SafeString(template.render(run)) for template in self.rich),
        )
        if noted:
            raise MissingFact(frozenset(noted))
        return filled


def compile_texts(plain: Sequence[str], rich: Sequence[str]) -> CompiledTexts:
    """Compile an article's texts; raises BrokenTags with the problems of all of them."""
    plain_readings = [read_text(text, rich=False) for text in plain]
    rich_readings = [read_text(text, rich=True) for text in rich]
    readings = [*plain_readings, *rich_readings]
    if problems := [problem for reading in readings for problem in reading.problems]:
        raise BrokenTags(problems)
    return CompiledTexts(
        plain=tuple(_template(reading, html=False) for reading in plain_readings),
        rich=tuple(_template(reading, html=True) for reading in rich_readings),
        variables=frozenset(name for reading in readings for name in reading.variables),
        required=frozenset[str]().union(*(reading.required for reading in readings)),
    )


def _template(reading: Reading, *, html: bool) -> _Template:
    if not reading.statements:
        return _Template(reading.text)
    nodes = tuple(parse(reading.pieces, html=html))
    return _Template(reading.text, nodes, tidy=html and reading.has_conditions)


def fill(text: str, facts: Facts, *, as_html: bool) -> str:
    """One text, filled: ``as_html`` takes rich text and gives a SafeString, otherwise plain text.

    Raises BrokenTags or MissingFact.
    """
    filled = _compiled(text, rich=as_html).fill(facts)
    return filled.rich[0] if as_html else filled.plain[0]


@lru_cache(maxsize=512)
def _compiled(text: str, *, rich: bool) -> CompiledTexts:
    """One compiled text: titles and phrases recur on every page."""
    return compile_texts((), (text,)) if rich else compile_texts((text,), ())


def _without_hollows(html: str) -> str:
    """Without the paragraphs, items and lists that a false condition left empty."""
    hollows = 1
    while hollows:
        html, hollows = HOLLOW.subn("", html)
    return html
