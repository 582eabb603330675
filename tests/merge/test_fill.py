from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace

import pytest
from django.utils.safestring import SafeString

from clinic_cms.merge import BrokenTags, Facts, MissingFact, compile_texts, fill


def filled(text: str, facts: Facts) -> str:
    return fill(text, facts, as_html=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ doctor.pronoun | capitalize }} helps.", "She helps."),
        ("{{ doctor.name | capitalize }}", "Dr. Jane Doe"),
        ("{{ location.city | upcase }}", "FAIRFIELD"),
        ("{{ location.city | downcase }}", "fairfield"),
        ("{{ location.city | default: 'here' }}", "Fairfield"),
        ("a {{- clinic.name -}} b", "aHarbor & Sonsb"),
        ("a {%- if clinic.name -%} b {%- endif -%} c", "abc"),
        ("{% if clinic.name %}a{% else %}b{% endif %}", "a"),
        ("{% unless clinic.name %}a{% else %}b{% endunless %}", "b"),
        ('{% if doctor.gender == "masculine" %}he{% elsif clinic.url %}she{% endif %}', "she"),
        ('{% if doctor.gender != "masculine" %}she{% endif %}', "she"),
        ('{% if location.city contains "field" and doctor.name %}yes{% endif %}', "yes"),
        ("{% if doctor.first_name == doctor.last_name or clinic.url %}yes{% endif %}", "yes"),
        ('{% case doctor.gender %} {% when "feminine", "unspecified" %}f{% endcase %}', "f"),
        ("{%if clinic.name%}{{clinic.name}}{%endif%}", "Harbor & Sons"),
        ("{{\xa0clinic.name\xa0}}", "Harbor & Sons"),
    ],
)
def test_a_text_is_filled(text: str, said: str, facts: Facts) -> None:
    assert filled(text, facts) == said


@pytest.mark.parametrize(
    "text",
    [
        "{% if clinic.url %}{{ clinic.url }}{% endif %}",
        "{% unless clinic.url == 'x' or clinic.name %}{{ clinic.url }}{% endunless %}",
        "{% if clinic.url == 'x' %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url contains 'x' %}{{ clinic.url }}{% endif %}",
        "{{ clinic.url | default: '' }}",
        "{{ clinic.url | upcase | default: '' }}",
        "{{ clinic.url | default: clinic.phone | default: '' }}",
        "{% case clinic.url %}{% when 'x' %}{{ clinic.url }}{% endcase %}",
    ],
)
def test_an_absent_fact_that_is_not_printed_is_not_missing(text: str, bare: Facts) -> None:
    assert filled(text, bare) == ""


def test_all_missing_facts_are_named_at_once(bare: Facts) -> None:
    texts = compile_texts(
        ["{{ clinic.name }} {{ clinic.phone }}"],
        ["<p>{{ doctor.name | upcase }}</p>", "<p>{{ clinic.url | default: location.city }}</p>"],
    )
    with pytest.raises(MissingFact) as caught:
        texts.fill(bare)
    assert caught.value.variables == {"clinic.phone", "doctor.name", "location.city"}
    assert str(caught.value) == "clinic.phone, doctor.name, location.city"


def test_broken_texts_are_refused_with_all_their_problems() -> None:
    with pytest.raises(BrokenTags) as caught:
        compile_texts(["{{ doctor.nam }}", "fine"], ["<p>{{ clinic.nam }}</p>"])
    assert [problem.found for problem in caught.value.problems] == ["doctor.nam", "clinic.nam"]
    assert "doctor.name" in str(caught.value)


def test_filled_texts_keep_their_order(facts: Facts) -> None:
    texts = compile_texts(["a", "{{ location.city }}", ""], ["<p>b</p>"])
    assert texts.fill(facts).plain == ("a", "Fairfield", "")
    assert texts.fill(facts).rich == ("<p>b</p>",)


def test_whitespace_control_stays_inside_its_text(facts: Facts) -> None:
    texts = compile_texts(["a\x1f ", "{{- location.city -}}", " \x1fb"], [])
    assert texts.fill(facts).plain == ("a\x1f ", "Fairfield", " \x1fb")


def test_plain_texts_are_bare_and_rich_texts_are_safe_and_escaped(facts: Facts) -> None:
    texts = compile_texts(["{{ clinic.name }}"], ["<p>{{ clinic.name }}</p>"]).fill(facts)
    assert texts.plain == ("Harbor & Sons",)
    assert texts.rich == ("<p>Harbor &amp; Sons</p>",)
    assert isinstance(texts.rich[0], SafeString)
    assert not isinstance(texts.plain[0], SafeString)


def test_a_fact_cannot_bring_in_tags_of_its_own(facts: Facts) -> None:
    sly = replace(facts, clinic=replace(facts.clinic, name="{{ doctor.name }}"))
    assert filled("{{ clinic.name }}", sly) == "{{ doctor.name }}"


def test_compiled_texts_know_their_variables_and_which_are_required() -> None:
    texts = compile_texts(
        ["{{ clinic.name }}"],
        ["<p>{% if clinic.url %}{{ clinic.url }}{% endif %}</p>", "<p>{{ doctor.name }}</p>"],
    )
    assert texts.variables == {"clinic.name", "clinic.url", "doctor.name"}
    assert texts.required == {"clinic.name", "doctor.name"}


def test_compiled_texts_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        compile_texts([], []).plain = ()  # type: ignore[misc]


def test_threads_share_compiled_texts(facts: Facts) -> None:
    texts = compile_texts(["{{ location.city }}{% if clinic.url %}!{% endif %}"], [])
    cities = [f"City {number}" for number in range(200)]
    many = [replace(facts, location=replace(facts.location, city=city)) for city in cities]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(texts.fill, many))
    assert [result.plain[0] for result in results] == [f"{city}!" for city in cities]
