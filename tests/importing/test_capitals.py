"""Headings in capitals become sentences in which names keep their capitals."""

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.capitals import is_in_capitals
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.cases import facts_of

KOSAK = facts_of("kosak-chiropractic")


def headed(heading: str, text: str = "It hurts.", language: str = "en-us") -> ImportResult:
    facts = facts_of("kosak-chiropractic", language)
    return read_article(read_markdown(f"# {heading}\n\n{text}", language), facts, language)


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("HEEL PAIN", "Heel pain"),
        ("WHAT IS TMJ?", "What is TMJ?"),
        ("WHEN TO GO TO THE ER", "When to go to the ER"),
        ("A SLIPPED DISC AT L5-S1", "A slipped disc at L5-S1"),
        ("WHAT CAN I DO? DON'T WAIT!", "What can I do? Don't wait!"),
        ("BELL'S PALSY", "Bell's palsy"),
        ("ACHILLES TENDINITIS (AND WHAT HELPS)", "Achilles tendinitis (and what helps)"),
        ("GRADE II SPRAINS IN THE 2ND WEEK", "Grade II sprains in the 2nd week"),
        ("CALL US", "Call us"),
        ("AGE", "Age"),
        ("98% OF PEOPLE RECOVER", "98% of people recover"),
        ("3 WAYS TO SIT", "3 ways to sit"),
        ("1. STRETCH 2 TIMES", "1. Stretch 2 times"),
        ("WHAT KAREN FROM BOISE DID", "What Karen from Boise did"),
        ("OPEN ON MONDAY", "Open on Monday"),
        ("X-RAY OR MRI", "X-ray or MRI"),
    ],
)
def test_a_heading_in_capitals_becomes_a_sentence(heading: str, written: str) -> None:
    result = headed(heading)

    assert result.title == written
    assert any(f"“{written}”" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "heading", ["TMJ", "FAQ", "Why TMJ hurts", "TMJ and MRI", "L5-S1", "肩の痛み", "X"]
)
def test_acronyms_alone_are_no_heading_in_capitals(heading: str) -> None:
    assert not is_in_capitals(heading)


@pytest.mark.parametrize(
    ("heading", "text", "written"),
    [
        ("THE MCKENZIE METHOD", "We use the McKenzie method.", "The McKenzie method"),
        ("LIFE AT TRAVIS", "Travis has much of it.", "Life at travis"),
        ("LIFE AT TRAVIS", "He lives near Travis with it.", "Life at Travis"),
        ("RICE FOR SPRAINS", "Sprains need RICE and time.", "RICE for sprains"),
        ("CHIROPRACTIC CARE", "At KOSAK CHIROPRACTIC we help.", "Chiropractic care"),
        ("RICE FOR SUPPER", "We ate rice and beans.", "Rice for supper"),
    ],
)
def test_the_text_of_the_article_shows_how_a_word_is_written(
    heading: str, text: str, written: str
) -> None:
    assert headed(heading, text).title == written


def test_facts_of_the_clinic_are_tagged_without_capitals() -> None:
    result = headed("TENSION HEADACHE RELIEF IN FAIRFIELD", "## DR. WILSON'S TREATMENT\n\nRest.")

    assert result.title == "Tension headache relief in {{ location.city }}"
    assert "upcase" not in str(result.sections)


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("HOW CHIROPRACTIC CARE HELPS", "How chiropractic care helps"),
        ("WHY CHOOSE KOSAK CHIROPRACTIC?", "Why choose {{ clinic.name }}?"),
        ("KOSAK AND YOU", "Kosak and you"),
    ],
)
def test_only_a_clinics_own_words_are_names(heading: str, written: str) -> None:
    assert headed(heading).title == written


def test_german_nouns_keep_a_capital() -> None:
    text = "Eine Behandlung der Schulter hilft oft, und sie ist kurz."

    assert headed("BEHANDLUNG DER SCHULTER IST KURZ", text, "de").title == (
        "Behandlung der Schulter ist kurz"
    )


def test_headings_of_plain_text_are_written_as_sentences() -> None:
    text = "HEEL PAIN\n\nCAUSES\n\nStress. Muscles tighten.\n\nTREATMENT\n\nRest.\n"

    result = read_article(read_plain(text, "en-us"), KOSAK, "en-us")

    assert result.title == "Heel pain"
    assert result.sections["causes"].heading == "Causes"


def shouted(text: str) -> ImportResult:
    return read_article(read_plain(f"Heel pain\n\n{text}\n", "en-us"), KOSAK, "en-us")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("STAIRS OR CAR SEATS MAKE IT WORSE. AN MRI IS SELDOM NEEDED.",
         "Stairs or car seats make it worse. An MRI is seldom needed."),
        ("ASK DR. QUINTRELL ABOUT YOUR PLANTAR FASCIA.",
         "Ask Dr. Quintrell about your plantar fascia."),
        ("DR. MICHAEL WILSON OF KOSAK CHIROPRACTIC SEES IT EVERY SPRING.",
         "{{ doctor.name }} of {{ clinic.name }} sees it every spring."),
        ("WE ARE IN FAIRFIELD, CA, NEAR THE FAIRFIELD STATION.",
         "We are in {{ location.place }}, near the fairfield station."),
        ("MR. JONES FROM DIXON RAN. JENNIFER FROM VALLEJO, TOO.",
         "Mr. Jones from Dixon ran. Jennifer from Vallejo, too."),
        ("KAREN P. FROM NAPA AND NEW ORLEANS RESTS. PAIN FROM SITTING STOPS.",
         "Karen P. from Napa and New Orleans rests. Pain from sitting stops."),
        ("PATIENTS FROM ST. HELENA, SUISUN CITY AND TRAVIS AFB KNOW IT. STRESS FROM WORK HURTS.",
         "Patients from St. Helena, Suisun City and Travis AFB know it. Stress from work hurts."),
        ("PATIENTS FROM ALL OVER TEXAS AND CANADA ASK MARIA.",
         "Patients from all over Texas and Canada ask Maria."),
        ("ASK DR. SARAH COHEN OF NAPA. VISIT US ON MAIN STREET. CROSS THE STREET.",
         "Ask Dr. Sarah Cohen of napa. Visit us on Main Street. Cross the street."),
        ("OUR MASSAGE THERAPIST EMILY CHO HELPS. OUR NURSE KNOWS IT.",
         "Our massage therapist Emily Cho helps. Our nurse knows it."),
        ("98% OF PEOPLE GET BETTER. 3 OF 4 DO SO SOON.",
         "98% of people get better. 3 of 4 do so soon."),
    ],
)  # fmt: skip
def test_texts_in_capitals_are_written_as_sentences_and_reported(text: str, written: str) -> None:
    result = shouted(text)

    assert result.sections["overview"].html == f"<p>{written}</p>"
    assert any(w.startswith("Texts in capitals were written") for w in result.warnings)


def test_a_short_shout_stays() -> None:
    assert shouted("So: DO NOT RUN, walk.").sections["overview"].html == (
        "<p>So: DO NOT RUN, walk.</p>"
    )


def test_where_nouns_have_capitals_a_text_in_capitals_is_left_and_reported() -> None:
    text = "Schulter\n\nEINE BEHANDLUNG DER SCHULTER HILFT OFT.\n"

    result = read_article(read_plain(text, "de"), facts_of("kosak-chiropractic", "de"), "de")

    assert "EINE BEHANDLUNG DER SCHULTER HILFT OFT." in result.sections["overview"].html
    assert any("Texts in capitals were left" in warning for warning in result.warnings)


def test_items_of_one_word_are_written_as_sentences() -> None:
    items = "- STRESS\n- AGE\n- MRI\n- 2 OUT OF 3 FALLS"
    result = shouted(f"WHAT HELPS\n\nDo this.\n\n{items}")
    html = "".join(section.html for section in result.sections.values())
    for item in ("Stress", "Age", "MRI", "2 out of 3 falls"):
        assert f">{item}<" in html


@pytest.mark.parametrize("text", ["GRACE IN A LONG WALK HELPS.", "MAY A CHILD IN THE PARK RUN?"])
def test_words_that_are_names_too_stay_words(text: str) -> None:
    assert shouted(text).sections["overview"].html == f"<p>{text.capitalize()}</p>"


def test_each_sentence_that_may_name_someone_is_reported() -> None:
    result = shouted("REST HELPS. OUR NURSE ZOLA ZED KNOWS IT. GRACE FROM NAPA RAN. ICE HELPS.")
    (warning,) = [w for w in result.warnings if w.startswith("Texts in capitals were written")]
    assert "“Our nurse zola zed knows it.”, “Grace from napa ran.”" in warning
    assert "Ice helps" not in warning
