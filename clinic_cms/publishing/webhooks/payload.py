"""What a message says: the signed body, laid out as Standard Webhooks advises.

Which clinics an event concerns, and at which URLs, is looked up on sending, for many at once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinic_cms.models import (
    Clinic,
    ClinicHost,
    ClinicLocale,
    ConditionIndexPage,
    ConditionPage,
    Subscription,
    WebhookEvent,
)
from clinic_cms.models.base import readable
from clinic_cms.routing import url_of
from clinic_cms.serving import origin
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.surrogates import CLINICS, LIBRARY, article_key, clinic_key


@dataclass(frozen=True)
class Affected:
    """One clinic, and where its patients see the change."""

    id: int
    slug: str
    host: str
    locales: tuple[str, ...]
    urls: tuple[str, ...]
    everything: bool
    """Whether any page of the clinic may look different now."""

    def as_json(self) -> dict[str, Any]:
        """Return the clinic as a payload names it."""
        return {
            "slug": self.slug,
            "host": self.host,
            "locales": list(self.locales),
            "urls": list(self.urls),
            "everything": self.everything,
        }


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


def clinics_concerned(event: WebhookEvent) -> QuerySet[Clinic]:
    """Return the clinics whose patients see an event's change, in the order of primary keys."""
    if event.clinic_id is not None:
        return Clinic.objects.filter(pk=event.clinic_id)
    page = event.subject["page"]
    code, key = page["locale"], page["translation_key"]
    offered = ClinicLocale.objects.filter(
        clinic=OuterRef("pk"), locale__language_code=code, home__live=True
    )
    chosen = Subscription.objects.filter(clinic=OuterRef("pk"), condition_key=key)
    own = ConditionPage.objects.filter(
        readable(), clinic=OuterRef("pk"), locale__language_code=code, slug__in=_slugs(page)
    )
    rows = Clinic.objects.filter(
        Q(subscribes_to_all=True) | Exists(chosen), Exists(offered), retired_at=None
    )
    # Where the slug has changed, an own article may hide only one of the two URLs.
    return (rows if page["previous_slug"] else rows.exclude(Exists(own))).order_by("pk")


def affected_by(event: WebhookEvent, clinic_ids: Sequence[int]) -> list[Affected]:
    """Return these of the clinics that are concerned, with their URLs. At most four queries."""
    clinics = Clinic.objects.filter(pk__in=clinic_ids).select_related("default_locale")
    lookups = _Lookups(clinic_ids)
    rows = (_affected(event, clinic, lookups) for clinic in clinics.order_by("pk"))
    return [row for row in rows if row is not None]


@dataclass
class _Lookups:
    """What is read once for many clinics."""

    clinic_ids: Sequence[int]
    hosts: dict[int, str] = field(init=False)
    locales: dict[int, list[str]] = field(init=False)
    indexes: dict[tuple[int, str], str] = field(init=False)

    def __post_init__(self) -> None:
        of_these = {"clinic__in": self.clinic_ids}
        hosts = ClinicHost.objects.filter(is_canonical=True, **of_these)
        self.hosts = dict(hosts.values_list("clinic_id", "hostname"))
        self.locales = defaultdict(list)
        offered = ClinicLocale.objects.filter(home__live=True, **of_these).order_by("position")
        for clinic_id, code in offered.values_list("clinic_id", "locale__language_code"):
            self.locales[clinic_id].append(code)
        indexes = ConditionIndexPage.objects.filter(readable(), **of_these)
        rows = indexes.values_list("clinic_id", "locale__language_code", "url_path")
        self.indexes = {(clinic_id, code): tail_of(path) for clinic_id, code, path in rows}


def _affected(event: WebhookEvent, clinic: Clinic, lookups: _Lookups) -> Affected | None:
    host = lookups.hosts.get(clinic.pk)
    if host is None:
        return None
    default, offered = clinic.default_locale.language_code, lookups.locales.get(clinic.pk, [])
    page = event.subject.get("page")
    everything = event.subject.get("everything", False)
    if page is None:
        tails = [(code, "") for code in offered if everything]
    else:
        tails = [(page["locale"], tail) for tail in _tails(event, clinic, lookups)]
    if page is not None and not tails:
        return None
    # A home that went offline took its locale along.
    codes = dict.fromkeys([*offered, page["locale"]] if page else offered)
    return Affected(
        id=clinic.pk,
        slug=clinic.slug,
        host=host,
        locales=tuple(codes if everything else [page["locale"]] if page else []),
        urls=tuple(url_of(origin(), host, code, default, tail) for code, tail in tails),
        everything=everything,
    )


def _tails(event: WebhookEvent, clinic: Clinic, lookups: _Lookups) -> Iterable[str]:
    """Return the paths below the home where a page is or was, then those that list it."""
    page = event.subject["page"]
    index = lookups.indexes.get((clinic.pk, page["locale"]))
    if event.clinic_id is not None:
        tails = [tail_of(url_path) for url_path in event.subject["url_paths"]]
    elif index is None:
        # Without an index, a clinic's masters have no URL.
        return []
    else:
        tails = [f"{index}/{slug}" for slug in _slugs(page)]
    lists = [] if event.subject["everything"] or index is None else [index, ""]
    return [*tails, *lists]


def _slugs(page: dict[str, Any]) -> list[str]:
    return [slug for slug in (page["slug"], page["previous_slug"]) if slug]
