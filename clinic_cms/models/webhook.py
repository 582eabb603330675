"""Where events are sent, and the outbox in which they wait."""

import base64
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_cms.models.clinic import Clinic

OLD_SECRET_SIGNS_FOR = timedelta(days=1)


def new_secret() -> str:
    """Return a secret of 256 bits as Standard Webhooks writes one: "whsec_" and base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


class PauseReason(models.TextChoices):
    """Why nothing is sent to an endpoint."""

    BY_HAND = "by_hand", _("Paused by hand")
    GONE = "gone", _("It responded that it is gone (410)")
    FAILING = "failing", _("It has failed for a day")


class EndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Which endpoints receive an event."""

    def wanting(self, event: str) -> "EndpointQuerySet":
        """Endpoints that chose a type of event, or that chose none and so receive all."""
        # Databases query JSON differently; as text it is the same everywhere.
        texts = self.annotate(_events=Cast("events", models.TextField()))
        return texts.filter(Q(events=[]) | Q(_events__contains=f'"{event}"'))

    def of(self, clinic_id: int | None) -> "EndpointQuerySet":
        """Endpoints that may receive a clinic's events: its own, and those of the network.

        For None, all endpoints.
        """
        if clinic_id is None:
            return self
        return self.filter(Q(clinic=None) | Q(clinic_id=clinic_id))


class WebhookEndpoint(models.Model):
    """A URL that receives events, by the Standard Webhooks scheme."""

    clinic = models.ForeignKey(
        Clinic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("clinic"),
        help_text=_(
            "Only events that concern this clinic are sent. Leave it empty for all clinics."
        ),
    )
    url = models.CharField(_("URL"), max_length=500)
    events = models.JSONField(_("events"), default=list, blank=True)
    """Names of registered types; empty for all of them, later ones included."""
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    old_secret = models.CharField(max_length=100, blank=True, editable=False)
    rotated_at = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    """The first failure after the last success."""
    held_until = models.DateTimeField(null=True, editable=False)
    """The endpoint asked us to wait (`Retry-After`)."""
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)
    pause_reason = models.CharField(
        max_length=20, blank=True, choices=PauseReason.choices, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["clinic__name", "url"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def signing_secrets(self) -> tuple[str, ...]:
        """The secrets that sign: the current one, and for a day after a rotation the old one."""
        rotated = self.rotated_at
        overlaps = rotated is not None and timezone.now() < rotated + OLD_SECRET_SIGNS_FOR
        return (self.secret, self.old_secret) if overlaps else (self.secret,)

    def rotate_secret(self) -> None:
        """Sign with a new secret; for a day the old one signs as well."""
        self.old_secret, self.secret, self.rotated_at = self.secret, new_secret(), timezone.now()
        self.save(update_fields=["old_secret", "secret", "rotated_at"])


class WebhookEvent(models.Model):
    """Something that happened, written in the same transaction: the outbox.

    `subject` holds what could not be read later; the endpoints are looked up on sending.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = models.CharField(_("event"), max_length=60)
    subject = models.JSONField(default=dict)
    clinic = models.ForeignKey(Clinic, models.CASCADE, null=True, related_name="+")
    """The only clinic concerned; None for all that show a master."""
    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, null=True, related_name="+")
    """The only endpoint that receives it; None for all that chose it."""
    created_at = models.DateTimeField(default=timezone.now)
    fanned_out_at = models.DateTimeField(null=True)
    """When its deliveries were written."""

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(fanned_out_at=None),
                name="clinic_cms_outbox",
            )
        ]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.type


class DeliveryState(models.TextChoices):
    """How far the delivery of a message is."""

    PENDING = "pending", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")


class WebhookDelivery(models.Model):
    """One message to one endpoint, with its attempts. A replay sends the same bytes."""

    event = models.ForeignKey(
        WebhookEvent, models.CASCADE, related_name="deliveries", verbose_name=_("event")
    )
    endpoint = models.ForeignKey(
        WebhookEndpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    part = models.PositiveIntegerField(default=1)
    payload = models.TextField(_("content"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=DeliveryState.choices,
        default=DeliveryState.PENDING,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    """Attempts since it was created, replayed or resumed: what the retry schedule counts."""
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    """A sender holds it until then; if the sender dies, the claim expires."""
    history = models.JSONField(default=list)
    """Attempts, oldest first: {"at": ISO 8601, "status": 503 or null, "error": "", "ms": 12}."""
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "endpoint", "part"], name="clinic_cms_one_delivery"
            )
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at"],
                condition=Q(state=DeliveryState.PENDING),
                name="clinic_cms_deliveries_due",
            ),
            models.Index(fields=["created_at"], name="clinic_cms_deliveries_new"),
        ]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """The `webhook-id` header: the same on every attempt and replay."""
        stem = f"msg_{self.event_id.hex}"
        return stem if self.part == 1 else f"{stem}_{self.part}"

    @property
    def last_attempt(self) -> dict[str, Any]:
        """The newest entry of the history, or nothing."""
        return self.history[-1] if self.history else {}

    @property
    def is_due_at(self) -> datetime | None:
        """When it is tried next; None if it will not be."""
        waits = self.state == DeliveryState.PENDING and self.endpoint.paused_at is None
        return self.next_attempt_at if waits else None
