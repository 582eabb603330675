"""Two clinics with people who work in the admin: one has words that the other must not meet."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import ClinicLocale, ClinicPage, Role
from clinic_cms.tenancy.roles import grant_homes, group_of
from tests.admin.conftest import NETWORK, make_owner
from tests.factories import BuiltClinic, locale, make_image, translate

SECRET = "Quokka"
"""Is part of every word that is another clinic's alone."""


@dataclass
class Peopled:
    """A clinic with an owner, homes in two locales, drafts, media and a workflow."""

    built: BuiltClinic
    owner: User
    pages: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def client(self) -> Client:
        """A browser on the network host, signed in as the owner."""
        client = Client(HTTP_HOST=NETWORK)
        client.force_login(self.owner)
        return client


def people(built: BuiltClinic, name: str, word: str) -> Peopled:
    """Give a clinic an owner and what can be known of it; `word` is part of every name."""
    clinic = built.clinic
    owner = make_owner(built, f"{word}-{name}")
    second = locale("fr")
    home = translate(built.home, "fr", slug=f"{built.home.slug}-fr")
    ClinicLocale.objects.create(clinic=clinic, locale=second, home=home, position=1)
    ensure_access(clinic)
    clinic.save()
    grant_homes(clinic, [row.home for row in clinic.locales.all()])
    group = group_of(clinic, Role.OWNER)
    group.name = f"{word} group"
    group.save()
    clinic.collection.name = f"{word} folder"
    clinic.collection.save()
    found = Peopled(built, owner)
    _write_pages(found, word)
    _add_media(found, word)
    _start_workflow(found, word)
    return found


def _write_pages(found: Peopled, word: str) -> None:
    home, now = found.built.home, timezone.now()
    kinds = {
        "draft": {"live": False},
        "locked": {"locked": True, "locked_by": found.owner, "locked_at": now},
        "scheduled": {"live": False, "go_live_at": now + timedelta(days=1)},
    }
    for kind, values in kinds.items():
        title = f"{word} {kind}"
        page = ClinicPage(title=title, slug=kind, locale=home.locale, owner=found.owner, **values)
        found.pages[kind] = home.add_child(instance=page)
        page.save_revision(user=found.owner, approved_go_live_at=page.go_live_at)
        log(page, "wagtail.edit", user=found.owner)
    Comment.objects.create(page=page, user=found.owner, text=f"{word} comment", contentpath="title")


def _add_media(found: Peopled, word: str) -> None:
    folder = found.built.clinic.collection
    image = make_image(f"{word} image")
    image.collection, image.uploaded_by_user = folder, found.owner
    image.save()
    image.tags.add(f"{word} tag")
    file = ContentFile(b"-", f"{word}.txt")
    document = Document.objects.create(title=f"{word} document", file=file, collection=folder)
    document.tags.add(f"{word} label")
    found.made |= {"image": image, "document": document}


def _start_workflow(found: Peopled, word: str) -> None:
    workflow = Workflow.objects.create(name=f"{word} workflow")
    task = GroupApprovalTask.objects.create(name=f"{word} task")
    task.groups.add(group_of(found.built.clinic, Role.OWNER))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=found.built.home)
    state = workflow.start(found.pages["draft"], found.owner)
    found.made |= {"workflow": workflow, "task": task, "state": state}
