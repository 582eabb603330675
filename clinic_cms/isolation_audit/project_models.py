"""What belongs to a clinic by a project's own models: found by introspection."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import ForeignKey, Model
from wagtail.models import Page

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.people_and_pages import add_page
from clinic_cms.models import Clinic, ClinicHomePage

OURS = "clinic_cms"


def add_project_rows(built: AuditedClinic) -> list[str]:
    """Add a row of each model, and a page of each type; returns those that could not be made."""
    home: Any = built.clinic.home
    failed = []
    for model in project_models():
        try:
            with transaction.atomic():
                if issubclass(model, Page):
                    add_page(built, home, model)
                else:
                    clinic_field = next(iter(_to_clinic(model)))
                    row = built.samples.row(model, **{clinic_field: built.clinic})
                    built.samples.save(row, row.save)
        except (DatabaseError, ValueError, TypeError) as error:
            failed.append(f"{model._meta.label}: {error}")
    return failed


def project_models() -> Iterator[type[Model]]:
    """Yield models of other apps with a foreign key to a clinic, and types of clinics' pages."""
    for model in ClinicHomePage.allowed_subpage_models():
        if model._meta.app_label != OURS and model.is_creatable:
            yield model
    for model in apps.get_models():
        if model._meta.app_label != OURS and not issubclass(model, Page) and _to_clinic(model):
            yield model


def _to_clinic(model: type[Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Clinic
    ]
