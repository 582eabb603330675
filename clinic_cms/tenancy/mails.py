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


def send_text(kind: str, *, to: str, language: str, **context: str) -> None:
    """Send a mail in a language; `kind` names the template, whose first line is the subject.

    One that cannot be sent is logged: a response that told of it would tell whose address is known.
    """
    with translation.override(language):
        text = render_to_string(f"clinic_cms/mails/{kind}.txt", context)
    subject, _line, body = text.strip().partition("\n")
    try:
        send_mail(subject, body.lstrip(), None, [to])
    except (OSError, SMTPException):
        logger.exception("A mail of the kind “%s” was not sent.", kind)


def send_reset_link(*, user: User, host: str) -> None:
    """Send a link with which a user chooses a new password on a host; it works once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[uid, token])
    url, name = origin().of(host) + path, user.get_username()
    send_text("reset", to=user.email, language=language_of(user), url=url, name=name)
