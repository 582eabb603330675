"""Finds the line of each key in a TOML file.

`tomllib` gives values without places. This walks over a text that `tomllib` accepts (TOML 1.0) and
notes the line of every key, table and array element, so that a mistake can name it.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple[str | int, ...]
"""The path to a value: ("locations", 0, "phone")."""

BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
STRING_FORMS = (
    # Up to two more quotes may stand right before the closing ones.
    r'"""(?:\\.|[^\\])*?"{3,5}',
    r"'''.*?'{3,5}",
    r'"(?:\\.|[^"\\])*"',
    r"'[^']*'",
)
STRING = re.compile("|".join(STRING_FORMS), re.DOTALL)
SIMPLE_KEY = r'(?:"(?:\\.|[^"\\])*"|\'[^\']*\'|[A-Za-z0-9_-]+)'
DOTTED_KEY = re.compile(rf"{SIMPLE_KEY}(?:[ \t]*\.[ \t]*{SIMPLE_KEY})*")
SCALAR = re.compile(r"[^,\]}#\r\n]*")


@dataclass(frozen=True)
class KeyLines:
    """The lines (from 1) of a file's keys."""

    lines: dict[KeyPath, int]

    def line(self, path: KeyPath, *, missing: int = 1) -> int:
        """Return the line of a path, or of the nearest table around it; `missing` if none is."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return missing


def key_lines(source: str) -> KeyLines:
    """Return the lines of the keys in a text that is valid TOML."""
    scanner = _Scanner(source)
    scanner.document()
    return KeyLines(scanner.lines)


def format_path(path: KeyPath) -> str:
    """Return a path as a person writes it: "locations[0].phone"."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


@dataclass
class _Scanner:
    source: str
    position: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    tables: dict[KeyPath, int] = field(default_factory=dict)
    """How many elements each array of tables has so far."""

    def document(self) -> None:
        table: KeyPath = ()
        self._take(BLANK)
        while self.position < len(self.source):
            many = self._skip("[[")
            if many or self._skip("["):
                table = self._header(many=many)
            else:
                self._pair(table)
            self._take(BLANK)

    def _header(self, *, many: bool) -> KeyPath:
        path: KeyPath = ()
        parts = self._dotted_key()
        for index, part in enumerate(parts):
            path = (*path, part)
            self._note(path)
            if many and index == len(parts) - 1:
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
                self._note(path)
        self._skip("]]" if many else "]")
        return path

    def _pair(self, table: KeyPath) -> None:
        path = table
        for part in self._dotted_key():
            path = (*path, part)
            self._note(path)
        self._skip("=")
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._skip("["):
            index = 0
            while not self._skip("]"):
                if not self._skip(","):
                    self._note((*path, index))
                    self._value((*path, index))
                    index += 1
        elif self._skip("{"):
            while not self._skip("}"):
                if not self._skip(","):
                    self._pair(path)
        elif not self._take(STRING):
            self._take(SCALAR)

    def _dotted_key(self) -> list[str]:
        """Read `a."b c".d`; a key is on one line."""
        self._take(BLANK)
        table: Any = tomllib.loads(f"{self._take(DOTTED_KEY)} = 0")
        parts: list[str] = []
        while isinstance(table, dict):
            ((part, table),) = table.items()
            parts.append(part)
        return parts

    def _skip(self, sign: str) -> bool:
        """Skip blanks and comments, and then a sign; return whether the sign was found."""
        self._take(BLANK)
        is_next = self.source.startswith(sign, self.position)
        self.position += len(sign) if is_next else 0
        return is_next

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Skip what a pattern matches, and return it; "" if nothing matches."""
        match = pattern.match(self.source, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match[0]

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.source.count("\n", 0, self.position) + 1)
