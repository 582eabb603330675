import pytest

from clinic_cms.merge import Facts, check, fill


def filled(text: str, facts: Facts) -> str:
    assert check(text, rich=True) == []
    return fill(text, facts, as_html=True)


def test_markup_is_left_as_it_is(facts: Facts) -> None:
    text = (
        '<p data-block-key="a1">Ask <a linktype="page" id="3">us</a> &amp; {{ location.city }}</p>'
    )
    assert filled(text, facts) == text.replace("{{ location.city }}", "Fairfield")


@pytest.mark.parametrize(
    "condition",
    [
        "doctor.gender == &quot;feminine&quot;",
        "doctor.gender == &#39;feminine&#39;",
        "doctor.gender&nbsp;== &#x27;feminine&#x27;",
        "doctor.gender &lt;&gt; 'masculine'",
    ],
)
def test_entities_inside_tags_are_decoded(condition: str, facts: Facts) -> None:
    assert filled(f"<p>{{% if {condition} %}}she{{% endif %}}</p>", facts) == "<p>she</p>"


def test_strings_written_in_a_tag_are_escaped_again(bare: Facts) -> None:
    text = "<p>{{ clinic.url | default: '&lt;script&gt;' }}</p>"
    assert filled(text, bare) == "<p>&lt;script&gt;</p>"


def test_a_phone_inside_a_link_is_not_linked_again(facts: Facts) -> None:
    text = '<p><a id="3" linktype="page">Call <b>{{ clinic.phone }}</b></a> {{ clinic.phone }}</p>'
    inside, outside = "<b><bdi>707-555-0142</bdi></b></a>", '<a href="tel:+17075550142"><bdi>'
    assert inside in filled(text, facts)
    assert filled(text, facts).count(outside) == 1


@pytest.mark.parametrize(
    "hollow",
    [
        '<p data-block-key="x1">{% if location.city %}a{% endif %}</p>',
        "<p><b>{% if location.city %}a{% endif %}</b> </p>",
        "<ul><li>{% if location.city %}a{% endif %}</li></ul>",
        "<h2>{% if location.city %}a{% endif %}&nbsp;<br/></h2>",
    ],
)
def test_a_block_that_a_condition_left_empty_disappears(hollow: str, bare: Facts) -> None:
    assert filled(f"<p>a</p>{hollow}<p>b</p>", bare) == "<p>a</p><p>b</p>"


def test_a_list_keeps_its_other_items(bare: Facts) -> None:
    text = "<ul><li>{% if clinic.url %}a{% endif %}</li><li>b</li></ul>"
    assert filled(text, bare) == "<ul><li>b</li></ul>"


def test_empty_paragraphs_of_a_text_without_conditions_stay(facts: Facts) -> None:
    text = "<p></p><p>{{ location.city }}</p>"
    assert filled(text, facts) == "<p></p><p>Fairfield</p>"


def test_sloppy_markup_does_no_harm(facts: Facts) -> None:
    text = "</b><p><b><i>{{ location.city }}</b></i> 1 < 2</p>"
    assert filled(text, facts) == text.replace("{{ location.city }}", "Fairfield")


def test_formatting_inside_a_condition_is_fine(facts: Facts) -> None:
    text = "<p>{% if clinic.url %}a <b>b</b><br/>{% else %}<i>c</i>{% endif %}</p>"
    assert filled(text, facts) == "<p>a <b>b</b><br/></p>"


def test_a_condition_within_formatting_is_fine(facts: Facts) -> None:
    text = "<p><b>x</b><b>{% if clinic.url %}a{% endif %}</b></p>"
    assert filled(text, facts) == "<p><b>x</b><b>a</b></p>"
