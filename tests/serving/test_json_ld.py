"""Structured data says what the page shows, in schema.org's terms."""

import json
import re

import pytest

from clinic_cms.models import ConditionPage
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.json_ld import json_ld
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import begin_visit
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def graph(built, path, page):
    return by_type(json_ld(page_view(begin_visit(find_clinic(built.host), path), page)))


def by_type(document):
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def test_an_article_is_a_medical_web_page_about_a_condition(article, kosak):
    ConditionPage.objects.update(reviewer="Rae Reviewer", reviewer_credentials="DC")
    article.refresh_from_db()
    nodes = graph(kosak, "/conditions/back-spasms/", article)
    page, clinic = nodes["MedicalWebPage"], nodes["MedicalClinic"]
    assert page["@id"] == page["url"] == "http://kosak.example/conditions/back-spasms/"
    assert page["inLanguage"] == "en-US"
    assert page["publisher"] == {"@id": clinic["@id"]}
    assert page["reviewedBy"] == {
        "@type": "Person",
        "name": "Rae Reviewer",
        "honorificSuffix": "DC",
    }
    assert page["mainEntity"] == {
        "@type": "MedicalCondition",
        "name": "Back spasms",
        "cause": [{"@type": "MedicalCause", "name": "Poor posture"}],
    }
    aspects = [part["hasHealthAspect"].rpartition("/")[2] for part in page["hasPart"]]
    assert aspects == ["CausesHealthAspect", "TreatmentsHealthAspect"]
    crumbs = nodes["BreadcrumbList"]["itemListElement"]
    assert [crumb["item"]["@id"] for crumb in crumbs] == [
        "http://kosak.example/",
        "http://kosak.example/conditions/",
        "http://kosak.example/conditions/back-spasms/",
    ]


def test_a_location_has_its_hours_and_the_places_it_serves(kosak):
    kosak.location.opening_hours = [
        ("hours", {"days": ["mon"], "intervals": [{"opens": "09:00", "closes": "17:00"}]})
    ]
    kosak.location.special_days = [("day", {"date": "2999-12-24", "note": "", "intervals": []})]
    kosak.location.latitude, kosak.location.longitude = "38.25", "-122.04"
    kosak.location.save()
    kosak.location.refresh_from_db()
    document = json_ld(page_view(begin_visit(find_clinic(kosak.host), "/office/"), kosak.location))
    node = next(n for n in document["@graph"] if n["@id"].endswith("#location"))
    assert node["address"]["addressCountry"] == "US"
    assert node["telephone"] == "+17074261111"
    assert node["geo"] == {"@type": "GeoCoordinates", "latitude": 38.25, "longitude": -122.04}
    assert node["areaServed"] == [{"@type": "Place", "name": "Vacaville"}]
    week, closed = node["openingHoursSpecification"]
    assert week["dayOfWeek"][0] == "https://schema.org/Monday"
    assert (week["opens"], week["closes"]) == ("09:00", "17:00")
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == (
        "2999-12-24",
        "00:00",
        "00:00",
    )


def spans_of(rows):
    return [(row["opens"], row["closes"]) for row in rows]


def test_hours_of_the_night_end_on_the_next_day_and_appointments_are_left_out(kosak):
    nights = [{"opens": "20:00", "closes": "02:00"}]
    kosak.location.opening_hours = [
        ("hours", {"days": ["thu"], "intervals": nights}),
        ("hours", {"days": ["fri"], "intervals": [{"opens": "18:00", "closes": "00:00"}]}),
        ("hours", {"days": ["sat"], "intervals": [{"opens": "00:00", "closes": "00:00"}]}),
        ("hours", {"days": ["sun"], "intervals": [], "by_appointment": True}),
    ]
    kosak.location.special_days = [
        ("day", {"date": "2999-12-24", "note": "", "intervals": [], "by_appointment": True}),
        ("day", {"date": "2999-12-25", "note": "", "intervals": nights, "by_appointment": True}),
    ]
    kosak.location.save()
    kosak.location.refresh_from_db()
    document = json_ld(page_view(begin_visit(find_clinic(kosak.host), "/office/"), kosak.location))
    node = next(n for n in document["@graph"] if n["@id"].endswith("#location"))
    *week, special = node["openingHoursSpecification"]
    assert spans_of(week) == [("20:00", "02:00"), ("18:00", "00:00"), ("00:00", "23:59")]
    assert special["validFrom"] == "2999-12-25"
    assert spans_of([special]) == [("20:00", "02:00")]


def test_a_practitioner_works_for_the_clinic(kosak):
    nodes = graph(kosak, "/wilson/", kosak.doctor)
    assert nodes["Person"]["worksFor"] == {"@id": "http://kosak.example/#clinic"}
    assert nodes["ProfilePage"]["mainEntity"] == {"@id": nodes["Person"]["@id"]}


def test_no_text_gets_out_of_the_script(client, library, kosak):
    make_condition(library, "odd", title="</script><b>&amp;")
    page = client.get("/conditions/odd/", headers={"host": kosak.host}).content.decode()
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not {*"<>&"} & {*script.group(1)}
    assert by_type(json.loads(script.group(1)))["MedicalWebPage"]["name"] == "</script><b>&amp;"


def test_an_error_page_has_none(client, kosak):
    page = client.get("/nothing/", headers={"host": kosak.host}).content.decode()
    assert "ld+json" not in page


def test_an_extension_is_printed_dialled_and_marked_up(client, kosak):
    kosak.location.phone = "+17074261111;ext=12"
    kosak.location.save()
    page = client.get("/office/", headers={"host": kosak.host}).content.decode()
    assert 'href="tel:+17074261111;ext=12"' in page
    assert "707-426-1111 ext. 12" in page
    assert '"telephone":"+17074261111;ext=12"' in page.replace(": ", ":")
    assert 'href="tel:+17074261111"' not in page
