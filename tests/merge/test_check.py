import pytest

from clinic_cms.merge import Problem, check


def only(text: str, *, rich: bool = False) -> Problem:
    [problem] = check(text, rich=rich)
    assert text.startswith(problem.found, problem.position)
    return problem


def ids(text: str, *, rich: bool = False) -> list[str]:
    return [problem.id.removeprefix("clinic_cms.") for problem in check(text, rich=rich)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Costs {50} to 100% of it.",
        "{}",
        "Fact: {see below}",
        "{{ clinic.name }} } {",
        '{% if doctor.gender == "feminine" %}she{% endif %}',
        "{% case doctor.gender %}\n{% when 'feminine' or 'unspecified' %}a{% else %}b{% endcase %}",
    ],
)
def test_a_good_text_has_no_problems(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("doctor.nam", "doctor.name"),
        ("docter.name", "doctor.name"),
        ("Doctor.Name", "doctor.name"),
        ("doctor_name", "doctor.name"),
        ("doctor . nam", "doctor.name"),
        ("doctor.first-name", "doctor.first_name"),
        ("doctor.surname", "doctor.last_name"),
        ("doctor.shortname", "doctor.short_name"),
        ("practitioner.formal_name", "doctor.short_name"),
        ("doctor.name.size", "doctor.name"),
        ("doctor.phone", "clinic.phone"),
        ("practice.zip", "location.postal_code"),
        ("name", "clinic.name"),
        ("phone", "clinic.phone"),
        ("fone", "clinic.phone"),
        ("city", "location.city"),
        ("doctor", ""),
        ("zzz", ""),
        ("zzz.zzzzz", ""),
    ],
)
def test_an_unknown_variable_names_the_nearest(written: str, meant: str) -> None:
    problem = only(f"Ask {{{{ {written} }}}}!")
    assert (problem.id, problem.found) == ("clinic_cms.M001", written)
    assert (problem.position, problem.suggestion) == (7, meant)
    assert meant in problem.message


def test_a_bare_name_offers_every_variable_it_may_mean() -> None:
    assert "“clinic.name” or “doctor.name”" in only("{{ name }}").message


@pytest.mark.parametrize(
    ("written", "meant"),
    [("upper", "upcase"), ("capitalise", "capitalize"), ("zzzzzz", "")],
)
def test_an_unknown_filter_names_the_nearest(written: str, meant: str) -> None:
    problem = only(f"{{{{ clinic.name | {written} }}}}")
    assert (problem.id, problem.found) == ("clinic_cms.M002", written)
    assert (problem.position, problem.suggestion) == (17, meant)


@pytest.mark.parametrize(
    "tag",
    ["for", "assign x = 1", "include 'x'", "capture", "comment", "raw", "render 'x'", "doc", "# a"],
)
def test_other_tags_of_liquid_are_not_available(tag: str) -> None:
    assert ids(f"{{% {tag} %}}") == ["M003"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{% elseif clinic.url %}", "{% elsif clinic.url %}"),
        ("{% iff clinic.url %}", "{% if clinic.url %}"),
        ("{% clinic.name %}", "{{ clinic.name }}"),
        ("{% %}", ""),
    ],
)
def test_an_unknown_tag_names_the_nearest(written: str, meant: str) -> None:
    problem = only(written)
    assert (problem.id, problem.suggestion) == ("clinic_cms.M003", meant)


def test_the_end_of_an_unknown_tag_is_no_second_problem() -> None:
    assert ids("{% for i in (1..99999999) %}a{% endfor %}") == ["M003"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ }}", ""),
        ("{{ 5 }}", ""),
        ("{{{ doctor.name }}}", "{{ doctor.name }}"),
        ("{{ 'text' }}", ""),
        ("{{ doctor name }}", "{{ doctor.name }}"),
        ("{{ doctor['name'] }}", "{{ doctor.name }}"),
        ("{{ doctor.name | }}", "{{ doctor.name }}"),
        ("{{ doctor.name | default }}", "{{ doctor.name }}"),
        ("{{ doctor.name | upcase: 'a' }}", "{{ doctor.name }}"),
        ("{{ doctor.name | default: allow: 'a' }}", "{{ doctor.name }}"),
        ("{{ if clinic.url }}", "{% if clinic.url %}"),
        ("{% if clinic.url = 'x' %}{% endif %}", "{% if clinic.url == 'x' %}"),
        ("{% if clinic.url && clinic.name %}{% endif %}", "{% if clinic.url and clinic.name %}"),
        ("{% if clinic.url || clinic.name %}{% endif %}", "{% if clinic.url or clinic.name %}"),
        ("{% if clinic.url = “x” %}{% endif %}", '{% if clinic.url == "x" %}'),
        ("{% if %}{% endif %}", ""),
        ("{% if 'x' %}{% endif %}", ""),
        ("{% if 'x' == clinic.url %}{% endif %}", ""),
        ("{% if clinic.url == 5 %}{% endif %}", ""),
        ("{% if clinic.url == blank %}{% endif %}", ""),
        ("{% if not clinic.url %}{% endif %}", ""),
        ("{% if (clinic.url) %}{% endif %}", ""),
        ("{% if (1..9999999999) contains 5 %}{% endif %}", ""),
        ("{% if clinic.url %}{% else clinic.name %}{% endif %}", ""),
        ("{% case clinic.url or clinic.name %}{% endcase %}", ""),
        ("{% case doctor.gender %}{% when feminine %}{% endcase %}", ""),
        ("{% case doctor.gender %}{% when 'feminine' 'masculine' %}{% endcase %}", ""),
    ],
)
def test_a_tag_that_cannot_be_read_shows_what_to_write(written: str, meant: str) -> None:
    problem = only(written)
    assert (problem.id, problem.suggestion) == ("clinic_cms.M004", meant)


@pytest.mark.parametrize(
    ("written", "found", "meant"),
    [
        ("Ask {{ doctor.name }.", "{{ doctor.name }", "{{ doctor.name }}"),
        ("Ask {{ doctor.name %}.", "{{ doctor.name %}", "{{ doctor.name }}"),
        ("Ask {% if clinic.url }.", "{% if clinic.url }", "{% if clinic.url %}"),
        ("Ask {{ doctor.name", "{{ doctor.name", ""),
        ("Ask {{ doctor.name {{ clinic.name }}", "{{ doctor.name ", ""),
    ],
)
def test_an_unclosed_tag_is_shown(written: str, found: str, meant: str) -> None:
    problem = only(written)
    assert (problem.id, problem.position) == ("clinic_cms.M005", 4)
    assert (problem.found, problem.suggestion) == (found, meant)


@pytest.mark.parametrize(
    ("written", "found", "meant"),
    [
        ("Ask { doctor.name }}", "{ doctor.name }}", "{{ doctor.name }}"),
        ("Ask { them }}", "}}", ""),
        ("Ask }} them", "}}", ""),
        ("Ask %} them", "%}", ""),
    ],
)
def test_a_stray_closing_sign_is_shown(written: str, found: str, meant: str) -> None:
    problem = only(written)
    assert problem.id == "clinic_cms.M006"
    assert (problem.found, problem.suggestion) == (found, meant)


@pytest.mark.parametrize("written", ["{doctor.name}", "{ doctor.nam }", "{Doctor name}", "{name}"])
def test_single_braces_around_a_variable_are_a_slip(written: str) -> None:
    problem = only(f"Ask {written}.")
    assert (problem.id, problem.found) == ("clinic_cms.M007", written)
    assert problem.suggestion in {"{{ doctor.name }}", "{{ clinic.name }}"}


@pytest.mark.parametrize("opened", ["if clinic.url", "unless clinic.url", "case doctor.gender"])
def test_a_condition_closes_in_its_field(opened: str) -> None:
    problem = only(f"a {{% {opened} %}}")
    assert (problem.id, problem.position) == ("clinic_cms.M008", 2)
    assert f"{{% end{opened.split()[0]} %}}" in problem.message


@pytest.mark.parametrize("boundary", ["</p><p>", "</li><li>", "<hr/>", "</h2><p>", "<embed/>"])
def test_a_condition_closes_in_its_paragraph(boundary: str) -> None:
    text = f"<p>{{% if clinic.url %}}a{boundary}{{% else %}}b{{% endif %}}</p>"
    problem = only(text, rich=True)
    assert (problem.id, problem.position) == ("clinic_cms.M008", 3)
    assert "same paragraph" in problem.message


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("{% endif %}", "{% endif %}", ""),
        ("{% else %}", "{% else %}", ""),
        ("{% if clinic.url %}{% endunless %}", "{% endunless %}", "{% endif %}"),
        ("{% if clinic.url %}{% else %}{% elsif clinic.name %}{% endif %}", None, ""),
        ("{% if clinic.url %}{% when 'a' %}{% endif %}", "{% when 'a' %}", ""),
    ],
)
def test_a_misplaced_tag_is_shown(text: str, found: str | None, meant: str) -> None:
    problem = only(text)
    assert (problem.id, problem.suggestion) == ("clinic_cms.M009", meant)
    assert problem.found == (found or "{% elsif clinic.name %}")


@pytest.mark.parametrize(
    "text",
    ["<p>{{ doc<b>tor.name</b> }}</p>", "<p>{<b>{ doctor.name }</b>}</p>"],
)
def test_a_tag_split_by_formatting_is_a_problem(text: str) -> None:
    assert ids(text, rich=True) in (["M010"], ["M007"])


def test_a_formatted_tag_is_offered_without_its_formatting() -> None:
    problem = only("<p>Ask {{ doc<b>tor.name</b> }}</p>", rich=True)
    assert (problem.id, problem.suggestion) == ("clinic_cms.M010", "{{ doctor.name }}")
    assert (problem.position, problem.found) == (7, "{{ doc<b>tor.name</b> }}")


@pytest.mark.parametrize("address", ["{{ clinic.url }}", "{% if clinic.url %}", "x }}"])
def test_a_tag_inside_an_attribute_is_a_problem(address: str) -> None:
    problem = only(f'<p><a href="{address}">x</a></p>', rich=True)
    assert (problem.id, problem.position) == ("clinic_cms.M011", 3)


@pytest.mark.parametrize(
    "text",
    [
        "<p>{% if clinic.url %}<b>a{% endif %}</b></p>",
        "<p><b>{% if clinic.url %}a</b><b>b{% endif %}</b></p>",
        "<p>{% if clinic.url %}<b>a{% else %}b</b>{% endif %}</p>",
    ],
)
def test_formatting_does_not_cross_a_condition(text: str) -> None:
    assert ids(text, rich=True) == ["M012"]


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("{% if doctor.gender == 'female' %}{% endif %}", "'female'", '"feminine"'),
        ('{% if doctor.gender != "M" %}{% endif %}', '"M"', '"masculine"'),
        ("{% if doctor.gender contains 'zz' %}{% endif %}", "'zz'", ""),
        ("{% case doctor.gender %}{% when 'masculin' %}{% endcase %}", "'masculin'", '"masculine"'),
    ],
)
def test_a_gender_that_does_not_exist_is_a_problem(text: str, found: str, meant: str) -> None:
    problem = only(text)
    assert problem.id == "clinic_cms.M013"
    assert (problem.found, problem.suggestion) == (found, meant)


def test_a_word_in_a_tag_of_rich_text_is_found_where_it_stands() -> None:
    problem = only("<p>{% if doctor.gender == &quot;f&quot; %}a{% endif %}</p>", rich=True)
    assert (problem.position, problem.found) == (26, "&quot;f&quot;")


@pytest.mark.parametrize("lost", ["text", "{{ clinic.name }}", "{% if clinic.url %}{% endif %}"])
def test_nothing_stands_between_case_and_its_first_when(lost: str) -> None:
    text = f"{{% case doctor.gender %}}{lost}{{% when 'feminine' %}}a{{% endcase %}}"
    assert ids(text) == ["M015"]


def test_all_problems_are_reported_in_order_of_position() -> None:
    text = "{{ a.b }} {doctor.name} {% if clinic.url %} {{ clinic.name | x }} }} {{ doctor.name"
    problems = check(text)
    assert ids(text) == ["M001", "M007", "M008", "M002", "M006", "M005"]
    assert [problem.position for problem in problems] == sorted(
        problem.position for problem in problems
    )


def test_messages_quote_only_the_beginning_of_what_is_long() -> None:
    problem = only("{{ " + "x" * 400 + " }}")
    assert len(problem.found) == 400
    assert len(problem.message) < 200
