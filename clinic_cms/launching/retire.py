"""Takes clinics off line; `launch` brings them back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, Refused
from clinic_cms.launching.spec.fields import nearest
from clinic_cms.models import Clinic
from clinic_cms.publishing.webhooks import note_retired


@transaction.atomic
def retire(*, slug: str) -> tuple[Clinic, bool]:
    """Take a clinic off line, keeping all its data; returns it and whether anything changed.

    Its hosts answer 410 Gone. Raises Refused for an unknown slug.
    """
    clinic = Clinic.objects.select_for_update().filter(slug=slug).first()
    if clinic is None:
        known = Clinic.objects.values_list("slug", flat=True)
        message = _("There is no clinic “%(slug)s”.") % {"slug": slug}
        raise Refused([Mistake("clinic_cms.L020", "", message, nearest(slug, known))])
    if clinic.retired_at is not None:
        return clinic, False
    clinic.retired_at = timezone.now()
    clinic.save(update_fields=["retired_at"])
    note_retired(clinic)
    return clinic, True
