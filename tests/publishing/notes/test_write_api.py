"""Wagtail's write API publishes through the same gate as the editor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Page

from clinic_cms.models import Answer
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.findings import check_draft
from clinic_cms.tenancy.api_tokens import create_token
from tests.factories import make_condition

NUMBER = "<p>Call 707-426-1111. Rest.</p>"


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor")


@pytest.fixture
def publish(client, kosak, editor):
    """Publishes a page as a client of the API does, and returns the response."""
    tomorrow = timezone.now() + timedelta(days=1)
    _token, key = create_token(user=editor, name="script", expires_at=tomorrow)

    def post(page):
        return client.post(
            f"/api/v3/pages/{page.pk}/actions/publish/",
            headers={"host": "network.example", "authorization": f"Bearer {key}"},
        )

    return post


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_draft_with_a_finding_is_refused_and_named(publish, write):
    page = write(NUMBER)
    response = publish(page)
    assert response.status_code == 422
    assert "707-426-1111" in response.content.decode()
    assert not is_live(page)


def test_an_answered_draft_is_published(publish, write, editor):
    page = write(NUMBER)
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.RIGHT, user=editor)
    assert publish(page).status_code == 200
    assert is_live(page)


def test_a_live_master_keeps_what_it_said(publish, library):
    page = make_condition(library, summary="Heels hurt.")
    draft = page.get_latest_revision_as_object()
    draft.summary = "Call 707-426-1111."
    draft.save_revision()
    assert publish(page).status_code == 422
    assert type(page).objects.get(pk=page.pk).summary == "Heels hurt."
