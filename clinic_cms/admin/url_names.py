"""The names of our views in the admin, and the URLs of what they show."""

from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale, Page

from clinic_cms.models import WebhookEndpoint

PREVIEW_CHOICES = "clinic_cms_preview_choices"
COLLECTION_NAMES = "clinic_cms_collection_names"
WITHHELD = "clinic_cms_withheld"

ANSWER = "clinic_cms_answer"
FINDINGS = "clinic_cms_findings"

TRANSLATIONS = "clinic_cms_translations"
TRANSLATION_STEP = "clinic_cms_translation_step"
SIGN = "clinic_cms_sign_translation"

PEOPLE_HOME = "clinic_cms_people_home"
PEOPLE = "clinic_cms_people"
INVITE = "clinic_cms_invite"
PERSON = "clinic_cms_person"
PERSON_STEP = "clinic_cms_person_step"

WEBHOOKS = "webhooks"
DELIVERIES = "webhook_deliveries"
ACT = "act"
REPLAY = "replay"


def edit_url(page: Page | int) -> str:
    """Return where a page, or the page of an id, is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk if isinstance(page, Page) else page])


def answer_url(page: Page) -> str:
    """Return where answers to the notes on a page are posted."""
    return reverse(ANSWER, args=[page.pk])


def translations_url(**filters: str) -> str:
    """Return the URL of the matrix of translations, filtered."""
    url = reverse(TRANSLATIONS)
    return f"{url}?{urlencode(filters)}" if filters else url


def step_url(source: Page, locale: Locale, step: str) -> str:
    """Return the URL to which one step of a translation is posted."""
    return reverse(TRANSLATION_STEP, args=[source.pk, locale.language_code, step])


def sign_url(page: Page) -> str:
    """Return where a machine's translation is read and signed."""
    return reverse(SIGN, args=[page.pk])


def webhook_url(endpoint: WebhookEndpoint) -> str:
    """Return where a webhook is edited."""
    return reverse(f"{WEBHOOKS}:edit", args=[endpoint.pk])


def deliveries_url(endpoint: WebhookEndpoint | None = None) -> str:
    """Return where deliveries are listed: those of one webhook, or all."""
    url = reverse(f"{DELIVERIES}:index")
    return f"{url}?{urlencode({'endpoint': endpoint.pk})}" if endpoint else url
