"""Reads a whole text: its tags, how its conditions nest, and which facts it cannot do without."""

from dataclasses import dataclass, field
from typing import Self

from clinic_cms.merge import problems
from clinic_cms.merge.liquid import BRANCH_TAGS, OPENING_TAGS
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.scanner import Flaw, Piece, Tag, has_signs, scan
from clinic_cms.merge.tag_parser import NOTHING, Statement, read

MAX_DEPTH = 10
MAX_PROBLEMS = 100  # a text with more of them is read no further
ENDS = frozenset(OPENING_TAGS.values())


@dataclass(slots=True)
class _Condition:
    """An open ``if``, ``unless`` or ``case``, at one of its branches.

    The variables of ``known`` have a value inside this branch; those of ``failed`` have one because
    no branch before it applied.
    """

    statement: Statement
    known: frozenset[str] = NOTHING
    failed: frozenset[str] = NOTHING
    listening: bool = True  # false between `case` and its first `when`
    finished: bool = False  # its `else` was met

    @classmethod
    def opened_by(cls, statement: Statement) -> Self:
        guard = statement.guard
        if statement.tag.name == "unless":
            return cls(statement, guard.fails, guard.holds)
        return cls(statement, guard.holds, guard.fails, statement.tag.name != "case")

    @property
    def name(self) -> str:
        return self.statement.tag.name

    def takes(self, branch: str) -> bool:
        return self.name in BRANCH_TAGS[branch] and not self.finished

    def enter(self, branch: Statement) -> None:
        if branch.tag.name == "when":
            words = [value for value, _start in branch.values]
            self.known = frozenset(self.statement.uses) if words and all(words) else NOTHING
        else:
            self.known = self.failed | branch.guard.holds
            self.failed |= branch.guard.fails
        self.listening = True
        self.finished = branch.tag.name == "else"


@dataclass(slots=True)
class Reading:
    """A text, read: its pieces, its statements in order, and every problem in order."""

    text: str
    pieces: list[Piece]
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    required: set[str] = field(default_factory=set)

    @property
    def has_conditions(self) -> bool:
        return any(isinstance(piece, Tag) and piece.name for piece in self.pieces)

    @property
    def variables(self) -> list[str]:
        """The variables that it names, in order and as often as it does."""
        return [name for statement in self.statements for name in statement.uses]


def read_text(text: str, *, rich: bool) -> Reading:
    """Read a whole text; never raises, however broken it is."""
    if not has_signs(text):
        return Reading(text, [Piece(text, 0)])
    walker = _Walker(rich, Reading(text, scan(text, rich=rich)))
    for piece in walker.reading.pieces:
        if len(walker.reading.problems) >= MAX_PROBLEMS:
            break
        walker.visit(piece)
    walker.leave_block()
    walker.reading.problems.sort(key=lambda problem: problem.position)
    return walker.reading


@dataclass(slots=True)
class _Walker:
    rich: bool
    reading: Reading
    block: int = 0
    conditions: list[_Condition] = field(default_factory=list)
    # Conditions reported as left open, and unknown tags: their ends are not reported as well.
    reported: set[str] = field(default_factory=set)

    def report(self, *found: Problem) -> None:
        self.reading.problems.extend(found)

    def visit(self, piece: Piece) -> None:
        if isinstance(piece, Flaw):
            self.report(problems.flaw(piece, self.reading.text))
        elif isinstance(piece, Tag):
            self.visit_tag(piece)
        else:
            self.report(*problems.single_braces(piece))
            self.refuse_lost(piece)

    def visit_tag(self, tag: Tag) -> None:
        if tag.block != self.block:
            self.leave_block()
            self.block = tag.block
        statement = read(tag)
        self.reading.statements.append(statement)
        if tag.is_output:
            self.output(statement)
        elif tag.name in OPENING_TAGS:
            self.opening(statement)
        elif tag.name in BRANCH_TAGS:
            self.branch(statement)
        elif tag.name in ENDS:
            self.end(tag)
        elif tag.name.removeprefix("end") in self.reported:
            return
        else:
            self.reported.add(tag.name)
        self.report(*statement.problems)

    def leave_block(self) -> None:
        for condition in self.conditions:
            tag = condition.statement.tag
            self.report(problems.unclosed_condition(tag, rich=self.rich))
            self.reported.add(tag.name)
        self.conditions.clear()

    def refuse_lost(self, piece: Piece) -> None:
        if self.conditions and not self.conditions[-1].listening and piece.text.strip():
            self.report(problems.lost_text(piece))

    def output(self, statement: Statement) -> None:
        self.refuse_lost(statement.tag)
        known = NOTHING.union(*(condition.known for condition in self.conditions))
        self.reading.required |= statement.printed - known

    def opening(self, statement: Statement) -> None:
        self.refuse_lost(statement.tag)
        if len(self.conditions) == MAX_DEPTH:
            self.report(problems.too_deep(statement.tag, MAX_DEPTH))
        self.conditions.append(_Condition.opened_by(statement))

    def branch(self, statement: Statement) -> None:
        tag = statement.tag
        condition = self.conditions[-1] if self.conditions else None
        if condition is None or not condition.takes(tag.name):
            self.misplaced(tag, condition)
            return
        self.compare_formatting(condition, tag)
        condition.enter(statement)
        for value, start in statement.values:
            for name in condition.statement.uses:
                statement.compare(name, value, start)

    def end(self, tag: Tag) -> None:
        condition = self.conditions.pop() if self.conditions else None
        if condition is None or OPENING_TAGS[condition.name] != tag.name:
            self.misplaced(tag, condition)
        else:
            self.compare_formatting(condition, tag)

    def misplaced(self, tag: Tag, condition: _Condition | None) -> None:
        openers = BRANCH_TAGS.get(tag.name, (tag.name.removeprefix("end"),))
        if condition is not None or self.reported.isdisjoint(openers):
            opened = condition.name if condition else ""
            self.report(problems.misplaced(tag, openers, opened))

    def compare_formatting(self, condition: _Condition, tag: Tag) -> None:
        if condition.statement.tag.inline != tag.inline:
            self.report(problems.formatting_across(tag))
