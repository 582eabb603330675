"""Mails to people who work in the admin: plain text, in their language, with a link and no more."""

import logging
from smtplib import SMTPException

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.users.models import UserProfile

from clinic_cms.serving.clinic_sites import origin

logger = logging.getLogger("clinic_cms.mails")


def language_of(user: User) -> str:
    """Return the language in which someone uses the admin."""
    profile = UserProfile.objects.filter(user_id=user.pk).first() or UserProfile()
    language: str = profile.get_preferred_language()
    return language


def send_link(*, user: User, kind: str, url: str) -> None:
    """Send a link; `kind` names the template, whose first line is the subject.

    A mail that cannot be sent is logged: a response that told of it would tell whose address is
    known.
    """
    with translation.override(language_of(user)):
        text = render_to_string(f"clinic_cms/mails/{kind}.txt", {"user": user, "url": url})
    subject, _line, body = text.strip().partition("\n")
    try:
        send_mail(subject, body.lstrip(), None, [user.email])
    except (OSError, SMTPException):
        logger.exception("The mail “%s” to user %s was not sent.", kind, user.pk)


def send_reset_link(*, user: User, host: str) -> None:
    """Send a link with which a user chooses a new password on a host; it works once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[uid, token])
    send_link(user=user, kind="reset", url=origin().of(host) + path)
