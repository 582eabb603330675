"""Reads one merge tag: the variables it uses, what it prints, what its condition guarantees.

The grammar is smaller than Liquid's: an output is a variable with filters, a condition is made of
variables and of comparisons with quoted words. Numbers, ranges, lists, ``nil`` or ``blank`` have no
use in a text and would only bring surprises, endless loops among them.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from liquid import Token, TokenStream
from liquid import token as kinds
from liquid.builtin.expressions import (
    BooleanExpression,
    FilteredExpression,
    KeywordArgument,
    Path,
    StringLiteral,
    logical,
    tokenize,
)
from liquid.builtin.expressions.filtered import Filter
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression

from clinic_cms.merge import problems
from clinic_cms.merge.facts import GENDERS
from clinic_cms.merge.filters import FILTERS
from clinic_cms.merge.liquid import PLAIN, TAGS
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.scanner import Tag
from clinic_cms.merge.vocabulary import NAMES

MAX_LENGTH = 500  # characters of one tag; also bounds the parser's recursion
VALUE_SIGNS = frozenset({kinds.TOKEN_WORD, kinds.TOKEN_DOT, kinds.TOKEN_STRING})
OUTPUT_SIGNS = VALUE_SIGNS | {kinds.TOKEN_PIPE, kinds.TOKEN_COLON}
LIST_SIGNS = frozenset({kinds.TOKEN_COMMA, kinds.TOKEN_OR})
COMPARISON_SIGNS = {kinds.TOKEN_EQ, kinds.TOKEN_NE, kinds.TOKEN_LG, kinds.TOKEN_CONTAINS}
CONDITION_SIGNS = VALUE_SIGNS | COMPARISON_SIGNS | {kinds.TOKEN_AND, kinds.TOKEN_OR}
WRITTEN_PATH = re.compile(r"[\w-]+\??(?:\s*\.\s*[\w-]+\??)*")
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Guard:
    """The variables sure to have a value where a condition holds, and where it fails."""

    holds: frozenset[str] = NOTHING
    fails: frozenset[str] = NOTHING


@dataclass(slots=True)
class Statement:
    """A tag that was read.

    ``uses`` are the variables that it names, ``printed`` those that it cannot do without;
    ``values`` are the words of a ``when``, each with its offset in the tag's expression.
    """

    tag: Tag
    uses: list[str] = field(default_factory=list)
    printed: frozenset[str] = NOTHING
    guard: Guard = field(default_factory=Guard)
    values: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def compare(self, name: str, value: str, start: int) -> None:
        """Note where a variable with few values is compared with another one."""
        if name == "doctor.gender" and value not in GENDERS:
            quoted = self.tag.part(start, start + len(value) + 2)
            self.problems.append(problems.unknown_gender(value, quoted))


def read(tag: Tag) -> Statement:
    """Read a tag; never raises, what is wrong is among the ``problems``."""
    reader = _Reader(tag)
    if len(tag.expression) > MAX_LENGTH:
        reader.statement.problems.append(problems.too_long(tag, MAX_LENGTH))
        return reader.statement
    try:
        reader.read()
    except LiquidSyntaxError:
        reader.statement.problems.append(problems.syntax(tag))
    return reader.statement


class _Reader:
    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.statement = Statement(tag)

    def read(self) -> None:
        name = self.tag.name
        if self.tag.is_output:
            if self.tag.expression.partition(" ")[0] in TAGS:
                raise LiquidSyntaxError("a statement in an output's braces", token=None)
            self.output()
        elif name in ("if", "unless", "elsif"):
            parsed = BooleanExpression.parse(PLAIN, self.tokens(CONDITION_SIGNS))
            self.statement.guard = self.guard(parsed.expression)
        elif name == "case":
            stream = self.tokens(VALUE_SIGNS)
            self.path(Path.parse(PLAIN, stream))
            stream.expect_eos()
        elif name == "when":
            self.when()
        elif name not in TAGS:
            self.statement.problems.append(problems.unknown_tag(self.tag))
        elif self.tag.expression:
            raise LiquidSyntaxError("this tag stands alone", token=None)

    def output(self) -> None:
        parsed = FilteredExpression.parse(PLAIN, self.tokens(OUTPUT_SIGNS))
        if not isinstance(parsed, FilteredExpression) or not isinstance(parsed.left, Path):
            raise LiquidSyntaxError("an output starts with a variable", token=parsed.token)
        printed = {self.path(parsed.left)}
        for item in parsed.filters or ():
            self.filter(item)
            fallbacks = [self.path(value) for value in item.children() if isinstance(value, Path)]
            if item.name == "default":
                printed = set(fallbacks)
        self.statement.printed = frozenset(printed) & NAMES

    def filter(self, item: Filter) -> None:
        if item.name not in FILTERS:
            start = item.token.start_index
            written = self.tag.part(start, start + len(item.name))
            self.statement.problems.append(problems.unknown_filter(written))
        elif len(item.args) != (1 if item.name == "default" else 0):
            raise LiquidSyntaxError("only default takes a value, and one", token=item.token)
        elif any(isinstance(argument, KeywordArgument) for argument in item.args):
            raise LiquidSyntaxError("values have no names", token=item.token)

    def guard(self, expression: Expression) -> Guard:
        if isinstance(expression, Path):
            return Guard(holds=frozenset({self.path(expression)}) & NAMES)
        if isinstance(expression, logical.LogicalAndExpression | logical.LogicalOrExpression):
            left, right = self.guard(expression.left), self.guard(expression.right)
            if isinstance(expression, logical.LogicalAndExpression):
                return Guard(left.holds | right.holds, left.fails & right.fails)
            return Guard(left.holds & right.holds, left.fails | right.fails)
        if isinstance(expression, logical.NeExpression):
            guard = self.comparison(expression.left, expression.right)
            return Guard(guard.fails, guard.holds)
        if isinstance(expression, logical.EqExpression | logical.ContainsExpression):
            return self.comparison(expression.left, expression.right)
        raise LiquidSyntaxError("a word alone is no condition", token=expression.token)

    def comparison(self, left: Expression, right: Expression) -> Guard:
        """A variable compared with a word or with another variable."""
        if not isinstance(left, Path) or not isinstance(right, Path | StringLiteral):
            raise LiquidSyntaxError("a comparison starts with a variable", token=left.token)
        name = self.path(left)
        if isinstance(right, Path):
            self.path(right)
            return Guard()
        self.statement.compare(name, right.value, right.token.start_index)
        return Guard(holds=frozenset({name}) & NAMES if right.value else NOTHING)

    def when(self) -> None:
        stream = self.tokens(LIST_SIGNS | {kinds.TOKEN_STRING})
        while True:
            word = stream.eat(kinds.TOKEN_STRING)
            self.statement.values.append((word.value, word.start_index))
            if stream.current.kind not in LIST_SIGNS:
                break
            next(stream)
        stream.expect_eos()

    def tokens(self, allowed: frozenset[str]) -> TokenStream:
        """The expression in tokens; raises LiquidSyntaxError for one that is not allowed."""
        tokens = _tokens(self.tag.expression)
        for token in tokens:
            if token.kind not in allowed:
                raise LiquidSyntaxError("not part of the language", token=token)
        return TokenStream(iter(tokens))

    def path(self, path: Path) -> str:
        """Note the use of a variable, or a problem if there is no such variable."""
        start, name = path.token.start_index, str(path)
        if name in NAMES:
            self.statement.uses.append(name)
        else:
            written = WRITTEN_PATH.match(self.tag.expression, start)
            piece = self.tag.part(start, written.end() if written else start)
            self.statement.problems.append(problems.unknown_variable(name, piece))
        return name


@lru_cache(maxsize=256)
def _tokens(expression: str) -> tuple[Token, ...]:
    """An expression in Liquid's tokens: the same few recur in every text."""
    return tuple(tokenize(expression, Token(kinds.TOKEN_EXPRESSION, expression, 0, expression)))
