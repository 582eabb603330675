"""Endpoints that lead to a receiver on this machine, and what was sent there."""

import pytest

from clinic_cms.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from clinic_cms.publishing.webhooks.delivery_run import send_due
from tests.receiver import Receiver, running

HERE = ["127.0.0.0/8"]


@pytest.fixture
def receivers(settings):
    """A function that starts another receiver."""
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "WEBHOOKS_ALLOWED_NETWORKS": HERE}
    with running() as start:
        yield start


@pytest.fixture
def receiver(receivers):
    return receivers()


@pytest.fixture
def endpoint(receiver, db):
    """A network-wide endpoint that wants everything."""
    return WebhookEndpoint.objects.create(url=receiver.url)


def events() -> list[str]:
    return list(WebhookEvent.objects.values_list("type", flat=True))


def forget() -> None:
    """Empty the outbox of what fixtures did."""
    WebhookEvent.objects.all().delete()


def sent_to(receiver: Receiver) -> list[dict]:
    """Send what is due, and return what the receiver then has."""
    send_due()
    return receiver.messages


def delivery() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


@pytest.fixture
def desk(client, django_user_model):
    """A browser on the network host, signed in as the agency."""
    client.defaults["HTTP_HOST"] = "network.example"
    client.force_login(django_user_model.objects.create_superuser("agency"))
    return client
