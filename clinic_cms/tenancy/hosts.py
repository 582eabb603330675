"""The host names of a clinic, and the front ends that may read it from a browser."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from clinic_cms.conf import get_settings
from clinic_cms.models import Clinic, ClinicHost, ClinicOrigin
from clinic_cms.models.front_end import normal_origin
from clinic_cms.models.validators import HOSTNAME
from clinic_cms.routing import host_of


def with_canonical_host(clinics: QuerySet[Clinic]) -> QuerySet[Clinic]:
    """Annotate clinics with their `canonical_hostname`."""
    hosts = ClinicHost.objects.filter(clinic=OuterRef("pk"), is_canonical=True)
    return clinics.annotate(canonical_hostname=Subquery(hosts.values("hostname")[:1]))


def check_hosts(clinic: Clinic, hostnames: Iterable[str]) -> list[str]:
    """Return host names as they are kept, each once; raises ValidationError for each wrong one."""
    hostnames = _normal(hostnames)
    _refuse(hostnames, _owners(hostnames, others_than=clinic))
    return hostnames


def _normal(hostnames: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(host_of, hostnames)))


def _owners(hostnames: Iterable[str], *, others_than: Clinic | None = None) -> dict[str, Clinic]:
    """Return the clinics that have hosts, by host name."""
    taken = ClinicHost.objects.filter(hostname__in=hostnames, is_earlier=False)
    if others_than is not None:
        taken = taken.exclude(clinic_id=others_than.pk)
    return {host.hostname: host.clinic for host in taken.select_related("clinic")}


def _refuse(hostnames: Sequence[str], owners: Mapping[str, Clinic]) -> None:
    """Raise ValidationError for each host that a clinic may not have."""
    problems = [] if hostnames else [ValidationError(_("A clinic needs at least one host name."))]
    for hostname in hostnames:
        try:
            HOSTNAME(hostname)
        except ValidationError as error:
            problems.append(_named(hostname, error))
        values = {"host": hostname, "clinic": owners.get(hostname)}
        if hostname in owners:
            problems.append(ValidationError(_("%(host)s belongs to %(clinic)s.") % values))
        if hostname in get_settings().NETWORK_HOSTS:
            problems.append(ValidationError(_("%(host)s is the agency's own host.") % values))
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def change_hosts(*, clinic: Clinic, hostnames: Iterable[str]) -> None:
    """Give a clinic these host names, the canonical one first, and mirror it into its Site.

    Those that it had redirect from now on. A host that another clinic had earlier is taken over.
    """
    hostnames = check_hosts(clinic, hostnames)
    canonical, *_others = hostnames
    desired = {hostname: hostname == canonical for hostname in hostnames}
    current = clinic.hosts.filter(is_earlier=False)
    if desired != dict(current.values_list("hostname", "is_canonical")):
        earlier = ClinicHost.objects.filter(hostname__in=hostnames, is_earlier=True)
        earlier.exclude(clinic=clinic).delete()
        clinic.hosts.exclude(hostname__in=hostnames).update(is_canonical=False, is_earlier=True)
        # Only one may be canonical at a time: the old one is reset before the new one is set.
        clinic.hosts.exclude(hostname=canonical).update(is_canonical=False)
        for hostname, is_canonical in desired.items():
            ClinicHost.objects.update_or_create(
                clinic=clinic,
                hostname=hostname,
                defaults={"is_canonical": is_canonical, "is_earlier": False},
            )
    if clinic.site and clinic.site.hostname != canonical:
        clinic.site.hostname = canonical
        clinic.site.save()


def new_hosts(hostnames: Mapping[Clinic, Iterable[str]]) -> Iterator[ClinicHost]:
    """Yield the rows of new clinics' hosts, the canonical ones first; for the caller to write.

    A host that another clinic had earlier is taken over, in the caller's transaction. Raises
    ValidationError for each wrong one.
    """
    normal = {clinic: _normal(names) for clinic, names in hostnames.items()}
    everything = [name for names in normal.values() for name in names]
    owners = _owners(everything)
    ClinicHost.objects.filter(hostname__in=everything, is_earlier=True).delete()
    for clinic, names in normal.items():
        _refuse(names, owners)
        for name in names:
            yield ClinicHost(clinic=clinic, hostname=name, is_canonical=name == names[0])


def check_origins(origins: Iterable[str]) -> list[str]:
    """Return origins in their normal form, each once; raises ValidationError for each wrong one."""
    normal, problems = {}, []
    for origin in origins:
        try:
            normal[normal_origin(origin)] = True
        except ValidationError as error:
            problems.append(_named(origin, error))
    if problems:
        raise ValidationError(problems)
    return [*normal]


@transaction.atomic
def change_origins(*, clinic: Clinic, origins: Iterable[str]) -> None:
    """Let these front ends, and no others, read a clinic from a browser."""
    desired = check_origins(origins)
    clinic.origins.exclude(origin__in=desired).delete()
    for origin in desired:
        ClinicOrigin.objects.get_or_create(clinic=clinic, origin=origin)


def _named(text: str, error: ValidationError) -> ValidationError:
    """Return an error whose message begins with the text that is wrong."""
    return ValidationError(f"{text}: {error.message}", code=error.code)
