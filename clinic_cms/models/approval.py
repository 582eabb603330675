"""The one task of the install's workflow: whoever may publish a page approves it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import GroupPagePermission, Page, Task, TaskState

from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.models.clinic import ClinicLocale
from clinic_cms.models.role_groups import ClinicRole, Role, granted_here, roles_of
from clinic_cms.models.tree_paths import in_trees

PUBLISH = "publish_page"


class Approval(Task):
    """Approval by whoever may publish: of a clinic's page, its owners.

    A clinic's reviewers read what is submitted, comment on it and send it back. Who they are
    follows from the page, so that a thousand clinics share one workflow.
    """

    class Meta:
        verbose_name = gettext_lazy("Approval by the owner")
        verbose_name_plural = gettext_lazy("Approvals by the owner")

    @classmethod
    def get_description(cls) -> str:
        return _("Whoever may publish the page can approve this task")

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return approves(user, obj) or reviews(user, obj)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj: Any, user: User) -> bool:
        return approves(user, obj)

    def user_can_unlock(self, obj: Any, user: User) -> bool:
        return approves(user, obj)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        send_back = ("reject", _("Request changes"), True)
        if approves(user, obj):
            approve = ("approve", _("Approve"), False)
            return [send_back, approve, ("approve", _("Approve with comment"), True)]
        return [send_back] if reviews(user, obj) else []

    def get_task_states_user_can_moderate(self, user: User, **_: Any) -> "QuerySet[TaskState]":
        """Return what waits for a user: below the root, where the agency may publish everything."""
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return states
        pages = Page.objects.filter(in_trees(_trees_of(user))).order_by()
        keys = pages.annotate(key=Cast("pk", CharField())).values("key")
        return states.filter(
            workflow_state__base_content_type__app_label=Page._meta.app_label,
            workflow_state__base_content_type__model=Page._meta.model_name,
            workflow_state__object_id__in=keys,
        )


def approves(user: User, page: Any) -> bool:
    """Whether a user may publish a page."""
    return bool(isinstance(page, Page) and page.permissions_for_user(user).can_publish())


def reviews(user: User, page: Any) -> bool:
    """Whether a user is a reviewer of the clinic of a page. At most one query."""
    if not isinstance(page, Page) or not user.is_active:
        return False
    clinics = ClinicLocale.objects.filter(home__path=page.path[:HOME_PATH_LENGTH]).values("clinic")
    return _reviewing(user).filter(clinic__in=clinics).exists()


def approvers_of(page: Page) -> "QuerySet[User]":
    """Return the active users who may publish a page and whose work that is: not the agency's."""
    above = [page.path[:end] for end in range(HOME_PATH_LENGTH, len(page.path) + 1, page.steplen)]
    granted = GroupPagePermission.objects.filter(permission__codename=PUBLISH, page__path__in=above)
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__in=granted.values("group")).distinct()


def _reviewing(user: User) -> "QuerySet[ClinicRole]":
    return roles_of(user).filter(role=Role.REVIEWER)


def _trees_of(user: User) -> set[str]:
    """Return the tree paths of what a user approves or reviews."""
    granted = GroupPagePermission.objects.filter(
        group__user=user.pk, permission__codename=PUBLISH, page__depth__gt=1
    )
    granted = granted_here(granted, user)
    homes = ClinicLocale.objects.filter(clinic__in=_reviewing(user).values("clinic"))
    paths = homes.filter(home__isnull=False).values_list("home__path", flat=True)
    return {*granted.values_list("page__path", flat=True), *paths}
