"""From where changes are made, and whose they are, beside each entry of Wagtail's log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import BaseLogEntry, LogEntryQuerySet, ModelLogEntry, Page, PageLogEntry

from clinic_cms.conf import get_settings
from clinic_cms.models import ClinicLocale, ClinicOwnedPage, LogOrigin
from clinic_cms.models.tree_paths import in_trees
from clinic_cms.routing import host_of
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.guard import own_clinics
from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.policies import SEE_ALL

LOGS = {"page_entry": PageLogEntry, "model_entry": ModelLogEntry}
"""Wagtail's logs, by the field that leads from an origin to an entry."""
_request: ContextVar[HttpRequest | None] = ContextVar("clinic_cms_request", default=None)


@contextmanager
def changes_from(request: HttpRequest) -> Iterator[None]:
    """Let what is logged meanwhile be known to come from a request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def keep_origin(instance: PageLogEntry | ModelLogEntry, created: bool, **_: object) -> None:
    """Write down the origin of a new entry; a receiver of `post_save`.

    A change by a command has none, and so have the many that launching writes at once.
    """
    request = _request.get()
    if request is None or not created:
        return
    LogOrigin.objects.create(
        **{name: instance for name, log in LOGS.items() if isinstance(instance, log)},
        clinic_id=_clinic_of(instance),
        host=host_of(request.get_host()),
        address=client_of(request),
    )


def _clinic_of(entry: PageLogEntry | ModelLogEntry) -> int | None:
    """Return whose was changed: the row's clinic, else that of the person, if they have just one.

    So is a colleague's account, which is no clinic's row.
    """
    if isinstance(entry, PageLogEntry) and isinstance(entry.page, ClinicOwnedPage):
        return entry.page.clinic_id
    model = entry.content_type.model_class()
    found = clinics_of(model, [entry.object_id]) if model else {}
    if found:
        return next(iter(found.values()))
    own = own_clinics(entry.user) if entry.user else frozenset()
    return next(iter(own)) if len(own) == 1 else None


def changes_visible_to(user: User, log: type[BaseLogEntry]) -> LogEntryQuerySet:
    """Return the entries of a log that a user may see.

    All for the agency. For a clinic's people, what was done to the clinic's things, those that have
    been deleted since included. For others what Wagtail shows.
    """
    if user.has_perm(SEE_ALL):
        return log.objects.all()
    clinics = own_clinics(user)
    if not clinics:
        return log.objects.viewable_by_user(user)
    of_page = issubclass(log, PageLogEntry)
    origins = LogOrigin.objects.filter(clinic__in=clinics)
    seen = Q(pk__in=origins.values("page_entry" if of_page else "model_entry"))
    if of_page:
        # Launching and other commands leave no origin.
        homes = ClinicLocale.objects.filter(clinic__in=clinics, home__isnull=False)
        own = Page.objects.filter(in_trees(homes.values_list("home__path", flat=True)))
        seen |= Q(page__in=own.values("pk"))
    return log.objects.filter(seen)


def add_origins(entries: Iterable[Any]) -> None:
    """Give entries of both logs their `clinic`, `host` and `address`. At most two queries."""
    entries = [*entries]
    origins: dict[tuple[type[BaseLogEntry], int], LogOrigin] = {}
    for name, log in LOGS.items():
        keys = [entry.pk for entry in entries if isinstance(entry, log)]
        rows = LogOrigin.objects.filter(**{f"{name}__in": keys}).select_related("clinic")
        for origin in rows:
            origins[log, getattr(origin, f"{name}_id")] = origin
    for entry in entries:
        origin = origins.get((type(entry), entry.pk), LogOrigin())
        entry.clinic, entry.host, entry.address = origin.clinic, origin.host, origin.address


def forget_addresses() -> str:
    """Empty the addresses of changes that are long past; returns a line that says how many."""
    limit = timezone.now() - timedelta(days=get_settings().LOG_ADDRESS_DAYS)
    old = LogOrigin.objects.filter(created_at__lt=limit).exclude(address="")
    return f"{old.update(address='')} emptied"
