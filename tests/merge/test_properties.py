from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.merge import Facts, MissingFact, check, compile_texts, fill, present
from clinic_cms.merge.vocabulary import NAMES

FRAGMENTS = st.sampled_from(
    [
        *sorted(NAMES),
        *("{{", "}}", "{%", "%}", "{", "}", "{{-", "-%}", "|", ".", "'", '"', "==", "!=", "(", "1"),
        *("if", "elsif", "else", "unless", "case", "when", "endif", "endunless", "endcase", "for"),
        *("and", "or", "contains", "default:", "upcase", "feminine", "doctor", " ", "\n", "\xa0"),
        *("<p>", "</p>", "<b>", "</b>", "<br/>", '<a href="x">', "</a>", "&quot;", "&nbsp;", "é"),
        *("{{ clinic.url }}", "{{ doctor.name | upcase }}", "{% endif %}", "{% else %}"),
        *("{% if clinic.url %}", "{% unless clinic.phone %}", "{% endunless %}", "{% endcase %}"),
        *("{% case doctor.gender %}", "{% when 'feminine' %}", "{{ clinic.url | default: 'x' }}"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(FRAGMENTS, max_size=12).map("".join))


@given(TEXTS, st.booleans())
def test_checking_never_raises_and_finds_what_it_quotes(text: str, rich: bool) -> None:
    problems = check(text, rich=rich)
    assert all(text.startswith(problem.found, problem.position) for problem in problems)
    assert all(problem.found and problem.message for problem in problems)
    assert [p.position for p in problems] == sorted(p.position for p in problems)


@given(st.text().filter(lambda text: "{" not in text and "}" not in text))
def test_a_text_without_braces_comes_back_byte_for_byte(facts: Facts, text: str) -> None:
    assert check(text) == []
    assert fill(text, facts, as_html=False) == text


@given(TEXTS, st.booleans())
def test_a_text_without_problems_is_filled_or_lacks_a_required_fact(
    facts: Facts, bare: Facts, text: str, rich: bool
) -> None:
    if check(text, rich=rich):
        return
    texts = compile_texts(*(((), (text,)) if rich else ((text,), ())))
    texts.fill(facts)
    try:
        texts.fill(bare)
    except MissingFact as missing:
        lacking = missing.variables
    else:
        lacking = frozenset()
    assert lacking <= texts.required - present(bare)
    assert lacking <= texts.variables


@given(st.sampled_from(sorted(NAMES)), st.text(alphabet="<>\"'&a ", min_size=1))
def test_no_fact_brings_markup_into_html(facts: Facts, name: str, noise: str) -> None:
    hostile = f"{noise}<script>alert('{noise}')</script>"
    injected = replace(
        facts,
        clinic=replace(
            facts.clinic,
            name=hostile,
            phone=hostile,
            url=hostile,
            appointment_url="https://" + hostile,
        ),
        doctor=replace(
            facts.doctor,
            **dict.fromkeys(
                ("honorific", "name", "first_name", "last_name", "credentials"), hostile
            ),
            gender=hostile,
        ),
        location=replace(
            facts.location,
            **dict.fromkeys(("street", "city", "region", "postal_code", "phone"), hostile),
            service_areas=(hostile, hostile),
        ),
    )
    for text in (f"<p>{{{{ {name} }}}}</p>", f"<p>{{{{ {name} | upcase }}}}</p>"):
        html = fill(text, injected, as_html=True)
        assert "<script" not in html.lower()
        assert html.count("<") in (2, 6)  # a paragraph, and a link with bdi
