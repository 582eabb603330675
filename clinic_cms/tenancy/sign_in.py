"""Who may sign in where: a clinic's people on its hosts and the network's, the agency's on all."""

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends.base import SessionBase

from clinic_cms.conf import get_settings
from clinic_cms.models import Clinic
from clinic_cms.models.role_groups import KEPT_TO
from clinic_cms.serving.rates import spend
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to
from clinic_cms.tenancy.second_factor import user_of_session

ENTER = "wagtailadmin.access_admin"


def may_enter(user: User | AnonymousUser, clinic: Clinic | None) -> bool:
    """Whether a user may enter the admin on a clinic's hosts; for None, on the network's."""
    if isinstance(user, AnonymousUser) or not user.has_perm(ENTER):
        return False
    if clinic is None or user.has_perm(SEE_ALL):
        return True
    return clinics_visible_to(user).filter(pk=clinic.pk).exists()


def user_on_host(user: User | AnonymousUser, clinic: Clinic | None) -> User | AnonymousUser:
    """Return whom a session stands for on a host: no one where its user may not sign in.

    Who cannot enter any admin, such as a reader with an account of the project's, stays. One of
    several clinics' people is kept to the host's, for the length of the request.
    """
    if isinstance(user, AnonymousUser) or not user.has_perm(ENTER):
        return user
    if not may_enter(user, clinic):
        return AnonymousUser()
    if clinic is not None and not user.has_perm(SEE_ALL):
        setattr(user, KEPT_TO, clinic.pk)
    return user


def visitor(
    user: User | AnonymousUser, session: SessionBase, clinic: Clinic | None
) -> User | AnonymousUser:
    """Return whom a session stands for on a clinic's hosts; for None, on the network's."""
    known = user_of_session(user, session)
    return known if clinic is None else user_on_host(known, clinic)


def too_often(purpose: str, *, address: str, account: str) -> bool:
    """Count an attempt from an address for an account, and say whether there were too many.

    An account that does not exist is counted like any other.
    """
    rate = get_settings().SIGN_IN_RATE
    if rate is None:
        return False
    counted = (("address", address), ("account", account.strip().casefold()))
    return min([spend(rate, purpose, *each).left for each in counted]) < 0
