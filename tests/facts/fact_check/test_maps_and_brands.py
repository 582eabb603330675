"""Links to maps are one clinic's; dates, countries and brands are no one's."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(kosak):
    kosak.location.street = "1450 Juniper Street, Suite 3"
    kosak.location.save()
    return kosak.clinic


def found(text: str, source, language: str = "en-us") -> list[tuple[Kind, str]]:
    part = MergeText("overview", text, text.startswith("<"))
    return [(it.kind, it.text) for it in check_texts([part], language=language, source=source)]


@pytest.mark.parametrize(
    "url",
    [
        "https://goo.gl/maps/abc123",
        "https://www.google.com/maps/place/Oak+Spine/@31.7,-98.9",
        "https://maps.app.goo.gl/x1y2",
        "https://waze.com/ul?q=oak",
        "https://directions.example/?q=1450+Juniper+St",
        "https://directions.example/to/1450-juniper-street",
        "https://what3words.com/oak.spine.knee",
    ],
)
def test_a_link_to_a_map_or_with_the_street_is_found(source, url):
    link = f'<p>Find us <a href="{url}">here</a>.</p>'

    assert [kind for kind, _ in found(link, source)] == [Kind.WEBSITE]
    assert [kind for kind, _ in found(f"Find us: {url}", source)] == [Kind.WEBSITE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "Can a Physio Cure It?"),
        ("en-us", "Can a Chiropractor Fix It?"),
        ("en-us", "What a Good Massage Therapist Knows First"),
        ("es", "Lo Que Su Fisioterapeuta Puede Hacer"),
        ("en-us", "Last updated 04/12/2003. Call it a day."),
        ("en-us", "Call it 2003-12-04, or 12.04.2003."),
        ("fr", "Appelez avant le 04/12/2003."),
        ("en-us", "Use a Dr. Scholl’s insole."),
        ("en-us", "See Dr. Google less, and wear Dr. Martens."),
        ("es", "No pregunte al Dr. Google."),
        ("fr", "Le Dr Internet se trompe."),
        ("en-us", "See https://maps.example/ for a map of the body."),
        ("en-us", "See https://www.google.com/search?q=sciatica for more."),
    ],
)
def test_dates_brands_and_titles_in_title_case_are_no_ones(source, language, text):
    assert found(text, source, language) == []


@pytest.mark.parametrize(
    ("language", "text", "town"),
    [
        ("en-us", "The review of 2019 agrees. In Japan, Norway and Fairfield, floors are hard.", 1),
        ("es", "En Noruega, Japón y Fairfield hay suelos duros.", 1),
        ("fr", "Au Japon, en Norvège et à Fairfield, on marche.", 1),
    ],
)
def test_a_year_is_no_number_of_a_house_and_a_country_no_town(source, language, text, town):
    assert [text for _, text in found(text, source, language)] == ["Fairfield"]


@pytest.mark.parametrize(
    ("language", "text", "hospital"),
    [
        ("fr", "Allez à l’urgence de l’Hôpital de Rimouski.", "l’Hôpital de Rimouski"),
        ("es", "Acuda a las urgencias del Hospital de Cabral.", "Hospital de Cabral"),
        ("vi", "Hãy đến phòng cấp cứu Bệnh viện Tâm Đức.", "Bệnh viện Tâm Đức"),
    ],
)
def test_a_kind_of_hospital_is_no_name(source, language, text, hospital):
    assert (Kind.TOWN, hospital) in found(text, source, language)
    assert len(found(text, source, language)) == 1
