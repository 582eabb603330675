"""Facts are found in every form in which texts state them, and nothing else is."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.tagging import Tagger
from clinic_cms.merge import DoctorFacts, Facts
from tests.importing.cases import facts_of

KOSAK, PRAIRIE, ABBEY, FERRER, KENNEBEC = (
    "kosak-chiropractic",
    "prairie-spine",
    "abbey-spine",
    "quiropractica-ferrer",
    "kennebec-family",
)


def tagged(
    text: str, clinic: str = KOSAK, *, heading: bool = False, facts: Facts | None = None
) -> str:
    for find in reversed(Tagger(facts or facts_of(clinic)).find(text, heading=heading)):
        text = f"{text[: find.start]}{find.tags}{text[find.end :]}"
    return text.replace("{{ ", "[").replace(" }}", "]")


@pytest.mark.parametrize(
    ("clinic", "text", "expected"),
    [
        (KOSAK, "see Doctor Michael Wilson.", "see [doctor.name]."),
        (KOSAK, "see DR MICHAEL WILSON.", "see [doctor.name | upcase]."),
        (KOSAK, "see Michael Wilson, D.C., today", None),
        (KOSAK, "Dr. Wilson’s hands", "[doctor.short_name]’s hands"),
        (KOSAK, "ask Dr. Michael.", "ask [doctor.short_name]."),
        (KOSAK, "ask Dr. Mike.", "ask [doctor.short_name]."),
        (KOSAK, "Dr. Mike van Dyke", "Dr. Mike van Dyke"),
        (KOSAK, "Michael J. Wilson says", "[doctor.name] says"),
        (FERRER, "la Dra. Lucia Ferrer", "la [doctor.name]"),
        (FERRER, "la doctora Lucía Ferrer", "la [doctor.name]"),
        (FERRER, "la Dra. Ferrer de Laredo", "la [doctor.short_name] de [location.city]"),
        (KOSAK, "See doctor Wilson.", "See [doctor.short_name]."),
        (KOSAK, "DR. WILSON", "[doctor.short_name | upcase]"),
        (KOSAK, "Call Dr. Michael Wilson Today!", "Call [doctor.name] Today!"),
        (KOSAK, "Dr. Michael Wilson, Jr.", "[doctor.name], Jr."),
        (PRAIRIE, "Dr. Helen Marsh and Dr. Marsh", "Dr. Helen Marsh and Dr. Marsh"),
        (KOSAK, "Dr. Wilson Kumar", "Dr. Wilson Kumar"),
        (KOSAK, "Michael Wilson Street", "Michael Wilson Street"),
        (KOSAK, "Wilson's disease", "Wilson's disease"),
        (KOSAK, "the Wilson-Jones sign", "the Wilson-Jones sign"),
    ],
)
def test_the_doctor(clinic: str, text: str, expected: str | None) -> None:
    wanted = expected or "see [doctor.first_name] [doctor.last_name], [doctor.credentials], today"
    assert tagged(text, clinic) == wanted


@pytest.mark.parametrize("credentials", ["DC, CCSP", "MCHIRO", "DACBR"])
def test_credentials_keep_the_case_of_each_clinic(credentials: str) -> None:
    kosak = facts_of(KOSAK)
    facts = replace(kosak, doctor=replace(kosak.doctor, credentials=credentials))
    written = f"see Dr. Michael Wilson, {credentials}, today"
    assert tagged(written, facts=facts) == "see [doctor.name], [doctor.credentials], today"


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Michael van Dyke",
        "Dr. Michael Van Dyke",
        "Dr. Michael bin Said",
        "Dr. Michael von der Heide",
        "Dr. Michael di Marco",
        "Dr. Michael al-Said",
        "Dr. Michael O’Neil",
        "Dr. Michael St. John",
        "Dr. Wilson van Dyke",
        "Dr. Michael Wilson de Soto",
        "Dr. Michael Wilson Kumar",
        "Dr. Michael Wilson Jr.",
        "Drs. Wilson and Diaz",
    ],
)
def test_a_longer_name_is_another_persons(name: str) -> None:
    text = f"Ask {name} for the leaflet."
    assert tagged(text) == text


@pytest.mark.parametrize(
    ("doctor", "text", "expected"),
    [
        (("Dr.", "Michael", "van Dyke"), "Ask Dr. Van Dyke.", "Ask [doctor.short_name]."),
        (("Dr.", "Michael", "van Dyke"), "Dr. Michael van Dyke", "[doctor.name]"),
        (("Dra.", "Ana", "García Márquez"), "la Dra. García", "la [doctor.short_name]"),
        (("Dra.", "Ana", "García Márquez"), "la Dra. García López", "la Dra. García López"),
        (("Dra.", "Ana", "García Márquez"), "Ana García", "[doctor.first_name] [doctor.last_name]"),
        (("BS.", "Hoa", "Nguyễn"), "Hãy gặp BS. Hoa", "Hãy gặp [doctor.short_name]"),
        (("BS.", "Hoa", "Nguyễn"), "Bác sĩ Nguyễn Thị Hoa", "[doctor.name]"),
        (("BS.", "Hoa", "Nguyễn"), "gặp bác sĩ Hoa.", "gặp [doctor.short_name]."),
        (("د.", "أحمد", "العلي"), "يرى د. العلي المرضى", "يرى [doctor.short_name] المرضى"),
        (("د.", "أحمد", "العلي"), "الدكتور أحمد العلي", "[doctor.name]"),
        (("Dr", "Hélène", "de La Tour"), "le Dr de La Tour", "le [doctor.short_name]"),
        (("医生", "小明", "王"), "请王医生看诊", "请[doctor.short_name]看诊"),
        (("医生", "小明", "王"), "请王小明医生看诊", "请[doctor.name]看诊"),
        (("先生", "太郎", "山田"), "山田先生に聞く", "[doctor.short_name]に聞く"),
        (("", "Jane", "Doe"), "Dr. Doe says", "[doctor.short_name] says"),
    ],
)
def test_the_doctor_in_any_culture(doctor: tuple[str, str, str], text: str, expected: str) -> None:
    honorific, first, last = doctor
    family_first = {
        "Hoa": f"{last} Thị {first}",
        "小明": f"{last}{first}",
        "太郎": f"{last} {first}",
    }
    name = family_first.get(first, f"{first} {last}")
    person = DoctorFacts(honorific=honorific, name=name, first_name=first, last_name=last)
    facts = replace(facts_of(KOSAK), doctor=person)
    assert tagged(text, facts=facts) == expected


def test_a_title_that_the_clinic_does_not_state_is_noted() -> None:
    person = DoctorFacts(name="Jane Doe", first_name="Jane", last_name="Doe")
    (find,) = Tagger(replace(facts_of(KOSAK), doctor=person)).find("Dr. Doe says")
    assert "whose honorific is not stated" in find.note


def test_a_bare_surname_is_the_doctors_where_a_person_speaks() -> None:
    tagger = Tagger(facts_of(KOSAK))
    tagger.find("Dr. Michael Wilson treats it.")

    assert [find.text for find in tagger.find("Rest helps, Wilson explains. Wilson Avenue.")] == [
        "Wilson"
    ]
    assert [find.text for find in tagger.find("According to Wilson it helps.")] == ["Wilson"]


@pytest.mark.parametrize(
    ("clinic", "text", "expected"),
    [
        (KOSAK, "Fairfield, California", "[location.place]"),
        (KOSAK, "we are in Fairfield CA", "we are in [location.place]"),
        (KOSAK, "in Fairfield (Ohio)", "in Fairfield (Ohio)"),
        (KOSAK, "West Fairfield", "West Fairfield"),
        (KOSAK, "go to Fairfield High School", "go to Fairfield High School"),
        (KOSAK, "Fairfield is our home.", "[location.city] is our home."),
        (PRAIRIE, "Normal is fine.", "Normal is fine."),
        (PRAIRIE, "Normal's residents call us", "[location.city]'s residents call us"),
        (ABBEY, "the University of Reading", "the University of Reading"),
        (ABBEY, "Reading, Pennsylvania", "Reading, Pennsylvania"),
        (ABBEY, "people all over Berkshire", "people all over [location.region]"),
        (KENNEBEC, "Bath | Maine", "Bath | Maine"),
        (KOSAK, "Vacaville, and Dixon", "[location.service_areas]"),
        (KOSAK, "Vacaville or Dixon", "Vacaville or Dixon"),
        (KOSAK, "Vacaville, Dixon and Davis", "Vacaville, Dixon and Davis"),
        (KOSAK, "94533 steps", "94533 steps"),
        (KOSAK, "1220 Juniper Ct., Fairfield", "[location.street], [location.city]"),
    ],
)
def test_the_place(clinic: str, text: str, expected: str) -> None:
    # A bare "Ct." keeps the stop that belongs to it.
    assert tagged(text, clinic) == expected


def test_a_town_in_a_title_needs_to_be_the_place_of_something() -> None:
    assert tagged("Back Pain Relief in Fairfield", heading=True).endswith("in [location.city]")
    assert tagged("Regaining Normal Movement", PRAIRIE, heading=True) == "Regaining Normal Movement"


@pytest.mark.parametrize(
    ("clinic", "text"),
    [
        (KOSAK, "707-555-0142"),
        (KOSAK, "(707)555-0142"),
        (KOSAK, "+1.707.555.0142"),
        (KOSAK, "1 707 555 0142"),
        (KOSAK, "707\u2011555\u20110142"),
        (KOSAK, "555-0142"),
        (ABBEY, "+44 (0)118 496 0153"),
        (ABBEY, "0044 118 496 0153"),
        (ABBEY, "01184 960153"),
    ],
)
def test_the_phone_in_any_format(clinic: str, text: str) -> None:
    assert tagged(f"call {text} now", clinic) == "call [clinic.phone] now"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("707-555-0142 ext. 12", "[clinic.phone]"),
        ("(707) 555-0142 x12", "[clinic.phone]"),
        ("707-555-0142, extension 12", "[clinic.phone]"),
        ("707-555-0142", "[clinic.phone]"),
        ("707-555-0142 ext. 7", "707-555-0142 ext. 7"),
        ("555-0142 x120", "555-0142 x120"),
    ],
)
def test_an_extension_is_part_of_the_number(text: str, tags: str) -> None:
    facts = facts_of(KOSAK)
    with_extension = replace(facts.clinic, phone="+17075550142;ext=12")
    facts = replace(facts, clinic=with_extension, location=replace(facts.location, phone=""))
    assert tagged(f"call {text} now", facts=facts) == f"call {tags} now"


@pytest.mark.parametrize(
    "text",
    [
        "Fax: 707-555-0142",
        "Tel/Fax: (707) 555-0142",
        "fax your form to 707-555-0199",
        "707-555-0142 (fax)",
    ],
)
def test_a_number_that_is_not_the_clinics_phone_is_left(text: str) -> None:
    assert tagged(text) == text


@pytest.mark.parametrize(
    "written",
    [
        "707-555-0142 ext. 12",
        "707.555.0142 x12",
        "555-0142 #3",
        "707-555-0142/43",
        "(707) 555-0142 or 1112",
        "555-0142/35",
        "707-555-0142, o 1112",
    ],
)
def test_a_number_with_digits_that_no_tag_prints_is_left(written: str) -> None:
    text = f"Call {written} before noon."
    assert tagged(text) == text


@pytest.mark.parametrize(
    "written",
    [
        "707-555-0142 or 555-0142",
        "(707) 555-0142, 1-707-555-0142 or 555-0142",
        "707-555-0142 (+1 707 555 0142)",
        "707-555-0142 or 707-555-0143",
    ],
)
def test_two_numbers_in_one_phrase_become_one_tag(written: str) -> None:
    facts = facts_of(KOSAK)
    facts = replace(facts, location=replace(facts.location, phone="+17075550143"))
    [find] = Tagger(facts).find(f"Call {written} now.", heading=False)
    assert (find.text, find.tags) == (written, "{{ clinic.phone }}")
    assert "is written as one number" in find.note


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ring 707-555-0142 or, from abroad, +1 707 555 0142.", "+1 707 555 0142"),
        ("Ring 707 555 0142 here; text +1-707-555-0142 elsewhere.", "+1-707-555-0142"),
        ("Call 555-0142 in town and 707-555-0142 beyond it.", "707-555-0142"),
        ("Call 707-555-0142. Or text (707) 555-0142 if you like.", ""),
        ("Call 707-555-0142 today, but text (707) 555-0142 at night.", ""),
        ("Call 707-555-0142. From abroad it is +1 707 555 0142.", ""),
    ],
)
def test_a_second_form_of_a_number_in_a_sentence_is_reported(text: str, form: str) -> None:
    notes = [find.note for find in Tagger(facts_of(KOSAK)).find(text) if find.note]
    assert [form in note and "second form" in note for note in notes] == [True] * bool(form)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "À la {} on écoute.", "À la {}"),
        ("fr", "L'équipe de la {} vous aide.", "de la {}"),
        ("fr", "Venez au {} demain.", "au {}"),
        ("es", "En la {} le escuchamos.", "la {}"),
        ("es", "El equipo del {} ayuda.", "del {}"),
        ("it", "Alla {} ascoltiamo.", "Alla {}"),
        ("de", "In der {} hören wir zu.", "der {}"),
        ("fr", "Chez {} on écoute.", ""),
        ("es", "En {} le escuchamos.", ""),
        ("en", "At the {} we listen.", "the {}"),
        ("en", "Ask the {} team first.", ""),
    ],
)
def test_an_article_before_the_clinics_name_is_reported(language, text, found) -> None:
    facts = replace(facts_of(KOSAK), language=language)
    name = facts.clinic.name
    article = read_plain(f"Kosak\n\n{text.format(name)}\n", language)
    warnings = read_article(article, facts, language).warnings
    reported = [it for it in warnings if "name of another clinic" in it]
    assert [f"“{found.format(name)}”" in it for it in reported] == [True] * bool(found)


def test_a_fax_beside_the_phone_does_not_hide_it() -> None:
    text = "Phone: 707-555-0142 | Fax: 707-555-0143"
    assert tagged(text) == "Phone: [clinic.phone] | Fax: 707-555-0143"


@pytest.mark.parametrize(
    ("href", "shown", "kept"),
    [
        ("tel:+17075550142", "707-555-0142", "{{ clinic.phone }}"),
        ("tel:707.555.0142", "707-555-0142", "{{ clinic.phone }}"),
        ("tel:%28707%29%20555-0142", "Call 707-555-0142", "Call {{ clinic.phone }}"),
        ("tel:+17075550142;ext=7", "707-555-0142", None),
        ("tel:+17075550199", "707-555-0142", None),
    ],
)
def test_a_link_to_another_number_keeps_its_text(href, shown, kept) -> None:
    html = f'<h1>Pain</h1><h2>Treatment of pain</h2><p>Rest. <a href="{href}">{shown}</a></p>'
    result = read_article(read_html(html, "en-us"), facts_of(KOSAK), "en-us")
    link = kept or f'<a href="{href}">{shown}</a>'
    assert result.sections["treatment"].html == f"<p>Rest. {link}</p>"


def test_a_messenger_with_the_clinics_number_is_removed() -> None:
    html = '<h1>Pain</h1><h2>Treatment</h2><p>Rest, or <a href="https://wa.me/17075550142?text=Hi">ask</a>.</p>'
    result = read_article(read_html(html, "en-us"), facts_of(KOSAK), "en-us")
    assert result.sections["treatment"].html == "<p>Rest, or ask.</p>"
    assert any("wa.me" in warning and "was removed" in warning for warning in result.warnings)


@pytest.mark.parametrize("text", ["707-555-01423", "707-555-0143", "911", "717-555-0142"])
def test_other_numbers_are_left(text: str) -> None:
    assert tagged(f"call {text} now") == f"call {text} now"


def test_a_name_in_an_address_is_left() -> None:
    text = "mail Fairfield@kosak.example or see www.example.com/Fairfield now"

    assert tagged(text) == text


@pytest.mark.parametrize(
    "written",
    [
        "https://bücher.example",
        "https://xn--bcher-kva.example/",
        "www.bücher.example",
        "http://www.xn--bcher-kva.example",
        "bücher.example",
    ],
)
def test_the_website_is_found_in_every_form_of_its_host(written: str) -> None:
    facts = facts_of(KOSAK)
    clinic = replace(facts.clinic, url="https://xn--bcher-kva.example/")
    assert (
        tagged(f"see {written} now", facts=replace(facts, clinic=clinic)) == "see [clinic.url] now"
    )


@pytest.mark.parametrize(
    "written", ["bücher.example.org", "www.bücher.example/hip", "a@bücher.example"]
)
def test_another_website_is_left(written: str) -> None:
    facts = facts_of(KOSAK)
    clinic = replace(facts.clinic, url="https://xn--bcher-kva.example/")
    text = f"see {written} now"
    assert tagged(text, facts=replace(facts, clinic=clinic)) == text
