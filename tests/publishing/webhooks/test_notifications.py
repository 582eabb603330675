"""Who is notified that a webhook was paused."""

import pytest
from django.core import mail

from clinic_cms.models import WebhookEndpoint
from clinic_cms.models.webhook import PauseReason
from clinic_cms.publishing.webhooks.retries import notify_of_pause, recipients_of
from tests.admin.conftest import make_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(kosak):
    return WebhookEndpoint.objects.create(url="https://a.invalid/", clinic=kosak.clinic)


def test_the_clinics_owner_or_else_its_people(own, kosak, sol):
    make_owner(sol, "stranger")
    make_owner(kosak)
    assert recipients_of(own) == ["owner@clinic.example"]
    kosak.clinic.owner_email = "wilson@clinic.example"
    assert recipients_of(own) == ["wilson@clinic.example"]


def test_the_agencys_superusers_for_one_of_all_clinics(own, kosak, django_user_model):
    make_owner(kosak)
    for name, active in (("nora", True), ("gone", False)):
        django_user_model.objects.create_superuser(name, f"{name}@agency.example", is_active=active)
    own.clinic = None
    assert recipients_of(own) == ["nora@agency.example"]


def test_without_recipients_there_is_no_mail(own):
    notify_of_pause(own, PauseReason.GONE)
    assert mail.outbox == []


def test_a_mail_server_that_is_off_stops_nothing(own, kosak, settings, caplog):
    kosak.clinic.owner_email = "wilson@clinic.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    notify_of_pause(own, PauseReason.FAILING)
    assert "No mail could be sent" in caplog.text
    assert "wilson" not in caplog.text


def test_the_letter_names_the_address(sol):
    sol.clinic.owner_email = "lucia@sol.example"
    endpoint = WebhookEndpoint.objects.create(url="https://a.invalid/", clinic=sol.clinic)
    notify_of_pause(endpoint, PauseReason.GONE)
    [letter] = mail.outbox
    assert letter.to == ["lucia@sol.example"]
    assert endpoint.url in letter.body
