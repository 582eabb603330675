"""The visit for which a draft is filled."""

from clinic_cms.models import ClinicHomePage, ClinicLocale, MergePage
from clinic_cms.serving.visit import ClinicSite, OfferedLocale, Visit


def visit_of_draft(page: MergePage, clinic: ClinicSite) -> Visit:
    """Return a visit in the page's locale, also where the clinic does not offer it, or not yet."""
    code = page.locale.language_code
    offered = clinic.locale(code)
    if offered is not None:
        return Visit(clinic, offered)
    if isinstance(page, ClinicHomePage):
        return Visit(clinic, OfferedLocale(page.locale_id, code, page))
    row = ClinicLocale.objects.filter(clinic=clinic.clinic, locale_id=page.locale_id).first()
    home = (row and row.home) or clinic.clinic.home or ClinicHomePage(path="", depth=2)
    return Visit(clinic, OfferedLocale(page.locale_id, code, home))
