"""Each change of something that readers see writes a new cache version, in the same transaction.

A crash in between would leave an old response under a current version. Rows of Django's and
Wagtail's own models (locales, pictures, documents) are saved before their signal is sent, so there,
and only there, a crash in that moment leaves kept responses old until the next change, or an hour.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Min, Model
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page

from clinic_cms.models import (
    SHARED,
    CacheVersion,
    Clinic,
    ClinicHomePage,
    ClinicHost,
    ClinicLocale,
    ConditionPage,
    clinic_scope,
)
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.models.cache_version import HOSTS
from clinic_cms.publishing.cdn.purging import purge_soon
from clinic_cms.serving.response_cache.versions import announce


def bump(scopes: Iterable[str], *, may_expire: bool = False) -> None:
    """Give scopes new versions, so that no response made of them before is served again.

    `may_expire`: a page with a date of expiry is among what changed.
    """
    # In one order everywhere: two writers that wait for each other would never finish.
    versions = {name: uuid4().hex for name in sorted(scopes)}
    with transaction.atomic(savepoint=False):
        CacheVersion.objects.bulk_create(
            [CacheVersion(name=name, version=version) for name, version in versions.items()],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["version"],
        )
        rows = CacheVersion.objects.filter(name__in=versions)
        for row in rows if may_expire else rows.exclude(valid_until=None):
            row.valid_until = _next_expiry(row.name)
            row.save(update_fields=["valid_until"])
        announce(versions)
        purge_soon()


def _next_expiry(scope: str) -> datetime | None:
    """Return when the next live page of a scope expires."""
    homes = ClinicHomePage.objects.exclude(clinic=None)
    pages = Page.objects.live().filter(expire_at__gt=timezone.now())
    pages = pages.annotate(root=Substr("path", 1, HOME_PATH_LENGTH))
    if scope == SHARED:
        pages = pages.exclude(root__in=homes.values("path"))
    else:
        own = homes.filter(clinic_id=int(scope.rpartition(":")[2]))
        pages = pages.filter(root__in=own.values("path"))
    expiry: datetime | None = pages.aggregate(next=Min("expire_at"))["next"]
    return expiry


def scope_of(instance: Model) -> str:
    """Return the scope in which a row counts: its clinic's, or the shared one.

    One query for a page that knows no clinic, none for an article: each knows its own.
    """
    is_clinic = isinstance(instance, Clinic)
    clinic_id = instance.pk if is_clinic else getattr(instance, "clinic_id", None)
    if clinic_id is None and isinstance(instance, Page) and not isinstance(instance, ConditionPage):
        homes = ClinicHomePage.objects.filter(path=instance.path[:HOME_PATH_LENGTH])
        clinic_id = homes.values_list("clinic_id", flat=True).first()
    return SHARED if clinic_id is None else clinic_scope(clinic_id)


def scopes_of(instance: Model) -> list[str]:
    """Return the scopes in which a write of a row counts; a clinic is found by hosts and locales.

    Theirs comes last, as in every transaction.
    """
    scope = scope_of(instance)
    return [scope, HOSTS] if isinstance(instance, (ClinicHost, ClinicLocale)) else [scope]


def bump_former_clinic(row: Model) -> None:
    """Bump the clinic that a row is about to leave, such as a host that moves to another one."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    others = rows.exclude(clinic_id=row.clinic_id)  # type: ignore[attr-defined]
    for clinic_id in others.values_list("clinic_id", flat=True):
        bump([clinic_scope(clinic_id)])
