"""Whatever gettext's own tools read is read, to the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.errors import Report
from clinic_cms.translating.po.parser import parse

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def msgstr(literals: str) -> str:
    report = Report("a.po")
    file = parse(f'{HEADER}msgid "x"\nmsgstr {literals}\n'.encode(), report)
    assert report.mistakes == []
    assert file is not None
    return file.entries[0].msgstr


@pytest.mark.parametrize(
    ("literals", "text"),
    [
        (r'"\a\b\f\n\r\t\v\\\""', '\a\b\f\n\r\t\v\\"'),
        (r'"caf\303\251"', "café"),
        (r'"caf\xc3\xa9"', "café"),
        (r'"\x41\101\0601"', "AA01"),
        (r'"\60"', "0"),
        (r'"Niño \xe4\xb8\xad ú"', "Niño 中 ú"),
        (r'"a\\303"', r"a\303"),
        ('"one " "two"', "one two"),
        ('"one "\n"two "  \n\t"three"', "one two three"),
        ('\n"one "\n"two"', "one two"),
    ],
)
def test_escapes_and_continued_lines_are_read_as_gettext_reads_them(literals, text):
    assert msgstr(literals) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_text_written_in_numbers_alone_is_that_text(text):
    assert msgstr('"' + "".join(f"\\{byte:03o}" for byte in text.encode()) + '"') == text
