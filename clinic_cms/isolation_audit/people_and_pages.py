"""The people, files and pages of a clinic of the audit."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.roles import clinic_roles
from clinic_cms.isolation_audit.samples import picture
from clinic_cms.models import (
    ClinicHomePage,
    ClinicLocation,
    ClinicPage,
    ConditionIndexPage,
    ConditionPage,
    PractitionerPage,
)

PASSWORD = "isolation-audit"  # noqa: S105 - of users in a database that is thrown away


def add_people(built: AuditedClinic) -> None:
    """Add a person of each role; the first one is who did everything else."""
    token = built.canaries.token
    model: Any = get_user_model()
    for role, group_of in clinic_roles().items():
        user: User = model.objects.create_user(
            token("auth.User.username"),
            f"{token('auth.User.email')}@clinic.example",
            PASSWORD,
            first_name=token("auth.User.first_name").title(),
            last_name=token("auth.User.last_name").title(),
        )
        user.groups.add(group_of(built.clinic))
        built.people[role] = user
    built.chosen[model] = next(iter(built.people.values()))


def add_files(built: AuditedClinic) -> None:
    """Add pictures and documents; pages show one picture alone, the others are private."""
    collection = Collection.objects.get(pk=built.clinic.collection_id)
    _add_picture(built, collection)
    with built.canaries.privately():
        folder = collection.add_child(name=built.canaries.text("wagtailcore.Collection.name"))
        _add_picture(built, folder)
        for place in (collection, folder):
            content = built.canaries.text("a document's content").encode()
            _add_file(built, get_document_model(), place, "txt", content)


def _add_picture(built: AuditedClinic, collection: Collection) -> None:
    content = picture(built.canaries.token("a picture's content"))
    _add_file(built, get_image_model(), collection, "png", content)


def _add_file(
    built: AuditedClinic, model: Any, collection: Collection, suffix: str, content: bytes
) -> None:
    label = model._meta.label
    name = f"lapwing-{built.canaries.token(f'{label}.file')}.{suffix}"
    file = ContentFile(content, name=name)
    row = model(file=file, collection=collection, uploaded_by_user=built.person)
    row.title = built.canaries.text(f"{label}.title")
    built.samples.save(row, row.save)
    with built.canaries.privately():
        row.tags.add(built.canaries.text("taggit.Tag.name"))
    built.chosen.setdefault(model, row)


def fill_pages(built: AuditedClinic) -> None:
    """Put a canary into each text of the launched pages, and publish them."""
    for page in built.pages():
        built.samples.save(page, partial(publish, page, built.person))


def publish(page: Page, user: User) -> None:
    """Save a page and publish it, as the admin does."""
    page.full_clean()
    page.save_revision(user=user, log_action=True).publish(user=user)


def add_pages(built: AuditedClinic) -> None:
    """Add pages of the clinic's own in all states: live, with a draft, draft, scheduled, locked."""
    home = ClinicHomePage.objects.get(pk=built.clinic.home_id)
    index = ConditionIndexPage.objects.child_of(home).get()
    rich = add_page(built, home, ClinicPage)
    article = add_page(built, index, ConditionPage)
    with built.canaries.privately():
        draft = add_page(built, home, ClinicPage, live=False)
        scheduled = add_page(built, rich, ClinicPage, live=False)
    practitioner, location = (
        model.objects.child_of(home).get() for model in (PractitionerPage, ClinicLocation)
    )
    scheduled.go_live_at = timezone.now() + timedelta(days=9)
    scheduled.save_revision(user=built.person, log_action=True).publish(user=built.person)
    locked = add_page(built, home, ClinicPage)
    locked.locked, locked.locked_by, locked.locked_at = True, built.person, timezone.now()
    locked.save()
    built.first(Page, rich, draft, locked, home, article, practitioner, location)
    with built.canaries.privately():
        for page in built.pages():
            edit(built, page)


def add_page(built: AuditedClinic, parent: Page, model: type[Page], *, live: bool = True) -> Page:
    """Add a page of any type below a clinic's page."""
    page: Any = model(
        title=built.canaries.text(f"{model._meta.label}.title"),
        slug=built.canaries.token(f"{model._meta.label}.slug"),
        owner=built.person,
        live=False,
        locale=parent.locale,
    )
    parent.add_child(instance=page)
    page = model.objects.get(pk=page.pk)
    built.samples.save(page, page.save)
    if live:
        publish(page, built.person)
    parent.refresh_from_db()
    return page


def edit(built: AuditedClinic, page: Page) -> None:
    """Change a page's texts in a draft, which is not published."""
    built.samples.fill(page, empty_only=False)
    try:
        page.full_clean()
    except ValidationError:
        # A made-up text that a rule of the page's refuses: one that none does stands for all.
        page = type(page).objects.get(pk=page.pk)
        page.search_description = built.canaries.text("a draft's description")
    page.save_revision(user=built.person, log_action=True, clean=False)
