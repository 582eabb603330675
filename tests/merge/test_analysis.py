import pytest

from clinic_cms.merge import required, variables


def test_variables_come_in_order_of_use_with_repeats() -> None:
    text = (
        "{{ doctor.name }} {% if clinic.url == doctor.name %}{% endif %}"
        "{{ clinic.phone | default: location.phone }}"
    )
    assert variables(text) == [
        "doctor.name",
        "clinic.url",
        "doctor.name",
        "clinic.phone",
        "location.phone",
    ]


def test_a_broken_text_still_shows_the_variables_that_can_be_read() -> None:
    assert variables("{{ clinic.name }} {{ doctor.nam }} {% if %} {{ clinic.url }") == [
        "clinic.name"
    ]


def test_rich_text_has_variables_too() -> None:
    assert variables("<p>{{&nbsp;clinic.name&nbsp;}}</p>", rich=True) == ["clinic.name"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ clinic.url }}",
        "{{ clinic.url | upcase }}",
        "{{ clinic.phone | default: clinic.url }}",
        "{% if clinic.name %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url %}{% else %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url or clinic.name %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url %}{% elsif clinic.name %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url != 'x' %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url == '' %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url == clinic.name %}{{ clinic.url }}{% endif %}",
        "{% unless clinic.url %}{{ clinic.url }}{% endunless %}",
        "{% case clinic.url %}{% when 'x' %}{% else %}{{ clinic.url }}{% endcase %}",
        "{% if clinic.url %}{% endif %}{{ clinic.url }}",
    ],
)
def test_a_fact_is_required_where_its_absence_would_show(text: str) -> None:
    assert "clinic.url" in required([text])


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        "{% if clinic.url %}a{% endif %}",
        "{% if clinic.url %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url and clinic.name %}{{ clinic.url }}{% endif %}",
        "{% if clinic.name %}{% if clinic.url %}{{ clinic.url }}{% endif %}{% endif %}",
        "{% if clinic.name %}{% elsif clinic.url %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url == 'x' or clinic.url contains 'y' %}{{ clinic.url }}{% endif %}",
        "{% if clinic.url != 'x' %}{% else %}{{ clinic.url }}{% endif %}",
        "{% unless clinic.url %}{% else %}{{ clinic.url }}{% endunless %}",
        "{% unless clinic.url %}{% elsif clinic.name %}{{ clinic.url }}{% endunless %}",
        "{% case clinic.url %}{% when 'x', 'y' %}{{ clinic.url }}{% endcase %}",
        "{{ clinic.url | default: 'x' }}",
        "{{ clinic.url | default: clinic.url | default: 'x' }}",
    ],
)
def test_a_guarded_fact_is_not_required(text: str) -> None:
    assert required([text]) == frozenset()


def test_required_facts_of_several_texts_add_up() -> None:
    texts = ["<p>{{ clinic.name }}</p>", "<p>{{ doctor.name }}</p>"]
    assert required(texts, rich=True) == {"clinic.name", "doctor.name"}
