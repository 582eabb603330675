"""The matrix in the admin: who sees what, what is clicked there, and what it costs."""

import csv
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic_cms.models import ClinicLocale, TranslationRecord
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.strings import strings_of
from tests.admin.conftest import edit_url, make_owner
from tests.factories import locale, make_clinic, make_condition, make_library, translate
from tests.translating.conftest import page_in, put, put_all
from tests.translating.test_machine import DUMMY, KEEPING

pytestmark = pytest.mark.django_db

REPORT = reverse("clinic_cms_translations")


def step(page, code, name):
    return reverse("clinic_cms_translation_step", args=[page.pk, code, name])


@pytest.fixture
def spanish(article, library):
    make_library("es", library)
    return translate(article, "es", title="Espasmos", slug="espasmos", causes_heading="Causas")


@pytest.fixture
def stale(spanish, article):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    return spanish


@pytest.fixture
def machine(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": KEEPING, "OPTIONS": {"CLASS": DUMMY}}


@pytest.fixture
def bilingual(kosak):
    """Kosak, which offers Spanish too."""
    home = translate(kosak.home, "es", title="Kosak en español", slug="kosak-es")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=locale("es"), home=home, position=1)
    return kosak


@pytest.fixture
def owner(client, bilingual):
    user = make_owner(bilingual)
    user.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client.defaults["HTTP_HOST"] = bilingual.host
    client.force_login(user)
    return client


def shown(page):
    """The statuses of a report's rows, by title and locale."""
    return {
        (row.title, code): shown.cell.status
        for row in page.context["object_list"]
        for code, shown in row.cells.items()
    }


def test_the_agency_sees_all_masters_in_all_locales(desk, spanish, article):
    locale("fr")
    page = desk.get(REPORT)

    assert shown(page) == {
        ("Back spasms", "en-us"): "original",
        ("Back spasms", "es"): "published",
        ("Back spasms", "fr"): "missing",
    }
    assert step(article, "fr", "translate") in page.content.decode()


def test_a_stale_cell_offers_to_sync(desk, stale, article):
    page = desk.get(REPORT)

    assert shown(page)["Back spasms", "es"] == "stale"
    assert step(article, "es", "sync") in page.content.decode()
    assert "out of date" in page.content.decode()


def test_a_stale_cell_that_was_synced_leads_on_to_the_editor(desk, stale, article, machine):
    desk.post(step(article, "es", "sync"))

    page = desk.get(REPORT).content.decode()

    assert "Continue translating" in page
    assert step(article, "es", "sync") not in page
    assert step(article, "es", "machine") in page


def test_where_nothing_is_missing_no_machine_is_offered(desk, article, library, machine):
    make_library("es", library)
    translation = ensure_translation(article, locale("es"))
    assert step(article, "es", "machine") in desk.get(REPORT).content.decode()
    put_all(translation)
    put(translation, article.slug, "x").delete()

    page = desk.get(REPORT).content.decode()

    assert step(article, "es", "machine") not in page
    assert "texts" not in page


def test_a_text_that_changed_after_its_signature_says_so(desk, spanish):
    TranslationRecord.objects.filter(page=spanish).update(
        translator="Ana",
        reviewer="Marta",
        reviewed_at=spanish.last_published_at - timedelta(days=1),
        reviewed_digest="another",
    )
    page = " ".join(desk.get(REPORT).content.decode().split())

    assert "signed by Marta" in page
    assert "changed since by Ana" in page


def test_an_original_that_is_not_live_is_offline(desk, article):
    article.unpublish()

    assert shown(desk.get(REPORT))["Back spasms", "en-us"] == "offline"


def test_the_configured_machine_is_offered_by_name(desk, article, machine):
    locale("es")

    page = desk.get(REPORT).content.decode()

    assert step(article, "es", "machine") in page
    assert "Translate with Dummy translator" in page


def test_rows_are_chosen_by_clinic_locale_status_and_title(desk, stale, article, library, sol):
    make_condition(library, slug="sciatica", title="Sciatica")

    def titles(**query):
        return {title for title, _code in shown(desk.get(REPORT, query))}

    assert titles(q="sciat") == {"Sciatica"}
    assert titles(status="stale") == {"Back spasms"}
    assert titles(status="missing", locale="es") == {"Sciatica"}
    assert "Office" in titles(clinic=sol.clinic.pk)
    codes = {code for _title, code in shown(desk.get(REPORT, {"clinic": sol.clinic.pk}))}
    assert codes == {"es"}


def test_the_report_is_paged(desk, library):
    for number in range(51):
        make_condition(library, slug=f"article-{number}", title=f"Article {number:02}")

    assert len(desk.get(REPORT).context["object_list"]) == 50
    assert len(desk.get(REPORT, {"p": 2}).context["object_list"]) == 1


def test_the_report_is_exported(desk, spanish):
    TranslationRecord.objects.filter(page=spanish).update(translator="Ana", reviewer="Marta")
    response = desk.get(REPORT, {"export": "csv"})

    [headings, row] = csv.reader(b"".join(response.streaming_content).decode().splitlines())

    assert headings == ["Page", "Written in", "English", "Español"]
    assert row == ["Back spasms", "English", "original, just now", row[3]]
    assert row[3] == "published, just now, Ana, signed by Marta"


def queries(client, **query):
    client.get(REPORT, query)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(REPORT, query).status_code == 200
    return len(counted)


def test_the_report_costs_the_same_for_any_number_of_articles_locales_and_clinics(
    desk, spanish, library, kosak
):
    def all_ways():
        return [
            queries(desk, **query)
            for query in ({}, {"clinic": kosak.clinic.pk}, {"status": "missing"}, {"q": "a"})
        ]

    make_condition(library, slug="sciatica", title="Sciatica")
    before = all_ways()
    for number in range(12):
        make_condition(library, slug=f"article-{number}", title=f"Article {number}")
        make_clinic(f"bay-{number}", name=f"Bay {number}", host=f"bay-{number}.example")
    for code in ("fr", "vi", "ar", "zh-hans"):
        locale(code)

    after = all_ways()

    assert after == before
    assert max(after) <= 20


def test_owners_see_their_clinic_with_masters_to_read_only(owner, bilingual, article, sol):
    locale("fr")
    page = owner.get(REPORT)
    text = page.content.decode()

    assert {code for _title, code in shown(page)} == {"en-us", "es"}
    assert shown(page)["Back spasms", "es"] == "missing"
    assert step(bilingual.contact, "es", "translate") in text
    assert step(article, "es", "translate") not in text
    assert text.count("Shared article") == 1
    assert "Lucía" not in text


def test_owners_cannot_choose_another_clinic(owner, sol):
    titles = {title for title, _code in shown(owner.get(REPORT, {"clinic": sol.clinic.pk}))}

    assert "Kosak Chiropractic" in titles
    assert "Quiropráctica Sol" not in titles


def test_an_owner_s_report_costs_the_same_for_any_number_of_articles(owner, library):
    before = queries(owner)
    for number in range(12):
        make_condition(library, slug=f"article-{number}", title=f"Article {number}")

    assert queries(owner) == before


def test_people_without_a_clinic_have_no_report(client, kosak):
    user = User.objects.create_user("guest", password="secret")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert client.get(REPORT, headers={"host": "network.example"}).status_code == 302


def test_the_menu_leads_to_this_report_and_not_to_the_stock_one(desk, article):
    page = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert REPORT in page
    assert reverse("wagtail_localize:translations_report") not in page


def test_translate_makes_a_draft_and_leads_to_its_editor(desk, article):
    locale("es")
    response = desk.post(step(article, "es", "translate"))

    page = page_in("es", article)
    assert response.url == edit_url(page)
    assert not page.live


def test_translate_of_a_published_article_leaves_nothing_to_refuse_after_the_commit(
    desk, article, django_capture_on_commit_callbacks
):
    locale("es")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(step(article, "es", "translate"))

    assert not page_in("es", article).live


def test_sync_brings_what_changed_and_leads_to_the_editor(desk, stale, article):
    response = desk.post(step(article, "es", "sync"), follow=True)

    assert response.redirect_chain == [(edit_url(stale), 302)]
    translation = ensure_translation(article, locale("es"))
    assert "Usual causes" in [item.source for item in strings_of(translation) if item.is_missing]
    assert page_in("es", article).live


def test_the_machine_translates_what_is_missing(desk, article, machine):
    locale("es")
    response = desk.post(step(article, "es", "machine"), follow=True)

    assert "Read and sign them before you publish" in response.content.decode()
    assert shown(desk.get(REPORT))["Back spasms", "es"] == "machine"


def test_without_a_machine_there_is_no_such_step(desk, article):
    locale("es")
    assert desk.post(step(article, "es", "machine")).status_code == 404


def test_a_step_is_posted(desk, article):
    locale("es")
    assert desk.get(step(article, "es", "translate")).status_code == 405


@pytest.mark.parametrize(("code", "name"), [("xx", "translate"), ("en-us", "sync"), ("es", "eat")])
def test_an_unknown_step_is_not_found(desk, article, code, name):
    locale("es")
    assert desk.post(step(article, code, name)).status_code == 404


def test_a_translation_is_no_source(desk, spanish):
    locale("fr")
    assert desk.post(step(spanish, "fr", "translate")).status_code == 404


def test_owners_translate_their_pages_and_no_masters(owner, bilingual, article):
    response = owner.post(step(bilingual.contact, "es", "translate"))
    page = bilingual.contact.get_translation(locale("es"))
    assert response.url == edit_url(page)

    owner.post(step(article, "es", "translate"))
    assert article.get_translation_or_none(locale("es")) is None


def test_owners_translate_into_no_locale_that_the_clinic_does_not_offer(owner, bilingual):
    locale("fr")
    assert owner.post(step(bilingual.contact, "fr", "translate")).status_code == 404


def test_a_page_below_one_without_a_translation_says_so(desk, kosak, library):
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=locale("es"), position=1)

    response = desk.post(step(kosak.contact, "es", "translate"), follow=True)

    messages = " ".join(str(message) for message in response.context["messages"])
    assert "“Kosak Chiropractic” has no page in Español yet." in messages


def test_the_dashboard_counts_what_is_out_of_date(desk, stale):
    page = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert "1 Translation out of date" in page
    assert f"{REPORT}?status=stale" in page


def test_the_agency_is_led_to_the_clinics_with_pages_out_of_date(desk, stale, bilingual):
    page = translate(bilingual.contact, "es", title="Contacto", slug="contacto")
    TranslationRecord.objects.filter(page=page).update(stale_since=timezone.now())

    response = desk.get(REPORT)

    [(name, number, url)] = response.context["stale_elsewhere"]
    assert (name, number) == ("Kosak Chiropractic", 1)
    assert shown(desk.get(url))["Contact", "es"] == "stale"


def test_the_dashboard_counts_an_owner_s_pages_only(owner, bilingual, stale):
    home = reverse("wagtailadmin_home")
    assert "out of date" not in owner.get(home).content.decode()

    page = translate(bilingual.contact, "es", title="Contacto", slug="contacto")
    TranslationRecord.objects.filter(page=page).update(stale_since=timezone.now())

    assert "1 Translation out of date" in owner.get(home).content.decode()


def test_the_dashboard_says_nothing_where_all_is_up_to_date(desk, spanish):
    assert "out of date" not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_a_published_translation_is_published_in_the_report(desk, article, library):
    make_library("es", library)
    translation = ensure_translation(article, locale("es"))
    put_all(translation)
    translation.save_target(publish=False)
    page_in("es", article).get_latest_revision().publish()

    assert shown(desk.get(REPORT))["Back spasms", "es"] == "published"
