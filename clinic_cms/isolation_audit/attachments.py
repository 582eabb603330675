"""What hangs on a clinic's pages, people and files: comments, workflows, translations and more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.models import (
    ArticleNote,
    ConditionPage,
    EarlierSlug,
    PreviewDraft,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    clinic_scope,
)
from clinic_cms.tenancy.api_tokens import create_token

Attach = Callable[[AuditedClinic, Page], None]


def comment(built: AuditedClinic, page: Page) -> None:
    text = built.canaries.text
    row = Comment.objects.create(
        page=page, user=built.person, text=text("wagtailcore.Comment.text"), contentpath="title"
    )
    CommentReply.objects.create(
        comment=row, user=built.person, text=text("wagtailcore.CommentReply.text")
    )


def start_workflow(built: AuditedClinic, page: Page) -> None:
    """Let a page be in moderation: one step was approved with a comment, the next one waits."""
    text = built.canaries.text
    workflow = Workflow.objects.create(name=text("wagtailcore.Workflow.name"))
    for order in range(2):
        task = GroupApprovalTask.objects.create(name=text("wagtailcore.Task.name"))
        task.groups.add(*Group.objects.filter(clinic_role__clinic=built.clinic))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    state = workflow.start(page, built.person)
    comment = text("wagtailcore.TaskState.comment")
    state.current_task_state.approve(user=built.person, comment=comment)


def translate(built: AuditedClinic, page: Page) -> None:
    """Submit a page for translation, and translate its strings."""
    target = Locale.objects.exclude(pk=page.locale_id).filter(
        pk__in=built.clinic.locales.values("locale")
    )
    if not target:
        return
    translate_object(page, target, user=built.person)
    for row in Translation.objects.filter(source__object_id=page.translation_key):
        for segment in StringSegment.objects.filter(source=row.source):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=row.target_locale,
                context=segment.context,
                data=built.canaries.text("wagtail_localize.StringTranslation.data"),
                last_translated_by=built.person,
            )
        row.save_target(user=built.person, publish=False)


def add_webhook(built: AuditedClinic, page: Page) -> None:
    token = built.canaries.token
    url = f"https://{token('clinic_cms.WebhookEndpoint.url')}.example/hook"
    endpoint = WebhookEndpoint.objects.create(clinic=built.clinic, url=url)
    event = WebhookEvent.objects.create(
        type="page.published", clinic=built.clinic, fanned_out_at=timezone.now()
    )
    WebhookDelivery.objects.create(
        event=event,
        endpoint=endpoint,
        payload=f'{{"title": "{built.canaries.text("clinic_cms.WebhookDelivery.payload")}"}}',
        history=[
            {
                "at": timezone.now().isoformat(),
                "status": None,
                "error": built.canaries.text("clinic_cms.WebhookDelivery.history"),
                "ms": 9,
            }
        ],
    )
    log(endpoint, "wagtail.edit", user=built.person, title=url)


def add_restriction(built: AuditedClinic, page: Page) -> None:
    """Protect a page and a folder of files by a password."""
    password = built.canaries.token("wagtailcore.PageViewRestriction.password", is_listed=False)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=password)
    folder = Collection.objects.child_of(built.clinic.collection).first()
    CollectionViewRestriction.objects.create(
        collection=folder,
        restriction_type="password",
        password=built.canaries.token("wagtailcore.CollectionViewRestriction.password"),
    )


def keep_draft(built: AuditedClinic, page: Page) -> None:
    """Let someone be editing a page just now, and previewing it."""
    from wagtail.admin.models import EditingSession, FormState

    kind = ContentType.objects.get_for_model(page)
    title = built.canaries.token("clinic_cms.PreviewDraft.content", is_listed=False)
    EditingSession.objects.create(
        user=built.person, content_type=kind, object_id=str(page.pk), last_seen_at=timezone.now()
    )
    FormState.objects.create(
        user=built.person,
        content_type=kind,
        object_id=str(page.pk),
        data=f"title={built.canaries.token('wagtailadmin.FormState.data', is_listed=False)}",
        last_updated_at=timezone.now(),
    )
    PreviewDraft.objects.create(
        user=built.person,
        clinic=built.clinic,
        page=page,
        content_type=kind,
        content={**page.serializable_data(), "title": title},
        expires_at=timezone.now() + timedelta(hours=1),
    )


def add_earlier_slug(built: AuditedClinic, page: Page) -> None:
    EarlierSlug.objects.create(
        scope=clinic_scope(built.clinic.pk),
        parent=page.get_parent(),
        slug=built.canaries.token("clinic_cms.EarlierSlug.slug", is_listed=False),
        page=page,
    )


def add_note(built: AuditedClinic, page: Page) -> None:
    """Add what an import doubted to the clinic's own article."""
    article = ConditionPage.objects.filter(clinic=built.clinic).first()
    if article is not None:
        text = built.canaries.text("clinic_cms.ArticleNote.text")
        ArticleNote.objects.create(page=article, kind="warning", text=text)


def add_upload(built: AuditedClinic, page: Page) -> None:
    name = f"{built.canaries.token('wagtailcore.UploadedFile.file')}.txt"
    UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(get_document_model()),
        file=ContentFile(built.canaries.text("upload's content").encode(), name=name),
        uploaded_by_user=built.person,
    )


def log_changes(built: AuditedClinic, page: Page) -> None:
    for row in (page, built.clinic, *built.chosen.values()):
        title = built.canaries.text("log entry's label")
        log(row, "wagtail.edit", user=built.person, title=title)


def add_redirect(built: AuditedClinic, page: Page) -> None:
    if apps.is_installed("wagtail.contrib.redirects"):
        model: Any = apps.get_app_config("wagtailredirects").get_model("Redirect")
        old = f"/{built.canaries.token('wagtailredirects.Redirect.old_path')}"
        model.objects.create(old_path=old, site=built.clinic.site, redirect_page=page)


def add_token(built: AuditedClinic, page: Page) -> None:
    name, day = built.canaries.text("wagtailcore.APIToken.name"), timezone.now() + timedelta(days=9)
    _row, built.token = create_token(user=built.person, name=name, expires_at=day)


ATTACHMENTS: tuple[Attach, ...] = (
    comment,
    translate,
    start_workflow,
    add_webhook,
    keep_draft,
    add_earlier_slug,
    add_note,
    add_upload,
    log_changes,
    add_redirect,
    add_token,
)


def attach_everything(built: AuditedClinic, page: Page) -> None:
    """Attach each kind of thing to a clinic and to one of its pages."""
    for attach in ATTACHMENTS:
        attach(built, page)
