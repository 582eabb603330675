"""No text may hang or fell the process, whatever an editor pastes."""

import time

import pytest

from clinic_cms.merge import check, required, variables

MOST_SECONDS = 10.0

GIANTS = {
    "open output": "{{ " * 30_000,
    "open statement": "{% " * 30_000,
    "closers": "}}" * 30_000,
    "single braces": "{" * 60_000,
    "single braces with words": "{ doctor.nam } " * 3_000,
    "unknown variables": "{{ doctor.nam }} " * 3_000,
    "different unknown variables": "".join(f"{{{{ doctor.x{n} }}}}" for n in range(2_000)),
    "nested conditions": "{% if clinic.url %}" * 3_000 + "{% endif %}" * 3_000,
    "long name": "{{ " + "x" * 100_000 + " }}",
    "long path": "{{ " + "doctor." * 20_000 + " }}",
    "brackets": "{{ " + "[" * 100_000 + " }}",
    "long condition": "{% if " + "clinic.url and " * 20_000 + "clinic.url %}a{% endif %}",
    "long condition within the limit": "{% if " + "a or " * 98 + "a %}a{% endif %}",
    "huge range": "{% if (1..9999999999) contains 5 %}a{% endif %}",
    "huge loop": "{% for i in (1..99999999) %}a{% endfor %}",
    "huge number": "{{ " + "9" * 450 + " }}",
    "open quotes": "{{ clinic.name | default: '" + "\"'" * 200 + " }}",
    "open elements": "{}" + '<a href="' * 20_000,
    "unclosed elements": "{}" + "<b>" * 5_000 + "{{ clinic.name }}",
    "comments": "{}" + "<!--" * 20_000,
    "entities": "{{ " + "&amp;" * 20_000 + " }}",
    "blanks": "{{" + " " * 100_000 + "}}" + " " * 100_000,
}


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_text_is_checked_in_no_time(name: str, rich: bool) -> None:
    start = time.perf_counter()
    check(GIANTS[name], rich=rich)
    variables(GIANTS[name], rich=rich)
    required([GIANTS[name]], rich=rich)
    assert time.perf_counter() - start < MOST_SECONDS


@pytest.mark.parametrize("name", ["long name", "long condition", "brackets", "entities"])
def test_a_tag_of_endless_length_is_refused(name: str) -> None:
    assert [problem.id for problem in check(GIANTS[name])][:1] == ["clinic_cms.M014"]


def test_a_text_full_of_problems_is_read_no_further() -> None:
    assert len(check(GIANTS["closers"])) == 100


def test_conditions_nest_ten_deep_and_no_deeper() -> None:
    deep = "{% if clinic.url %}" * 10 + "{% endif %}" * 10
    assert check(deep) == []
    assert {problem.id for problem in check("{% if clinic.url %}" + deep + "{% endif %}")} == {
        "clinic_cms.M014"
    }
