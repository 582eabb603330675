"""A clinic's people see their clinic's languages in the admin, and no others."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import Translation, TranslationSource

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import ClinicLocale, ClinicPage, Role
from clinic_cms.tenancy.roles import grant_homes, group_of
from tests.admin.conftest import NETWORK, edit_url, make_owner
from tests.factories import locale, make_clinic, make_library, translate
from tests.recordings import recorded

pytestmark = pytest.mark.django_db

NAMES = {
    "en-us": "English",
    "es": "Español",
    "fr": "Français",
    "vi": "Tiếng Việt",
    "zh-hans": "简体中文",
    "ar": "العربية",
}
LINKS = re.compile(r'(?:href|action|data-[a-z-]*url[a-z-]*)="(/admin/[^"#]*)"')
ELSEWHERE = re.compile(
    r"^/admin/(logout|account|sprite|jsi18n|localize/jsi18n|images|documents|block-preview)"
)
"""What shows no page, and the account with the languages of the interface."""


def signs_of(code: str) -> re.Pattern[str]:
    """What a page of the admin holds where it names or offers a locale."""
    name = re.escape(NAMES[code])
    return re.compile(rf'(?<![\w-]){name}(?![\w-])|["\']{code}["\']|locale={code}(?![\w-])')


def met(text: str, *offered: str) -> set[str]:
    """The locales that a response names, besides those offered."""
    text = re.sub(r'<html lang="[^"]*"', "", text)
    return {code for code in NAMES if code not in offered and signs_of(code).search(text)}


def crawl(client: Client, *starts: str) -> dict[str, str]:
    """Open everything that leads on from some addresses, once for each view and page."""
    found: dict[str, str] = {}
    queue = [*starts]
    while queue:
        url = queue.pop().replace("&amp;", "&")
        if url in found or ELSEWHERE.match(url):
            continue
        response = client.get(url)
        is_there = response.status_code == 200
        text = response.getvalue().decode(errors="replace") if is_there else ""
        found[url] = text.replace('\\"', '"')  # a dialog comes as JSON
        if response.status_code in {301, 302}:
            queue.append(response.url)
        queue += [link for link in LINKS.findall(found[url]) if not link.count("ordering=")]
    return found


def sign_in(built) -> Client:
    """A browser of the clinic's owner, who may do what launching grants."""
    user = make_owner(built)
    ensure_access(built.clinic)
    grant_homes(built.clinic, [row.home for row in built.clinic.locales.all()])
    client = Client(HTTP_HOST=NETWORK)
    client.force_login(user)
    return client


def drop(built, code: str) -> None:
    """Give a clinic the pages of a locale that it does not offer, as dropping it leaves them."""
    for page in (built.home, built.location, built.doctor, built.contact):
        translate(page, code, slug=f"{page.slug}-{code}")


@recorded
def install(library, article, sol, kosak):
    """Two clinics, the Library in four languages, and a locale that the Spanish clinic dropped."""
    for code in ("es", "fr", "vi"):
        make_library(code, library)
        translate(article, code, slug=f"espasmos-{code}")
    locale("ar")
    locale("zh-hans")
    drop(sol, "fr")
    drop(kosak, "es")
    return sol


CHOOSERS = (
    "/admin/choose-page/",
    "/admin/choose-page/?page_type=clinic_cms.conditionpage",
    "/admin/choose-page/search/?q=e",
    "/admin/pages/search/?q=o",
)
REPORTS = (
    "locked/",
    "aging-pages/",
    "site-history/",
    "workflow/",
    "workflow_tasks/",
    "page-types-usage/",
    "locked/results/",
    "aging-pages/results/",
)


def starts(built) -> list[str]:
    pages = [built.home, built.index, built.location, built.doctor, built.contact]
    api = "/admin/api/main/pages/"
    return [
        "/admin/",
        "/admin/pages/",
        *CHOOSERS,
        *(f"/admin/reports/{name}" for name in REPORTS),
        "/admin/localize/reports/translations/",
        *(f"/admin/choose-page/{page.pk}/" for page in [*pages, built.home.get_parent()]),
        *(f"{api}{page.pk}/" for page in pages),
        *(f"{api}?translation_of={page.pk}" for page in pages),
        f"{api}?for_explorer=1",
        *(f"/admin/localize/submit/page/{page.pk}/" for page in pages),
        *(edit_url(page) for page in pages),
    ]


def test_the_owner_of_a_spanish_clinic_sees_no_other_language(install):
    client = sign_in(install)
    found = crawl(client, *starts(install))
    opened = {url for url, text in found.items() if text}
    assert len(opened) > 40
    assert {url: met(text, "es") for url, text in found.items() if met(text, "es")} == {}


def test_the_agency_sees_all_languages_so_the_crawl_is_not_blind(install, desk):
    addresses = (*CHOOSERS, "/admin/pages/", *(f"/admin/reports/{name}" for name in REPORTS))
    seen = [met(desk.get(address).content.decode()) for address in addresses]
    assert set().union(*seen) == {*NAMES}


@recorded
def bilingual(install, kosak):
    """A clinic in English and French, one page submitted for translation, and Spanish dropped."""
    for page in (kosak.home, kosak.location, kosak.doctor):
        row = translate(page, "fr", slug=f"{page.slug}-fr")
        if page is kosak.home:
            ClinicLocale.objects.create(
                clinic=kosak.clinic, locale=row.locale, home=row, position=1
            )
    source, _created = TranslationSource.get_or_create_from_instance(kosak.location)
    source.update_from_db()
    Translation.objects.create(source=source, target_locale=locale("fr"))
    return kosak


def test_the_owner_of_a_bilingual_clinic_sees_two_languages(bilingual):
    client = sign_in(bilingual)
    french = bilingual.location.get_translation(locale("fr"))
    found = crawl(client, *starts(bilingual), edit_url(french))
    offences = {url: met(text, "en-us", "fr") for url, text in found.items()}
    assert {url: codes for url, codes in offences.items() if codes} == {}
    editor = found[edit_url(french)]
    assert "js-translation-editor" in editor
    assert met(editor) == {"en-us", "fr"}
    assert met(found[f"/admin/pages/{bilingual.home.pk}/"]) == {"en-us", "fr"}
    assert met(found[f"/admin/localize/submit/page/{bilingual.contact.pk}/"]) >= {"fr"}


def translate_links(client, page):
    text = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    return f"/submit/page/{page.pk}/" in text.content.decode()


def test_translate_this_page_is_there_while_a_language_is_left(bilingual):
    client = sign_in(bilingual)
    assert translate_links(client, bilingual.contact)
    assert not translate_links(client, bilingual.doctor)
    edit = client.get(edit_url(bilingual.doctor)).content.decode()
    assert f"/submit/page/{bilingual.doctor.pk}/" not in edit
    assert "submit/page" in client.get(edit_url(bilingual.contact)).content.decode()


def submit_url(page):
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def choices(client, page):
    field = client.get(submit_url(page)).context["form"].fields["locales"]
    return {row.language_code for row in field.queryset}


def test_the_agency_too_translates_a_clinics_page_into_its_languages(desk, bilingual, article):
    assert choices(desk, bilingual.contact) == {"fr"}
    assert choices(desk, article) == {"ar", "zh-hans"}


def test_a_language_that_the_clinic_does_not_offer_is_refused(desk, bilingual):
    response = desk.post(submit_url(bilingual.contact), {"locales": [locale("vi").pk]})
    assert response.context["form"].errors["locales"]
    assert not ClinicPage.objects.filter(locale=locale("vi")).exists()


def test_an_owner_submits_a_page_which_starts_as_a_draft(bilingual):
    client = sign_in(bilingual)
    response = client.post(submit_url(bilingual.contact), {"locales": [locale("fr").pk]})
    assert response.status_code == 302
    page = ClinicPage.objects.get(locale=locale("fr"), clinic=bilingual.clinic)
    assert (page.live, page.clinic) == (False, bilingual.clinic)


def test_what_an_owner_cannot_edit_they_cannot_submit_or_update(bilingual, sol, article):
    client = sign_in(bilingual)
    for page, status in ((sol.contact, 404), (article, 302)):
        assert client.post(submit_url(page), {"locales": [locale("fr").pk]}).status_code == status
        source, _created = TranslationSource.get_or_create_from_instance(page)
        url = reverse("wagtail_localize:update_translations", args=[source.pk])
        assert client.get(url).status_code == status
    assert client.get(url, follow=True).redirect_chain[-1][0] == "/admin/"
    assert not ClinicPage.objects.filter(clinic=sol.clinic, locale=locale("fr"), live=False)
    source = TranslationSource.objects.get(object_id=bilingual.location.translation_key)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert client.get(url).status_code == 200


def test_the_report_of_translations_shows_an_owner_their_own(bilingual, sol):
    source, _created = TranslationSource.get_or_create_from_instance(sol.contact)
    Translation.objects.create(source=source, target_locale=locale("fr"))
    report = "/admin/localize/reports/translations/"
    rows = sign_in(bilingual).get(report).context["object_list"]
    assert [row.source.object_id for row in rows] == [bilingual.location.translation_key]


def test_the_report_of_page_types_is_the_agencys(install, desk):
    report = "/admin/reports/page-types-usage/"
    assert desk.get(report).status_code == 200
    owner = sign_in(install)
    assert owner.get(report).status_code == 302
    assert "page-types-usage" not in owner.get("/admin/").content.decode()


def test_reports_ask_strangers_to_sign_in(install):
    stranger = Client(HTTP_HOST=NETWORK)
    assert "/admin/login/" in stranger.get("/admin/reports/aging-pages/").url


def test_reports_are_kept_by_no_cache_and_take_no_forged_post(install):
    client = sign_in(install)
    report = "/admin/reports/aging-pages/"
    assert "no-store" in client.get(report)["Cache-Control"]
    client.handler.enforce_csrf_checks = True
    assert client.post(report).status_code == 403


def test_pages_of_a_dropped_language_are_closed_to_the_owner(install):
    client = sign_in(install)
    for page in (install.home, install.contact):
        dropped = page.get_translation(locale("fr"))
        assert client.get(edit_url(dropped)).status_code == 404
        assert client.get(reverse("wagtailadmin_explore", args=[dropped.pk])).status_code == 404


def test_recent_edits_in_a_dropped_language_are_not_shown(install):
    client = sign_in(install)
    user = group_of(install.clinic, Role.OWNER).user_set.get()
    dropped = install.contact.get_translation(locale("fr"))
    for page in (install.contact, dropped):
        PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", user=user)
    page = client.get("/admin/").content.decode()
    assert edit_url(install.contact) in page
    assert edit_url(dropped) not in page


OURS = 'SELECT "wagtailcore_locale"."id" AS "pk", "wagtailcore_locale"."language_code"'


@pytest.mark.parametrize("pages", [2, 20])
def test_listing_pages_costs_few_queries_of_ours(install, pages):
    for number in range(pages):
        install.home.add_child(
            instance=ClinicPage(title=f"P{number}", slug=f"p{number}", locale=install.home.locale)
        )
    client = sign_in(install)
    url = reverse("wagtailadmin_explore", args=[install.home.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    sums = [query for query in queries if query["sql"].startswith(OURS)]
    assert 0 < len(sums) <= 2


@pytest.mark.parametrize("clinics", [0, 8])
def test_the_policy_costs_the_same_with_many_clinics(sol, clinics, django_assert_num_queries):
    from clinic_cms.tenancy.locales import locales_for_page, locales_visible_to

    user = make_owner(sol)
    for number in range(clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    user.has_perm("clinic_cms.view_clinic")
    with django_assert_num_queries(2):
        assert [it.language_code for it in locales_visible_to(user)] == ["es"]
    with django_assert_num_queries(2):
        assert [it.language_code for it in locales_for_page(sol.contact)] == ["es"]
