"""What the desk's views are called in addresses."""

from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale, Page

REPORT = "clinic_cms_translations"
STEP = "clinic_cms_translation_step"
SIGN = "clinic_cms_sign_translation"


def report_url(**filters: str) -> str:
    """Return the address of the matrix, filtered."""
    return f"{reverse(REPORT)}?{urlencode(filters)}" if filters else reverse(REPORT)


def edit_url(page: Page) -> str:
    """Return the address at which a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def step_url(source: Page, locale: Locale, step: str) -> str:
    """Return the address to which one step of a translation is posted."""
    return reverse(STEP, args=[source.pk, locale.language_code, step])
