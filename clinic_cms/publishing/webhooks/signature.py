"""The headers of a message, signed as Standard Webhooks says."""

from datetime import datetime

from standardwebhooks.webhooks import Webhook

from clinic_cms.models import WebhookDelivery

USER_AGENT = "clinic_cms webhooks (https://www.standardwebhooks.com)"


def headers_of(delivery: WebhookDelivery, at: datetime) -> dict[str, str]:
    """Return the headers of an attempt: signed each time, as old timestamps are refused."""
    id, body = delivery.message_id, delivery.payload
    signatures = [
        Webhook(secret).sign(id, at, body) for secret in delivery.endpoint.signing_secrets
    ]
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
