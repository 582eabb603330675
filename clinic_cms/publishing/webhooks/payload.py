"""What a message says: the body that is signed, laid out as Standard Webhooks advises."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from clinic_cms.models import WebhookEvent
from clinic_cms.publishing.webhooks.affected import Affected
from clinic_cms.serving.surrogates import CLINICS, LIBRARY, article_key, clinic_key


def payload_of(
    event: WebhookEvent, clinics: Sequence[Affected], *, part: int = 1, parts: int = 1
) -> str:
    """Return a message's body; it names these clinics and no others."""
    at = event.created_at.astimezone(UTC).isoformat(timespec="milliseconds")
    data = {
        "page": event.subject.get("page"),
        "clinics": [clinic.as_json() for clinic in clinics],
        "surrogate_keys": surrogate_keys(event, clinics),
        "part": part,
        "parts": parts,
    }
    body = {"type": event.type, "timestamp": at.replace("+00:00", "Z"), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def surrogate_keys(event: WebhookEvent, clinics: Sequence[Affected]) -> list[str]:
    """Return the keys under which caches hold what may have changed."""
    page: dict[str, Any] | None = event.subject.get("page")
    if page is None and not event.subject.get("everything"):
        return []
    keys = []
    if page is not None and page["type"] == "condition":
        keys.append(article_key(page["translation_key"]))
    if page is not None and event.clinic_id is None:
        keys.append(LIBRARY)
    if event.clinic_id is not None:
        keys += [*(clinic_key(clinic.slug) for clinic in clinics), CLINICS]
    return keys
