"""Finds the line of each key in a TOML file.

`tomllib` gives values without places. This walks over a text that `tomllib` accepts (TOML 1.0) and
notes the line of every key, table and array element, so that a mistake can name it.
"""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""The path to a value: ("locations", 0, "phone")."""

BLANK = " \t\r\n"
ENDS_OF_VALUE = ",]}#\r\n"
QUOTES = ('"""', "'''", '"', "'")


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
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


@dataclass
class _Scanner:
    source: str
    position: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    tables: dict[KeyPath, int] = field(default_factory=dict)
    """How many elements each array of tables has so far."""

    def __post_init__(self) -> None:
        self._starts = [0, *(i + 1 for i, char in enumerate(self.source) if char == "\n")]

    def document(self) -> None:
        table: KeyPath = ()
        while self._skip_blank():
            if self._at("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        start = self.position
        many = self._at("[[")
        self.position += 2 if many else 1
        path: KeyPath = ()
        parts = self._dotted_key()
        for index, part in enumerate(parts):
            path = (*path, part)
            self._note(path, start)
            if many and index == len(parts) - 1:
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
                self._note(path, start)
        self._skip_blank()
        self.position += 2 if many else 1
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self.position
        path = table
        for part in self._dotted_key():
            path = (*path, part)
            self._note(path, start)
        self._skip_blank()
        self.position += 1  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip_blank()
        if self._at("["):
            self._array(path)
        elif self._at("{"):
            self._inline_table(path)
        elif self.source[self.position] in "\"'":
            self._string()
        else:
            while self._more() and self.source[self.position] not in ENDS_OF_VALUE:
                self.position += 1

    def _array(self, path: KeyPath) -> None:
        self.position += 1
        index = 0
        while self._skip_blank() and not self._at("]"):
            if self._at(","):
                self.position += 1
                continue
            self._note((*path, index), self.position)
            self._value((*path, index))
            index += 1
        self.position += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.position += 1
        while self._skip_blank() and not self._at("}"):
            if self._at(","):
                self.position += 1
            else:
                self._pair(path)
        self.position += 1

    def _dotted_key(self) -> list[str]:
        """Read `a."b c".d`, up to the equals sign or the bracket."""
        parts = [self._simple_key()]
        while self._skip_blank() and self._at("."):
            self.position += 1
            parts.append(self._simple_key())
        return parts

    def _simple_key(self) -> str:
        self._skip_blank()
        start = self.position
        if self.source[start] in "\"'":
            self._string()
            return str(tomllib.loads(f"key = {self.source[start : self.position]}")["key"])
        while self._more() and self.source[self.position] not in f"{BLANK}.=]":
            self.position += 1
        return self.source[start : self.position]

    def _string(self) -> None:
        quote = next(quote for quote in QUOTES if self._at(quote))
        self.position += len(quote)
        while not self._at(quote):
            self.position += 2 if quote[0] == '"' and self._at("\\") else 1
        self.position += len(quote)
        if len(quote) > 1:  # up to two more quotes may stand right before the closing ones
            while self._at(quote[0]):
                self.position += 1

    def _skip_blank(self) -> bool:
        """Go past white space and comments; return whether anything is left."""
        while self._more():
            if self._at("#"):
                end = self.source.find("\n", self.position)
                self.position = len(self.source) if end < 0 else end
            elif self.source[self.position] in BLANK:
                self.position += 1
            else:
                return True
        return False

    def _note(self, path: KeyPath, position: int) -> None:
        self.lines.setdefault(path, bisect_right(self._starts, position))

    def _at(self, text: str) -> bool:
        return self.source.startswith(text, self.position)

    def _more(self) -> bool:
        return self.position < len(self.source)
