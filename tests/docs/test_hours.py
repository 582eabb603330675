"""docs/launch-a-clinic.md says truly how hours are read."""

import re
from pathlib import Path

import pytest

from clinic_cms.formats.clock_times import UnclearTime
from clinic_cms.formats.opening_hours import read_hours, split_hours

PAGE = Path(__file__).parents[2] / "docs" / "launch-a-clinic.md"


def section():
    return PAGE.read_text(encoding="utf-8").split("## Hours and time zones")[1].split("\n## ")[0]


def rows():
    """The table's examples with what each is read as."""
    table = re.findall(r"^\| (`.+`) \| (.+) \|$", section(), re.MULTILINE)
    return [(text, meaning) for cell, meaning in table for text in re.findall(r'`"(.+?)"`', cell)]


READ = {
    "9:00 to 12:30": ["09:00-12:30"],
    "9:00 to 12:00, and 13:00 to 17:00": ["09:00-12:00", "13:00-17:00"],
    "to 2:00 on the next day": ["20:00-02:00"],
    "to the end of the day": ["18:00-24:00"],
    "the whole day": ["00:00-24:00"],
    "shown so, and never as closed; search engines get no hours for it": ["by appointment"],
    "closed": [],
}


def test_each_example_is_read_as_the_table_says():
    assert {meaning for _text, meaning in rows()} == {*READ}
    for text, meaning in rows():
        assert [read_hours(part) for part in split_hours(text)] == READ[meaning]


def test_the_unclear_example_is_refused():
    (unclear,) = re.findall(r"afternoon \(“(.+?)”\)", section())
    with pytest.raises(UnclearTime):
        read_hours(unclear)
