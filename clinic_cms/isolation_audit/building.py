"""Builds the two clinics of the audit."""

from django.test import Client
from wagtail.models import Page

from clinic_cms.conf import get_settings
from clinic_cms.isolation_audit.attachments import add_restriction, attach_everything
from clinic_cms.isolation_audit.audited_clinic import AuditedClinic, launch
from clinic_cms.isolation_audit.people_and_pages import add_files, add_pages, add_people, fill_pages
from clinic_cms.isolation_audit.project_models import add_project_rows
from clinic_cms.isolation_audit.rows import keys_now, keys_since


def build_clinics() -> tuple[AuditedClinic, AuditedClinic]:
    """Make the two clinics in an empty install: the own one and the other one."""
    return _build("a"), _build("b")


def _build(letter: str) -> AuditedClinic:
    before = keys_now()
    built = launch(letter)
    with built.canaries.privately():
        add_people(built)
    add_files(built)
    fill_pages(built)
    add_pages(built)
    pages = Page.objects.in_bulk(built.subjects[Page])
    rich, _draft, locked, *_others = (pages[key].specific for key in built.subjects[Page])
    with built.canaries.privately():
        attach_everything(built, rich)
        add_restriction(built, locked)
        built.unfilled = [*add_project_rows(built)]
    _read_all(built)
    built.keys = keys_since(before)
    return built


def _read_all(built: AuditedClinic) -> None:
    """Read each page as a patient does: that makes the files of its pictures."""
    client = Client(headers={"host": built.host})
    for path in built.page_paths():
        client.get(f"/{path}", secure=get_settings().SCHEME == "https")
