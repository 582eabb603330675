"""What a clinic may lack is left out with the smallest phrase, and the rest still reads well."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import Facts, MissingFact, fill
from tests.importing.cases import facts_of, words_of

KOSAK = facts_of("kosak-chiropractic")
ONE_AREA = replace(KOSAK, location=replace(KOSAK.location, service_areas=("Vacaville",)))


def bare(facts: Facts) -> Facts:
    """The facts of a clinic without anything that a clinic may lack."""
    location = replace(facts.location, service_areas=(), street="", postal_code="", region="")
    return replace(facts, location=location, doctor=replace(facts.doctor, credentials=""))


def without(text: str, facts: Facts = ONE_AREA) -> str:
    """The text as such a clinic shows it; "" if it cannot and the report says so."""
    result = read_article(read_plain(f"Heels\n\n{text}\n", facts.language), facts, facts.language)
    html = result.sections["overview"].html
    assert words_of(fill(html, facts, as_html=True)) == text
    if any("cannot do without" in warning for warning in result.warnings):
        return ""
    return words_of(fill(html, bare(facts), as_html=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So Fairfield, CA 94533 helps. 1220 Juniper Court in Fairfield, and so on.", ""),
        (
            "Michael Wilson sees it in Fairfield, and also treats people from Vacaville and Dover.",
            "Michael Wilson sees it in Fairfield.",
        ),
        (
            "Heel pain at six? Kosak Chiropractic helps, and also sees Vacaville's runners.",
            "Heel pain at six? Kosak Chiropractic helps.",
        ),
        (
            "Kosak Chiropractic brings relief. He also serves Vacaville and nearby communities.",
            "Kosak Chiropractic brings relief.",
        ),
        (
            "Kosak Chiropractic serves Fairfield and Vacaville.",
            "Kosak Chiropractic serves Fairfield.",
        ),
        ("We see people from Dover and Vacaville.", "We see people from Dover."),
        ("Our office (near Vacaville) is open.", "Our office is open."),
        ("Patients from Vacaville can call us.", "Patients can call us."),
        ("We see people in and around Vacaville every day.", "We see people every day."),
        ("Visit us at 1220 Juniper Court, Fairfield, CA 94533.", "Visit us at Fairfield."),
        ("1220 Juniper Court, Fairfield, CA 94533", "Fairfield"),
        (
            "Dr. Michael Wilson, DC, serving Fairfield and Vacaville, offers gentle care.",
            "Dr. Michael Wilson, serving Fairfield, offers gentle care.",
        ),
        ("Dr. Michael Wilson, who also serves Vacaville, helps.", "Dr. Michael Wilson, helps."),
        ("Dr. Michael Wilson, proudly serving Vacaville, helps.", "Dr. Michael Wilson helps."),
        ("We are in Fairfield; we also serve Vacaville.", "We are in Fairfield."),
        ("We also serve Vacaville.", ""),
    ],
)
def test_the_smallest_phrase_is_left_out(text: str, expected: str) -> None:
    assert without(text) == expected


def test_a_street_after_on_takes_its_address_with_it() -> None:
    text = "See us on 1220 Juniper Court, Fairfield, CA 94533, serving Fairfield and Vacaville."
    result = read_article(read_plain(f"Heels\n\n{text}\n", "en-us"), ONE_AREA, "en-us")
    html = result.sections["overview"].html
    assert words_of(fill(html, ONE_AREA, as_html=True)) == text.replace(" on ", " at ")
    assert words_of(fill(html, bare(ONE_AREA), as_html=True)) == "See us, serving Fairfield."


@pytest.mark.parametrize(
    ("clinic", "language", "text", "expected"),
    [
        (
            "abbey-spine",
            "en-gb",
            "Abbey Spine Clinic looks after mothers from across Berkshire all year.",
            "Abbey Spine Clinic looks after mothers all year.",
        ),
        (
            "kennebec-family",
            "en-us",
            "People come to us from Brunswick, Topsham, and Woolwich as well as from Bath.",
            "People come to us from Bath.",
        ),
        (
            "quiropractica-ferrer",
            "es",
            "Los pacientes de Zapata y de Laredo nos conocen.",
            "Los pacientes de Laredo nos conocen.",
        ),
        (
            "quiropractica-ferrer",
            "es",
            "Atendemos en Laredo, y también recibimos a familias de Zapata y sus alrededores.",
            "Atendemos en Laredo.",
        ),
    ],
)
def test_it_is_so_for_other_clinics(clinic: str, language: str, text: str, expected: str) -> None:
    assert without(text, facts_of(clinic, language)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Heel pain in the morning? Kosak Chiropractic helps those who live in Vacaville.",
        "Kosak Chiropractic is close to Vacaville. It opens at eight.",
        "Our practice is at 1220 Juniper Court, two blocks from the park. It has a ramp.",
    ],
)
def test_an_opening_whose_loss_leaves_a_fragment_is_kept_and_reported(text: str) -> None:
    assert without(text) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "We also see people from Vacaville."),
        ("en-us", "We love helping families in Vacaville."),
        ("en-us", "Patients drive in from Vacaville for it."),
        ("en-us", "We are a short drive from Vacaville."),
        ("en-us", "Our team works near Vacaville."),
        ("en-us", "You find us at 1220 Juniper Court."),
        ("es", "También atendemos a pacientes de Vacaville."),
        ("es", "Nuestros pacientes viajan desde Vacaville cada semana."),
        ("es", "Estamos cerca de Vacaville."),
        ("es", "Nuestra clínica atiende a Vacaville desde hace años."),
        ("fr", "Nous recevons aussi des patients de Vacaville."),
        ("fr", "Notre cabinet est près de Vacaville."),
        ("fr", "Nos patients font la route depuis Vacaville."),
        ("ar", "نستقبل أيضًا المرضى من Vacaville."),
        ("vi", "Chúng tôi cũng tiếp nhận bệnh nhân từ Vacaville."),
        ("zh-hans", "我们也为Vacaville的居民服务。"),
    ],
)
def test_a_sentence_that_is_all_about_the_place_goes_with_it(language: str, text: str) -> None:
    assert without(text, replace(ONE_AREA, language=language)) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We open at eight, and our patients come from Vacaville.", "We open at eight."),
        ("Rest first; many patients travel from Vacaville.", "Rest first."),
        ("We have patients from Vacaville who run.", "We have patients who run."),
        (
            "Kosak Chiropractic offers gentle care in Vacaville.",
            "Kosak Chiropractic offers gentle care.",
        ),
    ],
)
def test_of_a_sentence_that_tells_more_the_rest_stays(text: str, expected: str) -> None:
    assert without(text) == expected


piece = st.sampled_from(
    [
        "Dr. Michael Wilson, DC,",
        "Kosak Chiropractic",
        "serves Vacaville and Dixon",
        "in Fairfield, CA 94533",
        "1220 Juniper Court, Fairfield",
        "and also treats people from Vacaville and Dixon",
        "we see",
        "(near Vacaville and Dixon)",
        "patients.",
        "Why?",
        "Call 707-555-0142.",
    ]
)


@given(st.lists(piece, min_size=1, max_size=8).map(" ".join))
def test_a_clinic_without_them_shows_the_text_or_the_report_says_that_it_cannot(text: str) -> None:
    result = read_article(read_plain(f"Heels\n\nSo {text} now.\n", "en-us"), KOSAK, "en-us")
    html = result.sections["overview"].html

    try:
        shown = words_of(fill(html, bare(KOSAK), as_html=True))
    except MissingFact:
        assert any("cannot do without" in warning for warning in result.warnings)
    else:
        assert "{" not in shown
