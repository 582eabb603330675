"""A signed message, ready to be sent from a thread: it needs no database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

from clinic_cms.models import WebhookDelivery
from clinic_cms.publishing.webhooks.transport import Answer, post

USER_AGENT = "clinic_cms webhooks (https://www.standardwebhooks.com)"


@dataclass(frozen=True)
class Message:
    """One delivery, as its next attempt sends it."""

    delivery: int
    id: str
    url: str
    body: str
    secrets: tuple[str, ...]

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> "Message":
        """Return the message of a delivery, whose endpoint is loaded."""
        endpoint = delivery.endpoint
        return cls(
            delivery.pk,
            delivery.message_id,
            endpoint.url,
            delivery.payload,
            endpoint.signing_secrets,
        )

    def send(self) -> Answer:
        """Make one attempt."""
        return post(self.url, self.body.encode(), self.headers(datetime.now(tz=UTC)))

    def headers(self, at: datetime) -> dict[str, str]:
        """Return the headers of an attempt: signed anew, since receivers refuse old timestamps."""
        signatures = [Webhook(secret).sign(self.id, at, self.body) for secret in self.secrets]
        return {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "webhook-id": self.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }
