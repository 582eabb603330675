"""The people, files and pages of a clinic of the audit."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from clinic_cms.isolation_audit.clinics import AuditedClinic
from clinic_cms.isolation_audit.roles import clinic_roles
from clinic_cms.models import ClinicPage, ConditionIndexPage, ConditionPage

PASSWORD = "isolation-audit"  # noqa: S105 - of users in a database that is thrown away


def add_people(built: AuditedClinic) -> None:
    """Add a person of each role; the first one is who did everything else."""
    token = built.canaries.token
    model: Any = get_user_model()
    for role in clinic_roles():
        group = role.group_of(built.clinic)
        if group is None:
            continue
        user: User = model.objects.create_user(
            token("auth.User.username"),
            f"{token('auth.User.email')}@clinic.example",
            PASSWORD,
            first_name=token("auth.User.first_name").title(),
            last_name=token("auth.User.last_name").title(),
        )
        user.groups.add(group)
        built.people[role.name] = user
    built.chosen[model] = next(iter(built.people.values()))


def add_files(built: AuditedClinic) -> None:
    """Add pictures and documents, one of each in a folder within the clinic's collection."""
    token, text = built.canaries.token, built.canaries.text
    collection = built.clinic.collection
    assert collection is not None  # noqa: S101 - launching made it
    folder = collection.add_child(name=text("wagtailcore.Collection.name"))
    for place in (collection, Collection.objects.get(pk=folder.pk)):
        for model, suffix, content in (
            (get_image_model(), "png", _picture(token("image file's content"))),
            (get_document_model(), "txt", text("document file's content").encode()),
        ):
            label = model._meta.label
            name = f"lapwing-{token(f'{label}.file')}.{suffix}"
            row = model(
                title=text(f"{label}.title"),
                file=ContentFile(content, name=name),
                collection=place,
                uploaded_by_user=built.person,
            )
            built.samples.save(row, row.save)
            row.tags.add(text("taggit.Tag.name"))
            built.chosen.setdefault(model, row)


def _picture(comment: str) -> bytes:
    """Return a PNG that has a text within."""
    info, file = PngInfo(), BytesIO()
    info.add_text("Comment", comment)
    Image.new("RGB", (40, 30), "teal").save(file, "png", pnginfo=info)
    return file.getvalue()


def fill_pages(built: AuditedClinic) -> None:
    """Put a canary into each text of the launched pages, and publish them."""
    for page in built.pages():
        built.samples.save(page, lambda page=page: publish(page, built.person))


def publish(page: Page, user: User) -> None:
    """Save a page and publish it, as the admin does."""
    page.full_clean()
    page.save_revision(user=user, log_action=True).publish(user=user)


def add_pages(built: AuditedClinic) -> None:
    """Add pages of the clinic's own in all states: live, with a draft, draft, scheduled, locked."""
    home = built.clinic.home
    assert home is not None  # noqa: S101 - launching made it
    index = ConditionIndexPage.objects.child_of(home).get()
    rich = add_page(built, home, ClinicPage)
    built.first(Page, rich)
    add_page(built, index, ConditionPage)
    draft = add_page(built, home, ClinicPage, live=False)
    built.first(Page, draft)
    scheduled = add_page(built, rich, ClinicPage, live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=9)
    scheduled.save_revision(user=built.person, log_action=True).publish(user=built.person)
    locked = add_page(built, home, ClinicPage)
    locked.locked, locked.locked_by, locked.locked_at = True, built.person, timezone.now()
    locked.save()
    built.first(Page, locked)
    for page in (*built.pages(),):
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
    except Exception:
        page = type(page).objects.get(pk=page.pk)
        page.search_description = built.canaries.text("a draft's description")
    page.save_revision(user=built.person, log_action=True, clean=False)
