"""The mail to those who approve a page, when it is submitted."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted

from clinic_cms.models import Approval
from clinic_cms.models.approval import approvers_of


class ApprovalMail(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail, to a clinic's owners, or to the Library's clinical reviewers."""

    def can_handle(self, instance: Any, **_: Any) -> bool:
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, Approval)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> "QuerySet[User]":
        page = task_state.workflow_state.content_object
        if not isinstance(page, Page):
            return User.objects.none()
        approvers, user = approvers_of(page), kwargs.get("user")
        return approvers.exclude(pk=user.pk) if user else approvers


def connect() -> None:
    """Send mails. Another call changes nothing."""
    uid = "clinic_cms.approvals"
    task_submitted.connect(_mail, sender=TaskState, dispatch_uid=uid)


_mail = ApprovalMail()
