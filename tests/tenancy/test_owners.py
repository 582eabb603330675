"""Whose a row is, of each kind that the admin's routes name."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
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
from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.route_table import row_models
from tests.factories import locale, make_image

pytestmark = pytest.mark.django_db


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


def token_of(clinic, user):
    token, _text = APIToken.create_token(user=user, name="Script")
    TokenScope.objects.create(token=token, clinic=clinic, expires_at=timezone.now())
    return token


def rows_of(page, collection, clinic, site, user):
    """A row of each kind that a route may name."""
    return {
        "page": page,
        "collection": collection,
        **media_of(collection, page.slug),
        **workflow_rows(page, user),
        **translation_rows(page),
        **webhook_rows(clinic),
        "api_token": token_of(clinic, user),
        "clinic": clinic,
        "site": site,
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


@pytest.mark.parametrize("kind", row_models())
def test_a_clinics_row_is_found_to_be_its_own(kind, own, sol, kosak):
    assert dict(clinics_of(row_models()[kind], [str(own[kind].pk)])) == {
        own[kind].pk: sol.clinic.pk
    }


@pytest.mark.parametrize("kind", sorted(row_models().keys() - {"clinic", "site"}))
def test_a_shared_row_is_nobodys(kind, shared, sol):
    assert clinics_of(row_models()[kind], [shared[kind].pk]) == {}


def test_what_cannot_be_a_key_is_nobodys(sol):
    assert clinics_of(Page, ["live", "", "9" * 30, sol.home.pk]) == {sol.home.pk: sol.clinic.pk}
