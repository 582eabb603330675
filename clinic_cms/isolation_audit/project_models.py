"""What belongs to a clinic by a project's own models: found by introspection."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.people_and_pages import add_page
from clinic_cms.isolation_audit.samples import Samples
from clinic_cms.models import Clinic, ClinicHomePage, ClinicPage

OURS = "clinic_cms"


def add_project_rows(built: AuditedClinic) -> Iterator[str]:
    """Add a page of each type and a row of each model; yields which could not be made, and why."""
    clinic = built.clinic
    home, page = clinic.home, ClinicPage.objects.filter(clinic=clinic).first()
    shared = (clinic.site, clinic.collection, clinic.default_locale, home, page, clinic)
    chosen = {type(row): row for row in shared if row is not None}
    samples = Samples(built.canaries, {**chosen, **built.chosen})
    for page_type in ClinicHomePage.allowed_subpage_models():
        if page_type._meta.app_label != OURS and page_type.is_creatable:
            yield from _made(page_type, partial(add_page, built, home, page_type))
    for model in models_with_a_clinic():
        yield from _made(model, partial(_add_row, samples, model))


def _add_row(samples: Samples, model: type[Model]) -> None:
    row = samples.row(model)
    samples.save(row, row.save)


def _made(model: type[Model], make: Callable[[], Any]) -> Iterator[str]:
    """Make a row, or yield why it cannot be made: a rule of the project's that we do not know."""
    try:
        with transaction.atomic():
            make()
    except Exception as error:
        # Whatever a project's models raise: it is reported, and the others are made.
        yield f"{model._meta.label}: {error}"


def models_with_a_clinic() -> Iterator[type[Model]]:
    """Yield models of other apps with a foreign key to a clinic."""
    for model in apps.get_models():
        leads = any(
            isinstance(field, ForeignKey) and field.related_model is Clinic
            for field in model._meta.local_concrete_fields
        )
        if leads and model._meta.app_label != OURS:
            yield model
