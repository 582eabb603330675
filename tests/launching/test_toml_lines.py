"""Every key of a TOML text is found on its line."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.launching.spec.toml_lines import format_path, key_lines

BARE = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True)
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12
)
SCALAR = st.one_of(TEXT, st.integers(-9, 999), st.booleans())
VALUE = st.one_of(
    SCALAR,
    st.lists(SCALAR, max_size=3),
    st.dictionaries(BARE, SCALAR, max_size=3),
    st.lists(st.dictionaries(BARE, SCALAR, min_size=1, max_size=2), max_size=2),
)
TABLE = st.dictionaries(st.one_of(BARE, TEXT.filter(bool)), VALUE, max_size=4)
DOCUMENT = st.dictionaries(
    BARE, st.one_of(TABLE, st.lists(TABLE, min_size=1, max_size=3)), max_size=3
)


class Emitter:
    """Writes a document with decoys in comments, and notes where it put each key."""

    def __init__(self) -> None:
        self.text = ""
        self.lines: dict[tuple, int] = {}

    def here(self, path: tuple) -> None:
        self.lines[path] = self.text.count("\n") + 1

    def document(self, document: dict) -> str:
        for name, value in document.items():
            for index, table in enumerate(value if isinstance(value, list) else [value]):
                path = (name, index) if isinstance(value, list) else (name,)
                header = f"[[{name}]]" if isinstance(value, list) else f"[ {name} ]"
                self.here(path)
                self.lines.setdefault((name,), self.lines[path])
                self.text += f"{header} # decoy = [1, 'two']\n\n"
                for key, part in table.items():
                    self.here((*path, key))
                    self.text += f"  {self.key(key)} = "
                    self.value((*path, key), part)
                    self.text += " # '''\n"
        return self.text

    def key(self, key: str) -> str:
        bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
        return key if bare else json.dumps(key, ensure_ascii=False)

    def value(self, path: tuple, value: object) -> None:
        if isinstance(value, list):
            self.text += "[ # ]\n"
            for index, part in enumerate(value):
                self.here((*path, index))
                self.value((*path, index), part)
                self.text += ",\n"
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for number, (key, part) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.here((*path, key))
                self.text += f"{self.key(key)}="
                self.value((*path, key), part)
            self.text += " }"
        elif isinstance(value, str) and "\n" in value and "'''" not in value:
            self.text += f"'''\n{value}'''" if not value.endswith("'") else json.dumps(value)
        else:
            self.text += json.dumps(value, ensure_ascii=False)


@given(DOCUMENT)
def test_every_key_of_any_document_is_found_on_its_line(document):
    emitter = Emitter()
    source = emitter.document(document)
    assert tomllib.loads(source) == document
    assert key_lines(source).lines == emitter.lines


@pytest.mark.parametrize(
    ("source", "path", "line"),
    [
        ("a.b = 1", ("a", "b"), 1),
        ("\n[a.'b c']\nd=1", ("a", "b c", "d"), 3),
        ("[[a]]\n[[a.b]]\nc=1\n[[a.b]]\nc=2", ("a", 0, "b", 1, "c"), 5),
        ("[[a]]\nx=1\n[a.h]\nmon=[1]\n[[a]]\n[a.h]\nmon=[1]", ("a", 1, "h", "mon"), 7),
        ('a = """x""""\nb = 1', ("b",), 2),
        ('a = "\\"]"\nb = 1', ("b",), 2),
        ("a = 1979-05-27 07:32:00\r\nb = 1", ("b",), 2),
        ("a = [\n  1,\n  2,\n]", ("a", 1), 3),
    ],
)
def test_a_key_is_found_however_it_is_format_path(source, path, line):
    tomllib.loads(source)
    assert key_lines(source).line(path) == line


def test_a_missing_key_has_the_line_of_its_table():
    lines = key_lines("a = 1\n[b]\nc = 2")
    assert lines.line(("b", "missing")) == 2
    assert lines.line(("nowhere",)) == 1


def test_a_path_is_formatted_as_in_an_error_message():
    assert format_path(("locations", 0, "hours", "mon", 1)) == "locations[0].hours.mon[1]"
