"""Rows of each kind that the admin's routes name: a clinic's, and shared ones."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    APIToken,
    Collection,
    Page,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)
from wagtail_localize.models import Translation, TranslationSource

from clinic_cms.models import TokenScope, WebhookDelivery, WebhookEndpoint, WebhookEvent
from tests.factories import locale, make_image


def media_of(collection, name):
    image = make_image(name)
    document = Document.objects.create(title=name, file=ContentFile(b"-", f"{name}.txt"))
    for row in (image, document):
        type(row).objects.filter(pk=row.pk).update(collection=collection)
    return {"image": image, "document": document}


def workflow_rows(page, user):
    workflow = Workflow.objects.create(name="Check")
    state = WorkflowState.objects.create(
        workflow=workflow,
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=ContentType.objects.get_for_model(type(page)),
        object_id=str(page.pk),
        requested_by=user,
    )
    task = Task.objects.create(name="Look", content_type=ContentType.objects.get_for_model(Task))
    revision = page.save_revision()
    return {
        "revision": revision,
        "workflow_state": state,
        "task_state": TaskState.objects.create(
            workflow_state=state,
            task=task,
            revision=revision,
            content_type=ContentType.objects.get_for_model(TaskState),
        ),
    }


def translation_rows(page):
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale("fr"))
    return {"translation_source": source, "translation": translation}


def webhook_rows(clinic):
    endpoint = WebhookEndpoint.objects.create(clinic=clinic, url="https://front.example/")
    event = WebhookEvent.objects.create(type="page.published")
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, event=event)
    return {"webhook": endpoint, "delivery": delivery}


def token_row(clinic, user):
    token, _secret = APIToken.create_token(user=user, name="Front end")
    TokenScope.objects.create(
        token=token, clinic=clinic, expires_at=timezone.now() + timedelta(days=1)
    )
    return {"api_token": token}


def rows_of(page, collection, clinic, site, user):
    """A row of each kind that a route may name."""
    return {
        "page": page,
        "collection": collection,
        **media_of(collection, page.slug),
        **workflow_rows(page, user),
        **translation_rows(page),
        **webhook_rows(clinic),
        **token_row(clinic, user),
        "clinic": clinic,
        "site": site,
        "redirect": Redirect.objects.create(old_path=f"/{page.slug}", site=site),
    }


@pytest.fixture
def own(sol, admin_user):
    """Rows of Sol's."""
    root = Collection.get_first_root_node()
    sol.clinic.collection = root.add_child(name="Sol")
    sol.clinic.site = Site.objects.create(hostname=sol.host, root_page=sol.home)
    sol.clinic.save()
    below = sol.clinic.collection.add_child(name="Team")
    return rows_of(sol.contact, below, sol.clinic, sol.clinic.site, admin_user)


@pytest.fixture
def shared(article, admin_user):
    """Rows that are no clinic's."""
    return rows_of(article, Collection.get_first_root_node(), None, None, admin_user)
