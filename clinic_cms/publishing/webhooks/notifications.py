"""Notifies an endpoint's owner that it was paused."""

import logging

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from clinic_cms.models import WebhookEndpoint
from clinic_cms.models.webhook import PauseReason

logger = logging.getLogger("clinic_cms.webhooks")

MAIL_SECONDS = 10


def notify_of_pause(endpoint: WebhookEndpoint, reason: PauseReason) -> None:
    """Mail the clinic's owner, or the agency's superusers for a network-wide endpoint.

    A mail server that fails stops nothing: the admin shows it as well.
    """
    logger.warning("Webhook %s was paused: %s.", endpoint.pk, reason.value)
    recipients = recipients_of(endpoint)
    if not recipients:
        return
    clinic = endpoint.clinic
    language = clinic.default_locale.language_code if clinic else None
    with translation.override(language or translation.get_language()):
        values = {"url": endpoint.url, "reason": reason.label}
        subject = _("A webhook was paused: %(url)s") % values
        body = _(
            "Nothing more is sent to %(url)s. %(reason)s.\n\n"
            "What happens meanwhile is kept. Once the URL works again, resume it here:"
        )
        link = f"{get_admin_base_url() or ''}{reverse('webhooks:edit', args=[endpoint.pk])}"
        text = f"{body % values}\n{link}\n"
    connection = get_connection(timeout=MAIL_SECONDS)
    try:
        EmailMessage(subject, text, to=recipients, connection=connection).send()
    except OSError as error:
        logger.warning("No mail could be sent about webhook %s: %s", endpoint.pk, error)


def recipients_of(endpoint: WebhookEndpoint) -> list[str]:
    """Return the e-mail addresses of those who can fix an endpoint."""
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    clinic = endpoint.clinic
    if clinic is None:
        recipients = users.filter(is_superuser=True)
    elif clinic.owner_email:
        return [clinic.owner_email]
    else:
        recipients = users.filter(groups=clinic.group_id) if clinic.group_id else users.none()
    return list(recipients.values_list("email", flat=True))
