"""What belongs to any clinic of the install is found in a text, however it is written."""

from time import process_time

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts, find_claims
from clinic_cms.models import ClinicHost
from clinic_cms.models.content_paths import MergeText


def found(text: str, *, rich: bool = False, language: str = "en-us", **options):
    findings = check_texts([MergeText("summary", text, rich)], language=language, **options)
    return [(finding.kind, finding.text) for finding in findings]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("Ask Dr. Michael Wilson about it.", Kind.PRACTITIONER, "Dr. Michael Wilson"),
        ("Visit KOSAK CHIROPRACTIC today.", Kind.NAME, "KOSAK CHIROPRACTIC"),
        ("Call (707) 426 1111 today.", Kind.PHONE, "(707) 426 1111"),
        ("Call +1 707.426.1111 today.", Kind.PHONE, "+1 707.426.1111"),
        ("Write to hello@kosak.example now.", Kind.EMAIL, "hello@kosak.example"),
        ("See www.kosak.example for more.", Kind.WEBSITE, "www.kosak.example"),
    ],
)
def test_a_fact_of_any_clinic_is_found(kosak, text, kind, passage):
    assert found(text) == [(kind, passage)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "named",
    [
        "Dr. Ruth van der Velde",
        "Dr. van Dyke",
        "Dr. Ana de la Peña",
        "Dra. de los Ríos",
        "Dr. Omar bin Said",
        "Dr. Jan von der Heide",
    ],
)
def test_a_doctor_is_found_with_the_particles_of_the_name(named):
    assert found(f"Ask {named} about it.") == [(Kind.PRACTITIONER, named)]


@pytest.mark.django_db
def test_nothing_is_found_after_a_title_without_a_name():
    assert found("See a doctor of the town. Mr. and Mrs. de facto agree.") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written", ["www.großmann.example", "GROSSMANN.example", "Großmann.Example"]
)
def test_a_host_in_letters_is_found_as_browsers_send_it(kosak, written):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="xn--gromann-2va.example")

    is_ours = "ß" in written.lower()
    assert found(f"See {written} for more.") == [(Kind.WEBSITE, written)] * is_ours


@pytest.mark.django_db
def test_accents_and_signs_make_no_difference(sol):
    assert found("Con Lucia Nunez.") == [(Kind.PRACTITIONER, "Lucia Nunez")]
    assert found("Con Luci\u0301a Nu\u0301n\u0303ez.") == [(Kind.PRACTITIONER, "Lucía Núñez")]


@pytest.mark.django_db
def test_what_a_merge_tag_prints_is_no_finding(kosak):
    assert found("Ask {{ doctor.name }} of {{ clinic.name }}, {{ clinic.phone }}.") == []


@pytest.mark.django_db
def test_what_a_merge_tag_prints_instead_of_a_missing_fact_is_checked(kosak):
    assert found('Call {{ clinic.phone | default: "707-426-1111" }}.') == [
        (Kind.PHONE, "707-426-1111")
    ]


@pytest.mark.django_db
def test_a_finding_says_where_it_stands_in_the_stored_text(kosak):
    text = "<p>Ask <b>Michael</b>&nbsp;Wil&shy;son &amp; his team.</p>"
    (finding,) = check_texts([MergeText("causes.1", text, True)], language="en-us")

    ((start, end),) = finding.spans
    assert text[start:end] == "Michael</b>&nbsp;Wil&shy;son"
    assert (finding.path, finding.clinic_name) == ("causes.1", "Kosak Chiropractic")
    assert finding.message == "“Michael Wilson” belongs to Kosak Chiropractic."


@pytest.mark.django_db
def test_a_claim_is_one_persons_own():
    text = "Dr. {{ doctor.last_name }} has treated over 2,000 crash victims."
    assert [kind for kind, _text in found(text)] == [Kind.CLAIM]


def test_claims_are_found_without_a_database():
    (claim,) = find_claims("Rest. She graduated in 1998. Walk.", language="en")
    assert (claim.kind, claim.text) == (Kind.CLAIM, "She graduated in 1998.")


@pytest.mark.django_db
def test_a_clinics_own_facts_are_offered_as_merge_tags_in_its_own_article(kosak, sol):
    text = MergeText("summary", "Michael Wilson knows Lucía Núñez.", False)
    own, other = check_texts([text], language="en-us", owner=kosak.clinic)

    assert (own.text, own.is_offer) == ("Michael Wilson", True)
    assert (other.text, other.is_offer) == ("Lucía Núñez", False)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Monday " * 3000, "9" * 20_000, "Mary Ann " * 3000, "a." * 9000])
@pytest.mark.parametrize("language", ["en-us", "zh-hans"])
def test_a_long_text_without_sense_takes_no_long_time(text, language):
    start = process_time()
    check_texts([MergeText("summary", text, False)], language=language)
    assert process_time() - start < 5
