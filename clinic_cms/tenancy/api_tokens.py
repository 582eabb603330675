"""Tokens of the authoring API: for which clinic, how long, and who makes and revokes them.

A token acts as the person who made it. So that it is for one clinic, only who works for that
clinic alone can have one; the agency's people have tokens for all clinics.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import APIToken
from wagtail.permission_policies import ModelPermissionPolicy

from clinic_cms.errors import ClinicCMSError
from clinic_cms.models import Clinic, TokenScope
from clinic_cms.tenancy.policies import SEE_ALL, clinics_owned_by
from clinic_cms.tenancy.second_factor import lacks_second_factor
from clinic_cms.tenancy.sign_in import may_enter

LONGEST = timedelta(days=366)
"""How long a token is valid at most."""


class NoScope(ClinicCMSError):
    """A user works for no clinic, or for others besides: a token would not be for one clinic."""


def clinic_of(user: User | AnonymousUser) -> int | None:
    """Return the clinic for which a user's token is; None for the agency's. Raises NoScope."""
    if isinstance(user, AnonymousUser) or not may_enter(user, None):
        raise NoScope
    if user.has_perm(SEE_ALL):
        return None
    clinics = {*user.groups.values_list("clinic_role__clinic", flat=True)}
    if len(clinics) != 1 or None in clinics:
        raise NoScope
    found: int = clinics.pop()
    return found


def check_token(*, user: User, expires_at: datetime) -> int | None:
    """Return the clinic of a token that a user may make.

    Raises ValidationError for someone whose token would not be for one clinic, and for a moment
    that is past or too far away.
    """
    if not timezone.now() < expires_at <= timezone.now() + LONGEST:
        raise ValidationError({"expires_on": _("Choose a day within a year from now.")})
    try:
        return clinic_of(user)
    except NoScope as error:
        message = _("A token is for one clinic. You work for several clinics, or for others too.")
        raise ValidationError(message) from error


@transaction.atomic
def create_token(*, user: User, name: str, expires_at: datetime) -> tuple[APIToken, str]:
    """Make a token for its user; returns it with its text, which is kept nowhere.

    Raises ValidationError like `check_token`.
    """
    clinic = check_token(user=user, expires_at=expires_at)
    token, text = APIToken.create_token(user=user, name=name)
    TokenScope.objects.create(token=token, clinic_id=clinic, expires_at=expires_at)
    log(token, "wagtail.apitoken.create", user=user)
    return token, text


def scope_of(token: APIToken) -> TokenScope | None:
    """Return the scope of a valid token: not expired, and still that of its user. Few queries.

    The token of someone who must have a second factor and has none is worth nothing.
    """
    if lacks_second_factor(token.user):
        return None
    scope = TokenScope.objects.filter(token=token, expires_at__gt=timezone.now()).first()
    try:
        is_still_so = scope is not None and clinic_of(token.user) == scope.clinic_id
    except NoScope:
        return None
    return scope if is_still_so else None


def is_refused(token: APIToken) -> bool:
    """Whether a token is worth nothing: its last moment is past, or its user lacks a second factor.

    One of Wagtail's without a scope has no last moment.
    """
    if lacks_second_factor(token.user):
        return True
    return TokenScope.objects.filter(token=token, expires_at__lte=timezone.now()).exists()


def tokens_visible_to(user: User | AnonymousUser) -> QuerySet[APIToken]:
    """Return the tokens that a user may rename and revoke: all for the agency, else a clinic's."""
    rows = APIToken.objects.select_related("user", "clinic_scope__clinic")
    if isinstance(user, AnonymousUser):
        return rows.none()
    if user.has_perm(SEE_ALL):
        return rows
    return rows.filter(clinic_scope__clinic__in=clinics_owned_by(user))


def token_clinic(token: APIToken) -> Clinic | None:
    """Return the clinic of a token that was read with its scope."""
    scope = getattr(token, "clinic_scope", None)
    return scope.clinic if scope else None


class TokenPolicy(ModelPermissionPolicy):
    """What Wagtail's views check: owners of clinics and the agency have tokens.

    Which ones a user sees is up to `tokens_visible_to`.
    """

    permission_cache_name = "_clinic_cms_token_actions"
    actions = frozenset({"add", "change", "delete", "view"})

    def get_all_permissions_for_user(self, user: Any) -> frozenset[str]:
        """Return what a user may do. Wagtail keeps it on the user for the length of a request."""
        if isinstance(user, AnonymousUser) or not user.is_active:
            return frozenset()
        is_owner = user.has_perm(SEE_ALL) or clinics_owned_by(user).exists()
        return self.actions if is_owner else frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return not self.get_cached_permissions_for_user(user).isdisjoint(actions)
