"""A project's own models are filled, without a word of it about them."""

import pytest
from django.contrib.auth.models import User

from clinic_cms.isolation_audit import project_models
from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.canaries import Canaries
from clinic_cms.models import WebhookEndpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(kosak, monkeypatch):
    """A clinic in which our own models were filled as a project's, and the failures."""
    monkeypatch.setattr(project_models, "OURS", "another app")
    user = User.objects.create_superuser("ann")
    built = AuditedClinic(kosak.clinic, Canaries("a"), {"owner": user}, {User: user})
    return built, [*project_models.add_project_rows(built)]


def test_a_row_that_belongs_to_the_clinic_has_a_canary_in_its_texts(filled):
    built, _failed = filled
    row = WebhookEndpoint.objects.get(clinic=built.clinic)
    assert built.canaries.within(row.url.encode())


def test_a_page_of_each_type_is_added(filled, kosak):
    built, _failed = filled
    pages = [page for page in built.pages() if built.canaries.within(page.title.encode())]
    assert {type(page).__name__ for page in pages} >= {"ClinicPage"}


def test_a_model_of_which_no_row_can_be_made_is_named(filled):
    _built, failed = filled
    assert "clinic_cms.TokenScope: “token” has nothing to refer to." in failed
