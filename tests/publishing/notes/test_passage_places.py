"""A passage that was taken out goes back to where it stood, as long as that can be found."""

from itertools import permutations

import pytest
from django.contrib.auth.models import User

from clinic_cms.models import Answer, ArticleNote, ConditionPage, NoteKind
from clinic_cms.publishing.notes.answers import answer_finding, answer_note
from clinic_cms.publishing.notes.findings import check_draft

CLAIM = "Dr. Wilson raced in 1998 and has treated 2,000 people."


@pytest.fixture
def ann(db):
    return User.objects.create_user("ann")


def draft_of(page):
    return ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def set_aside(page, user):
    each = next(it for it in check_draft(draft_of(page)).open if it.finding.kind == "claim")
    answer_finding(page=page, key=each.key, answer=Answer.REMOVED, user=user)
    return ArticleNote.objects.filter(kind=NoteKind.SET_ASIDE).latest("pk")


def restore(page, note, user):
    return answer_note(page=page, note_id=note.pk, answer=Answer.RESTORED, user=user)


def texts_of(page, name="overview"):
    return [block.value.source for block in getattr(draft_of(page), name)]


def edit(page, old, new):
    draft = draft_of(page)
    for block in draft.overview:
        block.value.source = block.value.source.replace(old, new)
    draft.save_revision()


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Rest. {CLAIM} Walk.</p>",
        f"<p>{CLAIM} Walk.</p>",
        f"<p>Rest <b>well.</b> {CLAIM}</p><p>Walk.</p>",
        f"<p>Rest.<br/>{CLAIM}<br/>Walk.</p>",
        f"<p>Rest.</p><p>{CLAIM}</p><p>Walk.</p>",
        f"<p>{CLAIM}</p><h3>Walk</h3><p>A.</p>",
        f"<ul><li>Rest.</li><li>{CLAIM}</li></ul><p>Walk.</p>",
        f"<ul><li>{CLAIM}</li><li>Rest.</li></ul>",
        f"<p>Rest.</p><ul><li>A.</li></ul><p>{CLAIM}</p>",
        f"<p>See {{{{ doctor.name }}}}. {CLAIM} Ice &amp; rest.</p>",
        f"<p>请休息。{CLAIM}</p>",
    ],
)
def test_it_goes_back_to_its_place(kosak, write, ann, html):
    page = write(html, source=kosak)
    note = set_aside(page, ann)
    assert CLAIM not in "".join(texts_of(page))
    assert restore(page, note, ann)
    assert texts_of(page) == [html]


def test_it_finds_its_place_after_edits_around_it(kosak, write, ann):
    page = write(f"<p>Rest. {CLAIM} Walk.</p>", source=kosak)
    note = set_aside(page, ann)
    edit(page, "Rest.", "Sleep well.")
    assert restore(page, note, ann)
    assert texts_of(page) == [f"<p>Sleep well. {CLAIM} Walk.</p>"]


def test_two_passages_go_back_in_their_order(kosak, write, ann):
    other = "She graduated from Palmer College in 1990."
    page = write(f"<p>Rest. {CLAIM}</p><p>Walk. {other}</p>", source=kosak)
    notes = [set_aside(page, ann), set_aside(page, ann)]
    for note in notes:
        assert restore(page, note, ann)
    assert texts_of(page) == [f"<p>Rest. {CLAIM}</p><p>Walk. {other}</p>"]


CLAIMS = (
    CLAIM,
    "We opened our doors in 1987.",
    "Dr. Wilson graduated from Palmer College in 1990.",
)
ORDERS = [*permutations(range(3))]


def set_aside_words(page, words, user):
    each = next(it for it in check_draft(draft_of(page)).open if it.finding.text == words)
    answer_finding(page=page, key=each.key, answer=Answer.REMOVED, user=user)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Rest. {' '.join(CLAIMS)} Walk.</p>",
        f"<p>{' '.join(CLAIMS)} Walk.</p>",
        f"<p>Rest. {' '.join(CLAIMS)}</p>",
        f"<ul><li>{'</li><li>'.join(CLAIMS)}</li><li>Rest.</li></ul>",
    ],
)
@pytest.mark.parametrize("taken", ORDERS)
def test_neighbours_go_back_in_their_order(kosak, write, ann, html, taken):
    for number, back in enumerate((ORDERS[0], ORDERS[3], ORDERS[5])):
        page = write(html, source=kosak, slug=f"heel-pain-{number}")
        for index in taken:
            set_aside_words(page, CLAIMS[index], ann)
        notes = {it.text: it for it in ArticleNote.objects.filter(page=page, answer="")}
        for index in back:
            assert restore(page, notes[CLAIMS[index]], ann)
        assert texts_of(page) == [html]


def test_a_neighbour_that_is_taken_out_again_keeps_its_order(kosak, write, ann):
    html = f"<p>Rest. {CLAIMS[0]} {CLAIMS[1]} Walk.</p>"
    page = write(html, source=kosak)
    for words in CLAIMS[:2]:
        set_aside_words(page, words, ann)
    restore(page, ArticleNote.objects.get(text=CLAIMS[1], kind=NoteKind.SET_ASIDE), ann)
    set_aside_words(page, CLAIMS[1], ann)
    for words in CLAIMS[:2]:
        restore(page, ArticleNote.objects.get(text=words, answer="", kind=NoteKind.SET_ASIDE), ann)
    assert texts_of(page) == [html]


def test_two_sentences_that_were_all_of_a_text_go_back_in_their_order(kosak, write, ann):
    page = write("<p>Rest.</p>", source=kosak, summary=" ".join(CLAIMS[:2]))
    notes = []
    for words in CLAIMS[:2]:
        set_aside_words(page, words, ann)
        notes.append(ArticleNote.objects.get(kind=NoteKind.SET_ASIDE, answer="", text=words))
    assert draft_of(page).summary == ""
    for note in notes:
        assert restore(page, ArticleNote.objects.get(pk=note.pk), ann)
    assert draft_of(page).summary == " ".join(CLAIMS[:2])


def test_a_block_of_its_own_goes_back_between_its_neighbours(kosak, write, ann):
    def block(number, html):
        return {
            "type": "text",
            "id": f"0a7c5a30-0000-4000-8000-{number:012}",
            "value": html,
        }

    blocks = [block(11, "<p>Rest.</p>"), block(12, f"<p>{CLAIM}</p>"), block(13, "<p>Walk.</p>")]
    page = write("", source=kosak, overview=blocks)
    note = set_aside(page, ann)
    assert texts_of(page) == ["<p>Rest.</p>", "<p>Walk.</p>"]
    assert restore(page, note, ann)
    assert "".join(texts_of(page)) == f"<p>Rest.</p><p>{CLAIM}</p><p>Walk.</p>"


def test_the_text_of_a_field_goes_back_into_it(kosak, write, ann):
    page = write("<p>Rest.</p>", source=kosak, summary=CLAIM)
    note = set_aside(page, ann)
    assert draft_of(page).summary == ""
    assert restore(page, note, ann)
    assert draft_of(page).summary == CLAIM


def cause(number, explanation):
    value = {"name": f"Stress {number}", "kind": "other", "explanation": explanation}
    return {"type": "cause", "id": f"0a7c5a30-0000-4000-8000-{number:012}", "value": value}


@pytest.mark.parametrize("place", range(3))
def test_an_explanation_goes_back_with_the_name_of_its_cause(kosak, write, ann, place):
    causes = [cause(number, f"<p>Rest {number} days.</p>") for number in range(2)]
    causes.insert(place, cause(9, f"<p>{CLAIM}</p>"))
    page = write("<p>Rest.</p>", source=kosak, causes=causes)
    note = set_aside(page, ann)
    assert [it.value["name"] for it in draft_of(page).causes] == ["Stress 0", "Stress 1"]
    assert restore(page, note, ann)
    assert draft_of(page).causes[place].value.source == f"<p>Stress 9: {CLAIM}</p>"


def test_the_only_explanation_goes_back_into_its_section(kosak, write, ann):
    page = write("<p>Rest.</p>", source=kosak, causes=[cause(9, f"<p>{CLAIM}</p>")])
    note = set_aside(page, ann)
    assert not draft_of(page).causes
    assert restore(page, note, ann)
    assert draft_of(page).causes[0].value.source == f"<p>Stress 9: {CLAIM}</p>"


def test_an_explanation_of_which_something_is_left_keeps_its_cause(kosak, write, ann):
    page = write("", source=kosak, causes=[cause(9, f"<p>Rest. {CLAIM}</p>")])
    note = set_aside(page, ann)
    assert restore(page, note, ann)
    assert draft_of(page).causes[0].value["explanation"].source == f"<p>Rest. {CLAIM}</p>"


def test_without_its_place_it_goes_to_the_end_of_its_section(kosak, write, ann):
    page = write(f"<p>Rest. {CLAIM} Walk.</p>", source=kosak)
    note = set_aside(page, ann)
    edit(page, "Rest. Walk.", "Sleep.")
    assert not restore(page, note, ann)
    assert texts_of(page) == ["<p>Sleep.</p>", f"<p>{CLAIM}</p>"]
