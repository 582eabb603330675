"""What a message contains: the signed body, laid out as Standard Webhooks advises.

Which clinics an event concerns, and at which URLs, is looked up on sending, for many at once.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from clinic_cms.models import (
    Clinic,
    ClinicHost,
    ClinicLocale,
    ConditionIndexPage,
    ConditionPage,
    Subscription,
    WebhookEvent,
)
from clinic_cms.models.base_page import readable
from clinic_cms.routing import url_of
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.surrogate_keys import CLINICS, LIBRARY, article_key, clinic_key


@dataclass(frozen=True)
class Affected:
    """One clinic as a payload names it, and where its patients see the change."""

    slug: str
    host: str
    locales: list[str]
    urls: list[str]
    everything: bool
    """Whether any page of the clinic may look different now."""


def payload_of(
    event: WebhookEvent, clinics: Collection[Affected], *, part: int = 1, parts: int = 1
) -> str:
    """Return a message's body; it names these clinics and no others."""
    at = event.created_at.astimezone(UTC).isoformat(timespec="milliseconds")
    data = {
        "page": event.subject.get("page"),
        "clinics": [asdict(clinic) for clinic in clinics],
        "surrogate_keys": surrogate_keys(event, clinics),
        "part": part,
        "parts": parts,
    }
    body = {"type": event.type, "timestamp": at.replace("+00:00", "Z"), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def surrogate_keys(event: WebhookEvent, clinics: Collection[Affected]) -> list[str]:
    """Return the keys under which caches hold what may have changed."""
    page: dict[str, Any] | None = event.subject.get("page")
    if page is None and not event.subject.get("everything"):
        return []
    keys = []
    if page is not None and page["type"] == "condition":
        keys.append(article_key(page["translation_key"]))
    if event.clinic_id is None:
        return [*keys, LIBRARY]
    return [*keys, *(clinic_key(clinic.slug) for clinic in clinics), CLINICS]


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


def affected_by(event: WebhookEvent, clinic_ids: Collection[int]) -> dict[int, Affected]:
    """Return these of the clinics that are concerned, by primary key. Two queries."""
    page = event.subject.get("page")
    everything = event.subject.get("everything", False)
    affected = {}
    for clinic in _clinics(clinic_ids, page["locale"] if page else ""):
        offered = [row.locale.language_code for row in clinic.locales.all()]
        if page is None:
            codes = offered if everything else []
            tails = [(code, "") for code in codes]
        else:
            # A home that went offline took its locale along.
            codes = [*offered, page["locale"]] if everything else [page["locale"]]
            tails = [(page["locale"], tail) for tail in _tails(event, clinic.index)]
        if tails or page is None:
            default = clinic.default_locale.language_code
            urls = [url_of(origin(), clinic.host, code, default, tail) for code, tail in tails]
            affected[clinic.pk] = Affected(
                clinic.slug, clinic.host, [*dict.fromkeys(codes)], urls, everything
            )
    return affected


def _clinics(clinic_ids: Collection[int], code: str) -> Iterable[Any]:
    """Return clinics that have a host, with their open locales, and an index's path in one."""
    canonical = ClinicHost.objects.filter(clinic=OuterRef("pk"), is_canonical=True)
    indexes = ConditionIndexPage.objects.filter(
        readable(), clinic=OuterRef("pk"), locale__language_code=code
    )
    offered = ClinicLocale.objects.filter(home__live=True).select_related("locale")
    return (
        Clinic.objects.filter(pk__in=clinic_ids)
        .select_related("default_locale")
        .prefetch_related(Prefetch("locales", offered))
        .annotate(
            host=Subquery(canonical.values("hostname")),
            index=Subquery(indexes.values("url_path")[:1]),
        )
        .exclude(host=None)
        .order_by("pk")
    )


def _tails(event: WebhookEvent, index_path: str | None) -> list[str]:
    """Return the paths below the home where a page is or was, then those that list it."""
    index = None if index_path is None else tail_of(index_path)
    if event.clinic_id is not None:
        tails = [tail_of(url_path) for url_path in event.subject["url_paths"]]
    elif index is None:
        # Without an index, a clinic's masters have no URL.
        return []
    else:
        tails = [f"{index}/{slug}" for slug in _slugs(event.subject["page"])]
    lists = [] if event.subject["everything"] or index is None else [index, ""]
    return [*tails, *lists]


def _slugs(page: dict[str, Any]) -> list[str]:
    return [slug for slug in (page["slug"], page["previous_slug"]) if slug]
