"""Whatever is one of other clinics' facts is looked up, and found as if all were known."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.install_facts import InstallFacts
from clinic_cms.facts.fact_check.lookup_keys import anchor_of, anchors_in, key_of_fact
from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.models import ClinicFact
from clinic_cms.models.content_paths import MergeText
from tests.bulk_clinics import PARTS, add_random_clinics

WORDS = st.sampled_from(
    ["Oak", "Élan", "Müller-Söhne", "O’Brien", "St.", "&", "y", "中山牙医", "اللؤلؤة", "đức", "3rd"]
)
FACTS = {
    Kind.NAME: st.lists(WORDS, min_size=2, max_size=5).map(" ".join),
    Kind.STREET: st.lists(
        st.sampled_from(["12", "5b", "Main", "St.", "calle", "N.º", "路"]), min_size=2, max_size=5
    ).map(" ".join),
    Kind.PHONE: st.sampled_from(["+17075550100", "+442079460018", "+33199005500"]),
    Kind.EMAIL: st.sampled_from(["Owner@Oak.example", "a+b@x.oak.example"]),
    Kind.WEBSITE: st.sampled_from(["oak.example", "www.Oak.example", "bücher.example"]),
}
AROUND = st.sampled_from(["{}", "Ask {} today.", "In 2024, 3 {}, 7 days", "<b>{}</b>", "({})"])


def anchors_of(text, *, rich=False):
    return {*anchors_in(Context(plain_text(MergeText("summary", text, rich))))}


@pytest.mark.parametrize("kind", FACTS)
@given(data=st.data())
def test_a_text_with_a_fact_has_its_anchor(kind, data):
    fact = data.draw(FACTS[kind])
    anchor = anchor_of(kind, key_of_fact(kind, fact))
    text = data.draw(AROUND).format(fact)
    if anchor and not fact[0].islower():
        assert anchor in anchors_of(text, rich=text.startswith("<"))


@pytest.mark.parametrize(
    ("target", "anchor"),
    [
        ("tel:+1-707-555-0100", "7075550100"),
        ("mailto:Owner@Oak.example?subject=x", "owner@oak.example"),
        ("https://book.oak.example/now", "oak.example"),
    ],
)
def test_where_links_lead_is_looked_up(target, anchor):
    assert anchor in anchors_of(f'<a href="{target}">here</a>', rich=True)


def test_one_word_and_a_street_without_a_number_are_not():
    assert anchor_of(Kind.NAME, "physio") == ""
    assert anchor_of(Kind.STREET, "rue du lac") == ""


@pytest.fixture
def known(db):
    """All facts of many clinics."""
    add_random_clinics(200)
    known = InstallFacts()
    known.look_up(ClinicFact.objects.values_list("anchor", flat=True))
    return known


def sentences():
    name = st.tuples(*(st.sampled_from(PARTS[part]) for part in ("own", "trade"))).map(" ".join)
    person = st.tuples(*(st.sampled_from(PARTS[part]) for part in ("given", "family"))).map(
        " ".join
    )
    street = st.tuples(st.integers(1, 9999).map(str), st.sampled_from(PARTS["streets"])).map(
        " ".join
    )
    mail = st.integers(0, 250).map(lambda number: f"owner@clinic-{number}.example")
    facts = st.one_of(name, person, street, mail)
    return st.tuples(AROUND, facts).map(lambda parts: parts[0].format(parts[1]))


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_findings_are_those_of_all_facts(known, data):
    places = ClinicFact.objects.filter(kind=Kind.STREET).values_list("key", flat=True)[:50]
    lines = data.draw(st.lists(st.one_of(sentences(), st.sampled_from([*places])), min_size=1))
    texts = [MergeText("summary", "\n".join(lines), False)]
    assert check_texts(texts, language="en-us") == check_texts(texts, language="en-us", known=known)
