"""Launches clinics and retires them: specs are read, planned and applied, each clinic at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_cms.errors import ClinicCMSError, Mistake, Refused, error_id, suggestion
from clinic_cms.launching.batches import in_batches
from clinic_cms.launching.checked_specs import CheckedSpecs
from clinic_cms.launching.clinic_launch import Failed, Launched
from clinic_cms.launching.install import Install
from clinic_cms.launching.network import plan_network, prepare_network
from clinic_cms.launching.plan import Change
from clinic_cms.models import Clinic
from clinic_cms.publishing.statistics import collect_statistics
from clinic_cms.publishing.webhooks import outbox

UNKNOWN_CLINIC = error_id("clinic_cms.L039")


class LaunchFailed(ClinicCMSError):
    """Some clinics of a run were left as they were; all others are launched."""

    def __init__(self, failed: Sequence[Failed]) -> None:
        self.failed = failed
        message = _("“%(slug)s” was left as it was: %(reason)s")
        lines = (message % {"slug": each.slug, "reason": each.reason} for each in failed)
        super().__init__("\n".join(lines))


class Run:
    """The launch of all specs at some paths. To make one checks them all, and prepares the install.

    Iterating over it launches them, a batch in each transaction, and yields what came of each
    once that is committed. Nothing is kept of a clinic that was yielded. With `dry_run` nothing is
    written. Raises Refused before anything is changed.
    """

    def __init__(
        self, paths: Sequence[Path], *, dry_run: bool = False, force: bool = False
    ) -> None:
        self._install = Install()
        self._specs = CheckedSpecs(paths, self._install, force=force)
        self._dry_run = dry_run
        locales = [*self._specs.locales]
        self.network = plan_network(locales) if dry_run else prepare_network(locales=locales)
        """What the install needed."""

    def __len__(self) -> int:
        return len(self._specs)

    def __iter__(self) -> Iterator[Launched | Failed]:
        if self._dry_run:
            yield from (each.result for each in self._specs)
            return
        yield from in_batches(self._specs, self._install)
        collect_statistics()


@dataclass(frozen=True)
class Done:
    """A run that is over: what the install needed, and each clinic."""

    network: list[Change]
    clinics: list[Launched]


def launch(paths: Sequence[Path], *, dry_run: bool = False, force: bool = False) -> Done:
    """Bring clinics to what their specs say, and return all that was done: for few clinics.

    Raises Refused before anything is changed; in the end, raises LaunchFailed if some clinics
    were left as they were.
    """
    run = Run(paths, dry_run=dry_run, force=force)
    results = [*run]
    failed = [each for each in results if isinstance(each, Failed)]
    if failed:
        raise LaunchFailed(failed)
    return Done(run.network, [each for each in results if isinstance(each, Launched)])


@transaction.atomic
def retire(*, slug: str) -> tuple[Clinic, bool]:
    """Take a clinic offline, keeping all its data; returns it and whether anything changed.

    Its hosts respond with 410 Gone until it is launched again. Raises Refused for an unknown slug.
    """
    clinic = find_clinic(slug, Clinic.objects.select_for_update())
    if clinic.retired_at is not None:
        return clinic, False
    clinic.retired_at = timezone.now()
    clinic.save(update_fields=["retired_at"])
    outbox.note_retired(clinic)
    return clinic, True


def find_clinic(slug: str, clinics: QuerySet[Clinic], *, where: str = "") -> Clinic:
    """Return the clinic with a slug; raises Refused, with the nearest slug, if there is none.

    `where` names the option with the slug.
    """
    clinic = clinics.filter(slug=slug).first()
    if clinic is None:
        slugs = Clinic.objects.values_list("slug", flat=True)
        message = _("There is no clinic “%(slug)s”.") % {"slug": slug}
        hint = suggestion(slug, slugs) or _("Launch it first: manage.py launch_clinic PATH")
        raise Refused([Mistake(UNKNOWN_CLINIC, where, message, hint)])
    return clinic
