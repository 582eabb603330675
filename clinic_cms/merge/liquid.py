"""The closed Liquid: which tags there are, and how they are rendered.

Built on python-liquid's nodes and expressions, with nothing registered but what is named here.
Texts reach its parser as the tokens of our own scanner: python-liquid's lexer treats ``raw``,
``doc`` and ``comment`` specially even where those tags do not exist.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from django.utils.html import escape
from liquid import BoundTemplate, Environment, Node, RenderContext, Token, TokenStream
from liquid.builtin.content import Literal as ContentTag
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.parser import get_parser
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from clinic_cms.merge import vocabulary
from clinic_cms.merge.facts import Facts
from clinic_cms.merge.filters import FILTERS, Absent
from clinic_cms.merge.formatting import Marked
from clinic_cms.merge.scanner import Flaw, Piece, Tag

OPENING_TAGS = {"if": "endif", "unless": "endunless", "case": "endcase"}
BRANCH_TAGS = {"elsif": ("if", "unless"), "else": ("if", "unless", "case"), "when": ("case",)}
TAGS = (*OPENING_TAGS, *BRANCH_TAGS, *OPENING_TAGS.values())

IN_LINK = "output inside a link"


class Namespace(dict[str, object]):
    """One group of the vocabulary; each value is computed when it is first read."""

    def __init__(self, group: str, facts: Facts, noted: set[str]) -> None:
        super().__init__()
        self.group, self.facts, self.noted = group, facts, noted

    def __missing__(self, key: str) -> object:
        name = f"{self.group}.{key}"
        made = vocabulary.value(name, self.facts) or Absent(name, self.noted)
        self[key] = made
        return made


class HtmlOutputNode(OutputNode):
    """Escapes whatever is printed, the strings written in a tag included.

    python-liquid's own autoescape trusts those strings, and in rich text they would bring in any
    markup that the editor's sanitizer has just taken out.
    """

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        value = self.expression.evaluate(context)
        if isinstance(value, Marked):
            return buffer.write(value.in_link if self.token.value == IN_LINK else value.html)
        return buffer.write(escape(str(value)))


class HtmlOutput(Output):
    node_class = HtmlOutputNode


class ClosedEnvironment(Environment):
    """An environment with our tags and filters alone, printing HTML or plain text."""

    def __init__(self, output: type[Output]) -> None:
        self.output = output
        super().__init__()

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        for tag in (ContentTag, Illegal, self.output, IfTag, UnlessTag, CaseTag):
            self.add_tag(tag)
        self.filters.update(FILTERS)


PLAIN = ClosedEnvironment(Output)
HTML = ClosedEnvironment(HtmlOutput)
# A render context needs a template; our nodes are rendered without one.
NO_TEMPLATE = BoundTemplate(PLAIN, [])


def parse(pieces: Iterable[Piece], *, html: bool) -> list[Node]:
    """Liquid's nodes of a text that passed the check."""
    return get_parser(HTML if html else PLAIN).parse(TokenStream(_tokens(pieces)))


def _tokens(pieces: Iterable[Piece]) -> Iterator[Token]:
    kept = [piece for piece in pieces if not isinstance(piece, Flaw)]
    for before, piece, after in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        if isinstance(piece, Tag):
            yield from _tag_tokens(piece)
            continue
        text = piece.text
        if isinstance(before, Tag) and before.trims[1]:
            text = text.lstrip()
        if isinstance(after, Tag) and after.trims[0]:
            text = text.rstrip()
        yield Token(TOKEN_CONTENT, text, piece.start, "")


def _tag_tokens(tag: Tag) -> Iterator[Token]:
    if tag.is_output:
        yield Token(TOKEN_OUTPUT, IN_LINK if tag.in_link else "", tag.start, "")
    else:
        yield Token(TOKEN_TAG, tag.name, tag.start, "")
    if tag.expression:
        yield Token(TOKEN_EXPRESSION, tag.expression, 0, tag.expression)


def context(facts: Facts, noted: set[str]) -> RenderContext:
    """What the tags see; the names of missing facts that get printed are added to ``noted``."""
    return RenderContext(
        NO_TEMPLATE,
        globals={group: Namespace(group, facts, noted) for group in vocabulary.GROUPS},
    )
