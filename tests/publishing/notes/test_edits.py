"""Each answer to a finding works, or the panel says what to do instead."""

import pytest
from django.contrib.auth.models import User

from clinic_cms.models import Answer, ClinicLocation, ConditionPage
from clinic_cms.models.content_paths import may_be_empty
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft
from tests.factories import locale

NAME = "Ann Li, DC"
RICH = f"<p>{NAME}</p>"


def item(kind, number, value):
    return {"type": kind, "id": f"0a7c5a30-0000-4000-8000-{number:012}", "value": value}


STREAMS = {
    "opening": [
        item("text", 21, RICH),
        item("figure", 22, {"image": None, "alt": NAME, "caption": NAME}),
        item("call_to_action", 23, {"heading": NAME, "text": NAME, "contact": "both"}),
        item("advice_card", 24, {"urgency": "emergency", "heading": NAME, "body": RICH}),
    ],
    "overview": [item("text", 25, f"<ul><li>{NAME}</li><li>Rest.</li></ul>")],
    "causes": [item("cause", 26, {"name": NAME, "kind": "other", "explanation": RICH})],
    "treatment": [item("treatment", 27, {"name": NAME, "explanation": RICH, "when": NAME})],
    "prevention": [item("prevention", 28, {"action": NAME, "explanation": RICH})],
    "when_to_get_help": [item("text", 29, RICH)],
}


@pytest.fixture
def full(library, write):
    """A draft whose every text is nothing but one finding."""
    fields = {name: NAME for name in ConditionPage.plain_fields if name != "slug"}
    return write("", **{**fields, **STREAMS, "slug": "full"})


def latest(page):
    return ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_every_finding_can_be_answered_by_hand_or_by_click(full):
    user = User.objects.create_user("ann")
    found = check_draft(latest(full)).open
    assert {each.finding.path for each in found} == {
        it.path for it in full.merge_texts() if it.text
    }
    for each in found:
        offer = offer_of(latest(full), each)
        assert Answer.REMOVED in offer.edits or offer.hints, each.finding.path
    for each in found:
        answer_finding(page=full, key=each.key, answer=Answer.RIGHT, user=user)
    assert check_draft(latest(full)).open == []


def test_what_is_removed_leaves_a_draft_that_can_be_read_again(full):
    user = User.objects.create_user("ann")
    for _text_then_heading in range(2):
        for each in check_draft(latest(full)).open:
            if Answer.REMOVED in offer_of(latest(full), each).edits:
                answer_finding(page=full, key=each.key, answer=Answer.REMOVED, user=user)
    left = check_draft(latest(full)).open
    assert {each.finding.path.partition(".")[0] for each in left} >= {"title", "opening"}
    draft = latest(full)
    for each in left:
        assert offer_of(draft, each).hints
    required = [each for each in left if not may_be_empty(draft, each.finding.path)]
    assert "title" in {each.finding.path for each in required}


@pytest.mark.parametrize(
    "explanation",
    [
        "<p>Call 707-426-1111.</p>",
        "<p>Ask for Ann Li, DC when you call. She has seen it often.</p>",
        "<ul><li>Write to info@kosak.example.</li></ul>",
        "<p>We are at 27 Ocean Avenue.</p>",
    ],
)
def test_a_cause_goes_with_all_of_its_explanation(kosak, write, explanation):
    values = [("Stress", "<p>It tires you.</p>"), ("Poor posture", explanation)]
    causes = [
        item("cause", number, {"name": name, "kind": "other", "explanation": text})
        for number, (name, text) in enumerate(values, 51)
    ]
    page = write("<p>Rest.</p>", causes=causes)
    each = check_draft(page).open[0]
    assert offer_of(page, each).also[0] == "Poor posture"
    user = User.objects.create_user("ann")
    answer_finding(page=page, key=each.key, answer=Answer.REMOVED, user=user)
    assert [it.value["name"] for it in latest(page).causes] == ["Stress"]


def test_a_tag_that_does_not_fit_its_field_is_not_offered(kosak, write):
    heading = f"Kosak {'and more ' * 17}"
    page = write("<p>Rest.</p>", source=kosak, overview_heading=heading[:158])
    (each,) = [it for it in check_draft(page).open if it.finding.text == "Kosak"]
    offer = offer_of(page, each)
    assert Answer.TAGGED not in offer.edits
    assert any("too long" in hint for hint in offer.hints)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Call 911 or 707-426-1111 if you faint.", "Call 911 if you faint."),
        ("Call 707-426-1111 or 911 if you faint.", "Call 911 if you faint."),
        ("Go to the ER at once (or call 707-426-1111).", "Go to the ER at once."),
        ("Go to the ER (707-426-1111) at once.", "Go to the ER at once."),
        ("See a doctor at once: call us at 707-426-1111.", "See a doctor at once: call us."),
        ("Call 911, 707-426-1111, or a friend now.", "Call 911, or a friend now."),
        ("Call <b>911</b> or <b>707-426-1111</b> now.", "Call 911 now."),
        ("Call 911 or 707-426-1111 or 707-426-1111 now.", "Call 911 now."),
    ],
)
def test_of_a_sentence_that_tells_when_to_get_help_the_smallest_phrase_goes(
    kosak, write, text, left
):
    page = write(f"<p>Rest. {text} Wait.</p>")
    each = check_draft(page).open[0]
    offer = offer_of(page, each)
    assert offer.left == left
    page.overview[0].value.source = offer.edits[Answer.REMOVED]
    assert check_draft(page).open == []


def test_a_claim_that_tells_when_to_get_help_is_changed_by_hand(kosak, write):
    text = "Dr. Wilson has treated 2,000 people since 1998 and says: call 911 if you faint."
    page = write(f"<p>{text}</p>", source=kosak)
    (claim,) = [it for it in check_draft(page).open if it.finding.kind == "claim"]
    offer = offer_of(page, claim)
    assert offer.edits == {}
    assert "tells when to get help" in offer.hints[0]


@pytest.mark.parametrize("section", ["when_to_get_help", "overview"])
def test_a_sentence_goes_whole_unless_it_may_tell_when_to_get_help(write, kosak, section):
    block = item("text", 41, "<p>If in doubt, ask for Ann Li, DC or a nurse. Rest.</p>")
    page = write("", **{"overview": [], section: [block]})
    (each,) = check_draft(page).open
    edited = offer_of(page, each).edits[Answer.REMOVED]
    assert (
        edited
        == {
            "overview": "<p>Rest.</p>",
            "when_to_get_help": "<p>If in doubt, ask for a nurse. Rest.</p>",
        }[section]
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ring 707-426-1111 ext. 12 today.",
        "Ring 707-426-1111 or 1112 today.",
        "Ring (707) 426-1111, extension 4, today.",
    ],
)
def test_no_tag_is_offered_that_would_lose_the_end_of_a_number(kosak, write, text):
    page = write(f"<p>{text}</p>", source=kosak)
    (each,) = check_draft(page).open
    offer = offer_of(page, each)
    assert Answer.TAGGED not in offer.edits
    assert "with digits that no merge tag prints" in offer.hints[0]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 707-426-1111 or 911 today.",
        "Ring 707-426-1111 today.",
        "Ring 707-426-1111 or come in.",
        "Ring 707-426-1111 or 1112 (1112 people do).",
    ],
)
def test_a_number_alone_is_offered_as_a_tag(kosak, write, text):
    page = write(f"<p>{text}</p>", source=kosak)
    each = check_draft(page).open[0]
    assert (Answer.TAGGED in offer_of(page, each).edits) == ("1112" not in text)


def test_the_clinics_own_extension_is_printed_by_its_tag(kosak, write):
    ClinicLocation.objects.filter(pk=kosak.location.pk).update(phone="+17074261111;ext=12")
    page = write("<p>Ring 707-426-1111 ext. 12 today.</p>", source=kosak)
    (each,) = check_draft(page).open
    assert offer_of(page, each).edits[Answer.TAGGED] == "<p>Ring {{ clinic.phone }} today.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "If you faint, call 911; our fax is 707-426-1112.",
        "If in pain, ring me or text 707-426-1111.",
        "See a doctor at once if it hurts: ours is Ann Li, DC.",
        "Call 911 if you faint and tell 707-426-1111.",
    ],
)
def test_words_that_a_safety_sentence_needs_are_not_removed(kosak, write, text):
    page = write("", overview=[], when_to_get_help=[item("text", 42, f"<p>{text} Rest.</p>")])
    offer = offer_of(page, check_draft(page).open[0])
    assert not offer.left
    assert offer.edits.get(Answer.REMOVED, "<p>Rest.</p>") == "<p>Rest.</p>"
    assert bool(offer.hints) == (Answer.REMOVED not in offer.edits)


@pytest.mark.parametrize(
    ("before", "left"),
    [("d\u2019", "de "), ("qu'", "que "), ("lorsqu\u2019", "lorsque "), ("chez ", "chez ")],
)
def test_an_elided_word_before_a_tag_is_written_out(kosak, write, before, left):
    page = write(f"<p>Le portable {before}Michael sonne.</p>", source=kosak)
    page.locale = locale("fr-fr")
    each = next(it for it in check_draft(page).open if it.finding.tag)
    edited = offer_of(page, each).edits[Answer.TAGGED]
    assert edited == f"<p>Le portable {left}{each.finding.tag} sonne.</p>"


@pytest.mark.parametrize(
    ("language", "before", "name", "feminine", "masculine"),
    [
        ("es", "La", "Dra. Núñez", "La ", "El "),
        ("es", "Pida hora a la", "Dra. Núñez", "a la ", "al "),
        ("fr", "Consultation du", "Dr Núñez", "de la ", "du "),
    ],
)
def test_an_article_before_a_doctor_becomes_a_condition_with_the_tag(
    sol, write, language, before, name, feminine, masculine
):
    html = f"<p>{before} {name} ayuda.</p>"
    page = write(html, source=sol)
    page.locale = locale(language)
    each = next(it for it in check_draft(page).open if it.finding.tag)
    edited = offer_of(page, each).edits[Answer.TAGGED]
    assert f'{{% if doctor.gender == "feminine" %}}{feminine}{{% elsif' in edited
    assert f'"masculine" %}}{masculine}{{% ' in edited
    assert name.split()[-1] not in edited


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Go to the ER at Fairfield Hospital or call 911 if you faint.",
            "Go to the ER or call 911 if you faint.",
        ),
        (
            "Go to the ER at the North Fairfield Medical Center or call 911.",
            "Go to the ER or call 911.",
        ),
        ("Call 911 or Fairfield General Hospital if you faint.", "Call 911 if you faint."),
        ("Go to an ER in Fairfield if you faint.", "Go to an ER if you faint."),
        ("Go to the ER at the Fairfield Hospital or call 911.", "Go to the ER or call 911."),
        (
            "If you faint, go to A&amp;E at Fairfield Hospital or ring 999.",
            "If you faint, go to A&E or ring 999.",
        ),
        ("Call Fairfield Hospital or 911 if you faint.", "Call 911 if you faint."),
        ("Call Fairfield General Hospital or 911 if you faint.", "Call 911 if you faint."),
        ("Go to Fairfield Hospital or call 911 if you faint.", ""),
        ("Go to the ER at St. Fairfield or call 911.", "Go to the ER or call 911."),
        ("Speak with St. Fairfield or call 911 if you faint.", ""),
        ("Go to Fairfield's hospital or call 911 if you faint.", ""),
        ("Call 911 or go to the one in Fairfield if you faint.", ""),
        ("Call 911 because of Fairfield if you faint.", ""),
        ("Go to Fairfield or call 911 if you faint.", ""),
        ("Speak with Fairfield or call 911 if you faint.", ""),
        ("If you faint, go to an ER in Fairfield or Vallejo.", ""),
    ],
)
def test_of_a_longer_name_or_what_the_words_before_need_no_part_is_removed(
    kosak, write, text, left
):
    page = write(f"<p>Rest. {text}</p>", source=kosak)
    each = next(it for it in check_draft(page).open if "Fairfield" in it.finding.text)
    offer = offer_of(page, each)
    assert offer.left == left
    assert bool(offer.hints) == (Answer.REMOVED not in offer.edits) == (not left)
