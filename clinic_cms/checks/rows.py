"""What the database holds, read only where Django lets checks read it."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError
from wagtail.models import Site
from wagtail_localize.models import LocaleSynchronization

from clinic_cms.conf import SETTING, get_settings
from clinic_cms.errors import error_id
from clinic_cms.models import Clinic, ClinicHost

CLINIC_IS_DEFAULT_SITE = error_id("clinic_cms.E006")
HOST_OF_BOTH = error_id("clinic_cms.E009")
SYNCHRONIZED_LOCALE = error_id("clinic_cms.W011")


def _with_database(
    check: Callable[..., Iterator[CheckMessage]],
) -> Callable[..., list[CheckMessage]]:
    """Run a check only where Django may query databases: with `--database`, and on `migrate`."""

    @wraps(check)
    def run(databases: Any = None, **_: Any) -> list[CheckMessage]:
        try:
            return [*check()] if databases else []
        except DatabaseError:
            # Not migrated yet: `migrate` itself runs the checks.
            return []

    return run


@_with_database
def check_synchronized_locales(**_: Any) -> Iterator[CheckMessage]:
    """Synchronized locales fill the tree with aliases, which patients never see."""
    for row in LocaleSynchronization.objects.select_related("locale", "sync_from"):
        yield checks.Warning(
            f"The locale “{row.locale.language_code}” is synchronized from "
            f"“{row.sync_from.language_code}”: each new page gets an alias that no one sees.",
            hint="Untick the synchronization under Settings → Locales in the admin.",
            obj=row.locale,
            id=SYNCHRONIZED_LOCALE,
        )


@_with_database
def check_network_host_is_no_clinics(**_: Any) -> Iterator[CheckMessage]:
    """A network host that is also a clinic's would take that clinic's site offline."""
    taken = ClinicHost.objects.filter(is_earlier=False)
    hosts = taken.filter(hostname__in=get_settings().NETWORK_HOSTS)
    for host in hosts.select_related("clinic"):
        yield Error(
            f"“{host.hostname}” is a network host and also a host of the clinic "
            f"“{host.clinic.slug}”.",
            hint=f"Remove it from {SETTING}, or give the clinic another host.",
            id=HOST_OF_BOTH,
        )


@_with_database
def check_default_site(**_: Any) -> Iterator[CheckMessage]:
    """A clinic's default Site would be served on unknown hosts."""
    for clinic in Clinic.objects.filter(site__is_default_site=True):
        yield Error(
            f"Wagtail's default site is the clinic “{clinic.slug}”: unknown hosts would show it.",
            hint="Untick “Is default site” under Settings → Sites in the admin.",
            obj=Site,
            id=CLINIC_IS_DEFAULT_SITE,
        )
