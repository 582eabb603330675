"""Facts are edited in one language; the pages in the others say where."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.models import ClinicOwnedPage


def tell_where_facts_are(request: HttpRequest, page: Page) -> None:
    """On the edit page of a translation, lead to the page whose facts hold in every language."""
    if request.method != "GET" or not isinstance(page, ClinicOwnedPage):
        return
    if not page.fact_fields or page.holds_facts or page.clinic is None:
        return
    source = type(page).objects.filter(
        translation_key=page.translation_key, locale_id=page.clinic.default_locale_id
    )
    language = page.clinic.default_locale.get_display_name()
    text = _("Facts are edited in %(language)s and hold in every language.")
    buttons = [
        messages.button(reverse("wagtailadmin_pages:edit", args=[pk]), _("Edit the facts"))
        for pk in source.values_list("pk", flat=True)[:1]
    ]
    messages.info(request, text % {"language": language}, buttons=buttons)
