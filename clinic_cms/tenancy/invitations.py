"""Invitations by mail: the same for someone with an account elsewhere as for anyone else.

No account is made or looked for before the link is opened, so that whoever invites learns nothing
of other clinics' people.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from clinic_cms.errors import ClinicCMSError, error_id
from clinic_cms.models import Clinic, Invitation, Role
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.tenancy.mails import send_text
from clinic_cms.tenancy.members import change_role, members_of
from clinic_cms.tenancy.sign_in import too_often

SALT = "clinic_cms.invitation"
INVITED = "clinic_cms.person_invited"
WORKS_HERE = error_id("clinic_cms.U012")
TOO_MANY = error_id("clinic_cms.U013")
ACCEPT = "clinic_cms_accept_invitation"


class NoInvitation(ClinicCMSError):
    """A link is wrong, has expired, or its invitation was taken back, sent again or accepted."""


def invite(
    *,
    clinic: Clinic,
    email: str,
    first_name: str,
    last_name: str,
    role: Role,
    language: str,
    by: User,
) -> Invitation:
    """Invite someone by mail, in place of an earlier invitation of the same address.

    Raises ValidationError for one of the clinic's own people, and if it is done too often.
    """
    email = email.strip().lower()
    if members_of(clinic).filter(email__iexact=email).exists():
        raise ValidationError(_("This person works here already."), code=WORKS_HERE)
    if too_often("invite", address=str(by.pk), account=f"{clinic.pk} {email}"):
        raise ValidationError(_("Too many attempts. Try again later."), code=TOO_MANY)
    values = {"first_name": first_name, "last_name": last_name, "role": role}
    with transaction.atomic():
        invitation, _made = Invitation.objects.update_or_create(
            clinic=clinic,
            email=email,
            defaults={**values, "language": language, "sent_at": timezone.now()},
        )
        log(clinic, INVITED, user=by, data={"person": invitation.name, "role": role})
    host = clinic.hosts.get(is_canonical=True).hostname
    url = origin().of(host) + reverse(ACCEPT, args=[token_of(invitation)])
    send_text("invitation", to=email, language=language, url=url, clinic=clinic.name)
    return invitation


def token_of(invitation: Invitation) -> str:
    """Return what a link holds: it is worth nothing once the invitation is sent again."""
    return signing.dumps([invitation.pk, invitation.sent_at.isoformat()], salt=SALT)


def invitation_of(token: str, clinic: Clinic | None) -> Invitation:
    """Return the invitation that a token opens on a clinic's host, or the network's (None).

    Raises NoInvitation.
    """
    try:
        pk, sent_at = signing.loads(token, salt=SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature as error:
        raise NoInvitation from error
    rows = Invitation.objects.filter(pk=pk, sent_at=datetime.fromisoformat(sent_at))
    invitation = (rows.filter(clinic=clinic.pk) if clinic else rows).select_related("clinic")
    found = invitation.first()
    if found is None:
        raise NoInvitation
    return found


def account_of(invitation: Invitation) -> User | None:
    """Return the account that the invited person has, if they have a password for it."""
    users = get_user_model()._default_manager.filter(email__iexact=invitation.email)
    return next((user for user in users.order_by("pk") if user.has_usable_password()), None)


def unfinished_account(invitation: Invitation) -> User:
    """Return the account that accepting begins with: one left without rights, or a new one.

    A new one is not saved. The name to sign in with is the address.
    """
    users = get_user_model()._default_manager
    rows = users.filter(email__iexact=invitation.email, is_active=True, is_superuser=False)
    left = rows.filter(groups=None, user_permissions=None).order_by("pk")
    if earlier := next((user for user in left if not user.has_usable_password()), None):
        return earlier
    name = invitation.email[:150]
    taken = users.filter(username=name).exists()
    return User(
        username=f"{name[:140]}-{invitation.pk}" if taken else name,
        email=invitation.email,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
    )


@transaction.atomic
def accept(*, invitation: Invitation, user: User, password: str | None = None) -> None:
    """Let someone work for the clinic that invited them; a new account gets its password."""
    rows = Invitation.objects.select_for_update().filter(pk=invitation.pk)
    if not rows.exists():
        raise NoInvitation
    if password is not None:
        user.set_password(password)
        user.save()
        UserProfile.objects.get_or_create(
            user=user, defaults={"preferred_language": invitation.language}
        )
    change_role(clinic=invitation.clinic, user=user, role=Role(invitation.role), by=user)
    rows.delete()
