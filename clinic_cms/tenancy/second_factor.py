"""The second factor by which people sign in: who has one, who must have one, who takes it away.

It is django-allauth's, an extra: where it is not installed no one has one. A session is worth
nothing to someone who has a second factor until they have shown it there, whichever way they
signed in.
"""

import time
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from clinic_cms.conf import get_settings
from clinic_cms.models import Clinic, NetworkRole, Role
from clinic_cms.models.role_groups import roles_of
from clinic_cms.tenancy.policies import SEE_ALL, clinics_owned_by

APP = "allauth.mfa"
SINGLE_SIGN_ON_APP = "allauth.socialaccount.providers.openid_connect"
SUPERUSER = "superuser"
ROLES = frozenset({*Role, *NetworkRole.Name, SUPERUSER})
"""What the setting `SECOND_FACTOR_ROLES` may name."""
SIGNED_IN = "clinic_cms.signed_in"
"""The key in a session of who signed in there with all that was asked, and when."""
SECOND_FACTOR_RESET = "clinic_cms.second_factor_reset"


def is_installed() -> bool:
    """Whether people can have a second factor."""
    return apps.is_installed(APP)


def single_sign_on_is_installed() -> bool:
    """Whether people can sign in by a provider; with what a second factor needs."""
    return is_installed() and apps.is_installed(SINGLE_SIGN_ON_APP)


def with_second_factor(people: Collection[int]) -> set[int]:
    """Return those of some users, by primary key, who have one. One query."""
    if not is_installed():
        return set()
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.filter(user__in=people)
    return {*rows.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user", flat=True)}


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Whether someone must have a second factor and has none. No query where none is asked for."""
    required = get_settings().SECOND_FACTOR_ROLES
    if not required or isinstance(user, AnonymousUser) or not is_installed():
        return False
    if not (user.is_superuser and SUPERUSER in required):
        of_clinics = Q(clinic_role__role__in=required)
        groups = Group.objects.filter(of_clinics | Q(network_role__role__in=required), user=user.pk)
        if not groups.exists():
            return False
    return not with_second_factor([user.pk])


def remember(session: SessionBase, user: User) -> None:
    """Note that someone has signed in with all that was asked, or has just set up a factor."""
    session[SIGNED_IN] = [user.pk, time.time()]


def signed_in_at(session: SessionBase, user: User) -> float:
    """Return when a user signed in with all that was asked; 0 if they did not."""
    pk, moment = session.get(SIGNED_IN, [None, 0])
    return float(moment) if pk == user.pk else 0


def user_of_session(user: User | AnonymousUser, session: SessionBase) -> User | AnonymousUser:
    """Return whom a session stands for: no one until a second factor was shown. One query."""
    if isinstance(user, AnonymousUser) or signed_in_at(session, user):
        return user
    return AnonymousUser() if with_second_factor([user.pk]) else user


def may_reset(by: User | AnonymousUser, person: User) -> bool:
    """Whether someone may take away a person's second factor.

    The agency may for everyone, an owner for those who work for the owner's clinics alone: for
    others it protects another clinic too. No one for themselves, as their own page asks for the
    password first, and none but a superuser for a superuser.
    """
    if isinstance(by, AnonymousUser) or by.pk == person.pk:
        return False
    if person.is_superuser:
        return by.is_superuser
    if by.has_perm(SEE_ALL):
        return True
    owned = clinics_owned_by(by)
    theirs = roles_of(person).filter(clinic__in=owned).values("group")
    return theirs.exists() and not person.groups.exclude(pk__in=theirs).exists()


@transaction.atomic
def reset_second_factor(*, clinic: Clinic, person: User, by: User) -> None:
    """Take away a person's second factor and their recovery codes, as for a lost phone."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=person).delete()
    data: dict[str, Any] = {"person": person.get_full_name() or person.get_username()}
    log(clinic, SECOND_FACTOR_RESET, user=by, data=data)
