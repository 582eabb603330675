from dataclasses import replace

import pytest

from clinic_cms.merge import Facts, fill


def arabic(facts: Facts, **location: object) -> Facts:
    return replace(facts, language="ar", location=replace(facts.location, **location))


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        ("clinic.name", "<bdi>Harbor &amp; Sons</bdi>"),
        ("location.street", "<bdi>12 Harbor Street</bdi>"),
        ("location.postal_code", "<bdi>94533</bdi>"),
        ("location.service_areas", "<bdi>Vacaville</bdi> و<bdi>Dixon</bdi>"),
        ("doctor.pronoun", "هي"),
        ("location.country", "الولايات المتحدة"),
    ],
)
def test_what_runs_against_an_arabic_text_is_kept_apart_in_html(
    facts: Facts, tag: str, html: str
) -> None:
    assert fill(f"{{{{ {tag} }}}}", arabic(facts), as_html=True) == html


def test_plain_texts_hold_no_markup(facts: Facts) -> None:
    text = fill("{{ clinic.name }}: {{ location.service_areas }}", arabic(facts), as_html=False)
    assert text == "Harbor & Sons: Vacaville وDixon"


def test_an_arabic_name_is_kept_apart_in_an_english_text(facts: Facts) -> None:
    named = replace(facts, clinic=replace(facts.clinic, name="عيادة الشفاء"))
    assert fill("{{ clinic.name }}", named, as_html=True) == "<bdi>عيادة الشفاء</bdi>"


def test_markup_in_a_place_is_escaped(facts: Facts) -> None:
    placed = arabic(facts, service_areas=("<b>Bay</b>", "دبي"))
    assert (
        fill("{{ location.service_areas }}", placed, as_html=True)
        == "<bdi>&lt;b&gt;Bay&lt;/b&gt;</bdi> ودبي"
    )


def test_conditions_and_filters_take_such_a_value_for_the_text_it_is(facts: Facts) -> None:
    text = "{% if doctor.gender == 'feminine' %}{{ location.city | upcase }}{% endif %}"
    assert fill(text, arabic(facts), as_html=True) == "FAIRFIELD"
