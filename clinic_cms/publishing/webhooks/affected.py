"""Which clinics an event concerns, and at which URLs: found out on sending, for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


def clinics_concerned(event: WebhookEvent) -> QuerySet[Clinic]:
    """Return the clinics whose patients see an event's change, by primary key."""
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
    # With another slug before, an own article may hide one of the two addresses only.
    return (rows if page["previous_slug"] else rows.exclude(Exists(own))).order_by("pk")


def affected_by(event: WebhookEvent, clinic_ids: Sequence[int]) -> list[Affected]:
    """Return some of the clinics that are concerned, with their URLs. At most four queries."""
    clinics = Clinic.objects.filter(pk__in=clinic_ids).select_related("default_locale")
    known = _Known(event, clinic_ids)
    found = (_affected(event, clinic, known) for clinic in clinics.order_by("pk"))
    return [one for one in found if one is not None]


@dataclass
class _Known:
    """What is read once for many clinics."""

    event: WebhookEvent
    clinic_ids: Sequence[int]
    hosts: dict[int, str] = field(init=False)
    locales: dict[int, list[str]] = field(init=False)
    indexes: dict[tuple[int, str], str] = field(init=False)

    def __post_init__(self) -> None:
        mine = {"clinic__in": self.clinic_ids}
        hosts = ClinicHost.objects.filter(is_canonical=True, **mine)
        self.hosts = dict(hosts.values_list("clinic_id", "hostname"))
        self.locales = defaultdict(list)
        offered = ClinicLocale.objects.filter(home__live=True, **mine).order_by("position")
        for clinic_id, code in offered.values_list("clinic_id", "locale__language_code"):
            self.locales[clinic_id].append(code)
        indexes = ConditionIndexPage.objects.filter(readable(), **mine)
        rows = indexes.values_list("clinic_id", "locale__language_code", "url_path")
        self.indexes = {(clinic_id, code): tail_of(path) for clinic_id, code, path in rows}


def _affected(event: WebhookEvent, clinic: Clinic, known: _Known) -> Affected | None:
    host = known.hosts.get(clinic.pk)
    if host is None:
        return None
    default, offered = clinic.default_locale.language_code, known.locales.get(clinic.pk, [])
    page = event.subject.get("page")
    everything = event.subject.get("everything", False)
    if page is None:
        places = [(code, "") for code in offered if everything]
    else:
        places = [(page["locale"], tail) for tail in _tails(event, clinic, known)]
    if page is not None and not places:
        return None
    # A home that went off line took its locale along.
    codes = dict.fromkeys([*offered, page["locale"]] if page else offered)
    return Affected(
        id=clinic.pk,
        slug=clinic.slug,
        host=host,
        locales=tuple(codes if everything else [page["locale"]] if page else []),
        urls=tuple(url_of(origin(), host, code, default, tail) for code, tail in places),
        everything=everything,
    )


def _tails(event: WebhookEvent, clinic: Clinic, known: _Known) -> Iterable[str]:
    """Return the paths below the home at which a page lies or lay, then those that list it."""
    page = event.subject["page"]
    index = known.indexes.get((clinic.pk, page["locale"]))
    if event.clinic_id is not None:
        tails = [tail_of(place) for place in event.subject["places"]]
    elif index is None:
        # Without an index, a clinic's masters have no address.
        return []
    else:
        tails = [f"{index}/{slug}" for slug in _slugs(page)]
    lists = [] if event.subject["everything"] or index is None else [index, ""]
    return [*tails, *lists]


def _slugs(page: dict[str, Any]) -> list[str]:
    return [slug for slug in (page["slug"], page["previous_slug"]) if slug]
