"""Each change of something that readers see writes a new stamp, in the same transaction.

A crash in between would leave an old answer under a current stamp. Rows of Django's and Wagtail's
own models (locales, pictures, documents) are saved before they tell us, so there, and only there,
a crash in that moment leaves kept answers old until the next change, or an hour.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import transaction
from django.db.models import Min, Model
from django.db.models.functions import Substr
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import Locale, Page

from clinic_cms.models import SHARED, CacheVersion, Clinic, ClinicHomePage, clinic_scope
from clinic_cms.models.base import HOME_PATH_LENGTH
from clinic_cms.models.cache_version import InvalidatesResponses, lock
from clinic_cms.models.page_changes import BOOKKEEPING
from clinic_cms.serving.cache_versions import announce


def bump(scopes: Iterable[str], *, may_expire: bool = False) -> None:
    """Give scopes new versions, so that no answer made of them before is served again.

    `may_expire` says that a page with a date of expiry is among what changed.
    """
    # In one order everywhere: two writers that wait for each other would never end.
    versions = {name: uuid4().hex for name in sorted(scopes)}
    with transaction.atomic():
        CacheVersion.objects.bulk_create(
            [CacheVersion(name=name, version=version) for name, version in versions.items()],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["version"],
        )
        found = CacheVersion.objects.filter(name__in=versions)
        for stamp in found if may_expire else found.exclude(valid_until=None):
            stamp.valid_until = _next_expiry(stamp.name)
            stamp.save(update_fields=["valid_until"])
        announce(versions)


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
    found: datetime | None = pages.aggregate(next=Min("expire_at"))["next"]
    return found


def scope_of(instance: Model) -> str:
    """Return the scope in which a row counts: its clinic's, or the shared one."""
    is_clinic = isinstance(instance, Clinic)
    clinic_id = instance.pk if is_clinic else getattr(instance, "clinic_id", None)
    if clinic_id is None and isinstance(instance, Page):
        homes = ClinicHomePage.objects.filter(path=instance.path[:HOME_PATH_LENGTH])
        clinic_id = homes.values_list("clinic_id", flat=True).first()
    return SHARED if clinic_id is None else clinic_scope(clinic_id)


def _is_draft(instance: Model, update_fields: frozenset[str] | None) -> bool:
    is_bookkeeping = update_fields is not None and update_fields <= BOOKKEEPING
    return is_bookkeeping and isinstance(instance, Page)


def _take_turn(instance: Model, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """Lock the scope before the row, as every writer does.

    Who held a row while waiting for the stamp could hold up a launch that has the stamp and wants
    that row next: PostgreSQL would refuse one of them. A new row is one that nobody waits for.
    """
    if not (instance._state.adding or _is_draft(instance, update_fields)):
        lock(scope_of(instance))


def _saved(instance: Model, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    if not _is_draft(instance, update_fields):
        bump([scope_of(instance)], may_expire=getattr(instance, "expire_at", None) is not None)


def _about_to_save(instance: Model, **_: Any) -> None:
    """Tell the clinic that a row is taken from, such as a host that moves to another one."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    others = rows.exclude(clinic_id=instance.clinic_id)  # type: ignore[attr-defined]
    for clinic_id in others.values_list("clinic_id", flat=True):
        bump([clinic_scope(clinic_id)])


def _deleted(instance: Model, **_: Any) -> None:
    bump([scope_of(instance)])


def _seen_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if issubclass(model, (Page, Locale, InvalidatesResponses)):
            yield model


def connect() -> None:
    """Listen to the changes of pages, clinics and locales."""
    uid = "clinic_cms.publishing.cache_versions"
    for model in _seen_models():
        for signal in (pre_save, pre_delete):
            signal.connect(_take_turn, sender=model, dispatch_uid=f"{uid}.turn")
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        post_delete.connect(_deleted, sender=model, dispatch_uid=uid)
        if issubclass(model, InvalidatesResponses) and model is not Clinic:
            pre_save.connect(_about_to_save, sender=model, dispatch_uid=uid)
