"""Reads one merge tag: the variables it uses, what it prints, what its condition guarantees.

The grammar is smaller than Liquid's: an output is a variable with filters, a condition is made of
variables and of comparisons with quoted words. Numbers, ranges, lists, ``nil`` or ``blank`` have no
use in a text and would only bring surprises, endless loops among them.
"""

import re
from dataclasses import dataclass, field

from liquid import Token, TokenStream
from liquid.builtin.expressions import (
    BooleanExpression,
    FilteredExpression,
    KeywordArgument,
    Path,
    StringLiteral,
    tokenize,
)
from liquid.builtin.expressions.filtered import Filter
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    NeExpression,
)
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression
from liquid.token import (
    TOKEN_AND,
    TOKEN_COLON,
    TOKEN_COMMA,
    TOKEN_CONTAINS,
    TOKEN_DOT,
    TOKEN_EQ,
    TOKEN_EXPRESSION,
    TOKEN_LG,
    TOKEN_NE,
    TOKEN_OR,
    TOKEN_PIPE,
    TOKEN_STRING,
    TOKEN_WORD,
)

from clinic_cms.merge import problems
from clinic_cms.merge.facts import GENDERS
from clinic_cms.merge.liquid import FILTERS, PLAIN, TAGS
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.scanner import Kind, Tag
from clinic_cms.merge.vocabulary import NAMES

MAX_LENGTH = 500  # characters of one tag; also bounds the parser's recursion
VALUE_SIGNS = frozenset({TOKEN_WORD, TOKEN_DOT, TOKEN_STRING})
OUTPUT_SIGNS = VALUE_SIGNS | {TOKEN_PIPE, TOKEN_COLON}
WHEN_SIGNS = frozenset({TOKEN_STRING, TOKEN_COMMA, TOKEN_OR})
CONDITION_SIGNS = VALUE_SIGNS | {
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_EQ,
    TOKEN_NE,
    TOKEN_LG,
    TOKEN_CONTAINS,
}
WRITTEN_PATH = re.compile(r"[\w-]+\??(?:\s*\.\s*[\w-]+\??)*")
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Use:
    """A variable named in a tag, at an offset into the text as given."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Guard:
    """The variables sure to have a value where a condition holds, and where it fails."""

    holds: frozenset[str] = NOTHING
    fails: frozenset[str] = NOTHING


@dataclass(slots=True)
class Statement:
    """A tag that was read.

    ``printed`` are the variables that it cannot do without; ``values`` are the words of a
    ``when``, each with its offset in the tag's expression.
    """

    tag: Tag
    uses: list[Use] = field(default_factory=list)
    printed: frozenset[str] = NOTHING
    guard: Guard = field(default_factory=Guard)
    values: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def compare(self, name: str, value: str, start: int, text: str) -> None:
        """Note where a variable with few values is compared with another one."""
        if name == "doctor.gender" and value not in GENDERS:
            position = self.tag.at(start)
            found = text[position : self.tag.at(start + len(value) + 2)]
            self.problems.append(problems.unknown_gender(value, found, position))


def read(tag: Tag, text: str) -> Statement:
    """Read a tag of ``text``; never raises, what is wrong is among the ``problems``."""
    reader = _Reader(tag, text)
    found = text[tag.start : tag.end]
    if len(tag.expression) > MAX_LENGTH:
        reader.statement.problems.append(problems.too_long(found, tag.start, MAX_LENGTH))
        return reader.statement
    try:
        reader.read()
    except LiquidSyntaxError:
        if tag.expression.startswith("{") and text.startswith("}", tag.end):
            found += "}"  # the three braces of other systems
        reader.statement.problems.append(problems.syntax(tag, found))
    return reader.statement


class _Reader:
    def __init__(self, tag: Tag, text: str) -> None:
        self.tag, self.text = tag, text
        self.statement = Statement(tag)

    def read(self) -> None:
        name = self.tag.name
        if self.tag.kind is Kind.OUTPUT:
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
            found = self.text[self.tag.start : self.tag.end]
            self.statement.problems.append(problems.unknown_tag(self.tag, found))
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
            position = self.tag.at(item.token.start_index)
            found = self.text[position : position + len(item.name)]
            self.statement.problems.append(problems.unknown_filter(found, position))
        elif len(item.args) != (1 if item.name == "default" else 0):
            raise LiquidSyntaxError("only default takes a value, and one", token=item.token)
        elif any(isinstance(argument, KeywordArgument) for argument in item.args):
            raise LiquidSyntaxError("values have no names", token=item.token)

    def guard(self, expression: Expression) -> Guard:
        if isinstance(expression, Path):
            return Guard(holds=frozenset({self.path(expression)}) & NAMES)
        if isinstance(expression, LogicalAndExpression | LogicalOrExpression):
            left, right = self.guard(expression.left), self.guard(expression.right)
            if isinstance(expression, LogicalAndExpression):
                return Guard(left.holds | right.holds, left.fails & right.fails)
            return Guard(left.holds & right.holds, left.fails | right.fails)
        if isinstance(expression, NeExpression):
            guard = self.comparison(expression.left, expression.right)
            return Guard(guard.fails, guard.holds)
        if isinstance(expression, EqExpression | ContainsExpression):
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
        self.statement.compare(name, right.value, right.token.start_index, self.text)
        return Guard(holds=frozenset({name}) & NAMES if right.value else NOTHING)

    def when(self) -> None:
        stream = self.tokens(WHEN_SIGNS)
        while True:
            word = stream.eat(TOKEN_STRING)
            self.statement.values.append((word.value, word.start_index))
            if stream.current.kind not in (TOKEN_COMMA, TOKEN_OR):
                break
            next(stream)
        stream.expect_eos()

    def tokens(self, allowed: frozenset[str]) -> TokenStream:
        """The expression in tokens; raises LiquidSyntaxError for one that is not allowed."""
        expression = self.tag.expression
        tokens = list(tokenize(expression, Token(TOKEN_EXPRESSION, expression, 0, expression)))
        for token in tokens:
            if token.kind not in allowed:
                raise LiquidSyntaxError("not part of the language", token=token)
        return TokenStream(iter(tokens))

    def path(self, path: Path) -> str:
        """Note the use of a variable, or a problem if there is no such variable."""
        start, name = path.token.start_index, str(path)
        position = self.tag.at(start)
        if name in NAMES:
            self.statement.uses.append(Use(name, position))
        else:
            written = WRITTEN_PATH.match(self.tag.expression, start)
            end = self.tag.at(written.end() if written else start)
            found = self.text[position:end]
            self.statement.problems.append(problems.unknown_variable(name, found, position))
        return name
