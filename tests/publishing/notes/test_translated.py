"""A translation is asked about its own words; its editor keeps them."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from clinic_cms.errors import Refused
from clinic_cms.models import Answer
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.findings import check_draft, draft_of
from clinic_cms.translating.gates import check_target
from tests.factories import make_clinic, make_condition
from tests.translating.conftest import page_in, put, put_all, spanish_library, translation

__all__ = ["spanish_library", "translation"]

CALL = "Call {{ clinic.phone }}."


@pytest.fixture
def spanish(kosak, translation, article):
    """A whole translation with a clinic's number beside the tag."""
    put_all(translation)
    put(translation, CALL, "Llame al {{ clinic.phone }} o al 707-426-1111.")
    return page_in("es", article)


@pytest.fixture
def ann(db):
    return User.objects.create_user("ann")


def test_a_translation_is_refused_until_its_finding_is_answered(spanish, translation, ann):
    with pytest.raises(ValidationError, match="707-426-1111"):
        check_target(translation)
    (finding,) = check_draft(draft_of(spanish)).open
    answer_finding(page=spanish, key=finding.key, answer=Answer.RIGHT, user=ann)
    check_target(translation)


def test_a_live_translation_is_not_written_with_a_finding(kosak, translation, article):
    put_all(translation)
    translation.save_target(publish=True)
    page_in("es", article).get_latest_revision().publish()
    put(translation, CALL, "Llame al {{ clinic.phone }} o al 707-426-1111.")
    with pytest.raises(ValidationError, match="707-426-1111"):
        translation.save_target(publish=True)
    assert "707" not in page_in("es", article).treatment[0].value.source


def test_no_answer_edits_a_text_that_is_translated_string_by_string(spanish, ann):
    (finding,) = check_draft(draft_of(spanish)).open
    with pytest.raises(Refused):
        answer_finding(page=spanish, key=finding.key, answer=Answer.REMOVED, user=ann)


def test_what_was_left_as_in_the_original_has_its_answers(kosak, library, spanish_library, ann):
    page = make_condition(library, slug="heel", summary="Trio Spine wrote this.")
    make_clinic("trio", name="Trio Spine", host="trio.example")
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.RIGHT, user=ann)
    copy = page.copy_for_translation(spanish_library.locale)
    assert check_draft(copy).open == []
