import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.merge import compare

AREAS = "{% if location.service_areas %}We serve {{ location.service_areas }}.{% endif %}"


def ids(source: str, translation: str, *, rich: bool = False) -> list[str]:
    problems = compare(source, translation, rich=rich)
    return [problem.id.removeprefix("clinic_cms.") for problem in problems]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Call {{ clinic.phone }}.", "Llame al {{ clinic.phone }}."),
        ("{{ clinic.name }}, {{ clinic.phone }}", "{{clinic.phone}} · {{clinic.name}}"),
        ("Ask {{ doctor.name }}; {{ doctor.pronoun }} knows.", "Pregunte a {{ doctor.name }}."),
        ("{{ doctor.pronoun | capitalize }} helps.", "{{ doctor.name }} ayuda."),
        ("{{ doctor.name }} helps.", "{{ doctor.name }}: {{ doctor.pronoun }} ayuda."),
        (
            "Ask {{ doctor.name }}.",
            "Ask {% if doctor.gender == 'feminine' %}a la{% else %}al{% endif %} {{ doctor.name }}",
        ),
        ("We help.", f"Ayudamos. {AREAS}"),
        (AREAS, "{% if location.service_areas %}También {{ location.service_areas }}.{% endif %}"),
    ],
)
def test_a_faithful_translation_has_no_problems(source: str, translation: str) -> None:
    assert compare(source, translation) == []


def test_a_missing_tag_is_reported_with_its_place_in_the_source() -> None:
    [problem] = compare("Call {{ clinic.phone }} now.", "Llame ahora.")

    assert problem.id == "clinic_cms.M016"
    assert (problem.found, problem.position) == ("{{ clinic.phone }}", 5)
    assert "{{ clinic.phone }}" in problem.message


def test_an_added_tag_is_reported_with_its_place_in_the_translation() -> None:
    [problem] = compare("Call us.", "Llame al {{ clinic.phone }}.")

    assert problem.id == "clinic_cms.M017"
    assert (problem.found, problem.position) == ("{{ clinic.phone }}", 9)


def test_a_lost_condition_is_reported_as_such() -> None:
    [problem] = compare(AREAS, "Servimos {{ location.service_areas }}.")

    assert "is inside a condition in the original" in problem.message


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Call {{ clinic.phone }}.", "Llame al {{ clinica.telefono }}.", ["M001"]),
        ("Call {{ clinic.phone }}.", "Llame al {{ clinic.phone }.", ["M005"]),
        ("Call {{ clinic.phone }}.", "Llame al { clinic.phone }.", ["M007"]),
        (AREAS, "Servimos {{ location.service_areas }}.", ["M017"]),
        (AREAS, "Servimos muchos lugares.", ["M016"]),
        (
            "Call {{ clinic.phone }}.",
            "{% if clinic.phone %}Llame.{% endif %}",
            ["M016"],
        ),
        ("Ask {{ doctor.name }}.", "Pregunte en {{ location.place }}.", ["M016", "M017"]),
    ],
)
def test_how_a_translation_differs_is_reported(source, translation, expected) -> None:
    assert ids(source, translation) == expected


def test_entities_and_markup_of_formatted_text_are_read_as_it_reads_them() -> None:
    source = "<p>{% if doctor.gender == &quot;feminine&quot; %}Her{% else %}His{% endif %}</p>"

    assert compare(source, "<p>Su consulta</p>", rich=True) == []
    assert ids("Call {{ clinic.phone }}", "Llame {{ <b>clinic.phone</b> }}", rich=True) == ["M010"]


@given(st.text(alphabet="{}% abc.|'\"<>&;", max_size=60), st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_comparison(source: str, translation: str) -> None:
    for rich in (False, True):
        for problem in compare(source, translation, rich=rich):
            assert problem.message
        # A text never differs from itself but for its own faults.
        assert not {"M016", "M017"} & set(ids(source, source, rich=rich))
