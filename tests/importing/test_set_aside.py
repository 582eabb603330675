"""What is one person's own is never tagged: it is taken out and kept beside the draft."""

from pathlib import Path

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.service import import_article
from clinic_cms.models import Answer, ArticleNote, ConditionPage, NoteKind
from clinic_cms.publishing.notes.answers import answer_note
from tests.importing.cases import facts_of

KOSAK = facts_of("kosak-chiropractic")


def imported(markdown: str) -> ImportResult:
    text = f"# Heel pain\n\n## Treatment\n\n{markdown}\n"
    return read_article(read_markdown(text, "en-us"), KOSAK, "en-us")


def set_aside(result: ImportResult) -> list[str]:
    assert {passage.section for passage in result.set_aside} <= {"treatment"}
    return [passage.text for passage in result.set_aside]


@pytest.mark.parametrize(
    "claim",
    [
        "Dr. Michael Wilson has treated over 2,000 crash victims.",
        "Dr. Wilson graduated from Palmer College in 1998.",
        "Dr. Michael Wilson lives in Vacaville.",
        "Michael Wilson is board-certified in sports care.",
        "Dr. Wilson has helped hundreds of runners. He was born in Dixon.",
        "Dr. Wilson was born in Vacaville. People come to see him.",
        "Dr. Wilson was voted the best in town. He still runs every day.",
    ],
)
def test_a_claim_is_taken_out_with_what_points_back_to_it(claim: str) -> None:
    result = imported(f"Rest helps. {claim} Ice helps too.")

    assert result.sections["treatment"].html == "<p>Rest helps. Ice helps too.</p>"
    assert set_aside(result) == [claim]
    assert not any("doctor" in tag.tag for tag in result.merge_tags)


def test_each_claim_is_a_passage_of_its_own() -> None:
    claims = ["Dr. Wilson lives in Vacaville.", "Dr. Wilson graduated in 1998."]

    assert set_aside(imported(" ".join(claims))) == claims


@pytest.mark.parametrize(
    "review",
    [
        '"Dr. Wilson saved my back!" - Jennifer R., Vacaville',
        "> “My feet feel brand new. I run again.” – Karen, Vacaville",
        "“My feet feel brand new.”\n\n– Karen, Vacaville",
        "“They were so kind.”\n\nTom S.",
        "### What our patients say\n\nI can walk again.\n\nSo can my wife, says Tom.",
        "★★★★★ The best office in Fairfield.",
    ],
)
def test_a_review_is_taken_out(review: str) -> None:
    result = imported(f"Rest helps.\n\n{review}")

    assert result.sections["treatment"].html == "<p>Rest helps.</p>"
    assert result.set_aside
    assert {passage.reason for passage in result.set_aside} == {"It is a review of one clinic."}
    assert result.merge_tags == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Michael Wilson checks how the foot moves.",
        "“Rest is best,” says Dr. Michael Wilson.",
        "Most runners have tight calves.",
        "He who sits gets stiff.",
    ],
)
def test_other_sentences_stay(text: str) -> None:
    result = imported(text)

    assert result.set_aside == ()
    assert result.sections["treatment"].html


def test_a_section_of_claims_alone_leaves_no_heading_behind() -> None:
    result = imported("Dr. Wilson graduated in 1998.\n\n## Causes\n\nAge.")

    assert set_aside(result) == ["Dr. Wilson graduated in 1998."]
    assert result.sections["treatment"].heading == ""


def test_what_was_set_aside_is_kept_with_the_draft(kosak, tmp_path: Path) -> None:
    file = tmp_path / "heel.md"
    file.write_text(
        "# Heel pain\n\nAn opening.\n\n## Treatment\n\nIce. Dr. Wilson lives in Vacaville.\n",
        encoding="utf-8",
    )

    result = import_article(path=file, clinic="kosak")

    note = ArticleNote.objects.get(page_id=result.page_id, kind=NoteKind.SET_ASIDE)
    assert (note.path, note.text) == ("treatment", "Dr. Wilson lives in Vacaville.")
    assert note.reason == "It is true of one person or one clinic only."
    assert result.findings == ()


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.django_db
def test_what_an_import_took_out_goes_back_to_its_place(kosak, tmp_path, is_first):
    first = "Dr. Wilson graduated from Palmer College in 1998."
    second = "We have served families here since 1987."
    sentences = ["Dr. Wilson helps.", first, second, "Rest well."]
    lines = [f"Heel pain\n\nWhat is heel pain?\n\n{' '.join(sentences)}\n\n{second}\n\nIce helps."]
    path = tmp_path / "article.txt"
    path.write_text("".join(lines), encoding="utf-8")
    page = ConditionPage.objects.get(pk=import_article(path=path, clinic="kosak").page_id)
    notes = [*page.notes.filter(kind=NoteKind.SET_ASIDE)]
    assert [note.text for note in notes] == [first, second, second]
    for note in notes if is_first else reversed(notes):
        assert answer_note(page=page, note_id=note.pk, answer=Answer.RESTORED, user=None)
    draft = ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    (text,) = [block.value.source for block in draft.overview]
    begins = "<p>{{ doctor.short_name }} helps."
    assert text == f"{begins} {first} {second} Rest well.</p><p>{second}</p><p>Ice helps.</p>"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.django_db
def test_what_stood_first_goes_back_in_its_order(kosak, tmp_path, order, gap):
    claims = ["Dr. Wilson lives in Vacaville.", "We have served families here since 1987."]
    path = tmp_path / "article.md"
    text = gap.join([*claims, "Rest well."])
    path.write_text(f"# Heel pain\n\nAn opening.\n\n## Treatment\n\n{text}\n", encoding="utf-8")
    page = ConditionPage.objects.get(pk=import_article(path=path, clinic="kosak").page_id)
    for index in order:
        note = page.notes.get(kind=NoteKind.SET_ASIDE, text=claims[index])
        answer_note(page=page, note_id=note.pk, answer=Answer.RESTORED, user=None)
    draft = ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    written = "".join(block.value.source for block in draft.treatment)
    html = gap.replace("\n\n", "</p><p>").join([*claims, "Rest well."])
    assert written == f"<p>{html}</p>"
