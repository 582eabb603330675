"""Where URLs lead that were a page's once."""

from urllib.parse import unquote, urlsplit

import hypothesis
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import strategies as st

from clinic_cms.models import ClinicLocation, ClinicPage, EarlierSlug, Subscription
from tests.factories import make_condition, translate
from tests.plans import indexes_used

pytestmark = pytest.mark.django_db


def rename(page, slug):
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.slug = slug
    draft.save_revision().publish()


def target(client, clinic, path):
    """The path to which one redirects at once, "" for a 404; a redirect leads to a page."""
    response = client.get(path, headers={"host": clinic.host})
    if response.status_code == 404:
        return ""
    assert response.status_code == 301
    assert client.get(response.url, headers={"host": clinic.host}).status_code == 200
    return unquote(urlsplit(response.url).path)


def test_an_earlier_slug_of_a_master_redirects_on_every_clinics_site(client, article, kosak, sol):
    rename(article, "spasms")

    assert target(client, kosak, "/conditions/back-spasms/") == "/conditions/spasms/"
    assert target(client, kosak, "/conditions/back-spasms") == "/conditions/spasms/"
    assert EarlierSlug.objects.count() == 1


def test_so_does_that_of_its_translation_alone(client, spanish_article, kosak, sol):
    rename(spanish_article, "calambres")

    assert target(client, sol, "/conditions/espasmos/") == "/conditions/calambres/"
    assert client.get("/conditions/back-spasms/", headers={"host": kosak.host}).status_code == 200


def test_only_clinics_that_show_a_master_lead_to_it(client, article, kosak):
    rename(article, "spasms")
    kosak.clinic.subscribes_to_all = False
    kosak.clinic.save()
    assert target(client, kosak, "/conditions/back-spasms/") == ""

    Subscription.objects.create(clinic=kosak.clinic, condition_key=article.translation_key)
    assert target(client, kosak, "/conditions/back-spasms/") == "/conditions/spasms/"


def test_each_earlier_slug_leads_to_the_last_one_at_once(client, article, kosak):
    for slug in ("spasms", "腰の痛み", "cramps"):
        rename(article, slug)

    for slug in ("back-spasms", "spasms", "腰の痛み"):
        assert target(client, kosak, f"/conditions/{slug}/") == "/conditions/cramps/"


def test_a_page_that_is_renamed_back_is_served(client, article, kosak):
    rename(article, "spasms")
    rename(article, "back-spasms")

    assert target(client, kosak, "/conditions/spasms/") == "/conditions/back-spasms/"
    assert [row.slug for row in EarlierSlug.objects.all()] == ["spasms"]


def test_a_page_that_takes_an_earlier_slug_wins(client, article, library, kosak):
    rename(article, "spasms")
    make_condition(library, slug="back-spasms", title="Another")

    page = client.get("/conditions/back-spasms/", headers={"host": kosak.host})
    assert "Another" in page.content.decode()


def test_the_last_page_that_had_a_slug_is_the_one_it_leads_to(client, article, library, kosak):
    rename(article, "spasms")
    other = make_condition(library, slug="back-spasms", title="Another")
    rename(other, "other")

    assert target(client, kosak, "/conditions/back-spasms/") == "/conditions/other/"


def test_a_page_that_returns_with_another_slug_is_found(client, kosak):
    kosak.contact.unpublish()
    assert target(client, kosak, "/contact/") == ""

    rename(kosak.contact, "visit-us")
    assert target(client, kosak, "/contact/") == "/visit-us/"


def test_pages_below_a_renamed_one_are_found(client, article, kosak):
    fees = ClinicPage(title="Fees", slug="fees", locale=kosak.home.locale)
    kosak.home.add_child(instance=fees)
    cards = fees.add_child(instance=ClinicPage(title="Cards", slug="cards", locale=fees.locale))
    rename(fees, "prices")
    rename(cards, "payment")
    rename(kosak.index, "treatments")
    rename(article, "spasms")

    assert target(client, kosak, "/fees/cards/") == "/prices/payment/"
    assert target(client, kosak, "/fees/payment/") == "/prices/payment/"
    assert target(client, kosak, "/conditions/back-spasms/") == "/treatments/spasms/"
    assert target(client, kosak, "/conditions/spasms/") == "/treatments/spasms/"
    assert target(client, kosak, "/conditions/nothing/") == ""


def test_a_page_that_moved_is_found(client, kosak):
    fees = ClinicPage(title="Fees", slug="fees", locale=kosak.home.locale)
    kosak.home.add_child(instance=fees)
    cards = fees.add_child(instance=ClinicPage(title="Cards", slug="cards", locale=fees.locale))
    cards.move(kosak.contact, pos="last-child")

    assert target(client, kosak, "/fees/cards/") == "/contact/cards/"


def test_the_locale_of_a_path_stays(client, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    contact = translate(kosak.contact, "es", slug="contacto")
    rename(contact, "visitenos")

    assert target(client, kosak, "/es/contacto/") == "/es/visitenos/"
    assert target(client, kosak, "/contacto/") == ""


def test_another_clinics_earlier_slugs_are_its_own(client, kosak, sol):
    rename(sol.doctor, "lucia")

    assert target(client, sol, "/nunez/") == "/lucia/"
    assert target(client, kosak, "/nunez/") == ""


def test_the_query_is_kept_and_no_browser_remembers_for_ever(client, kosak):
    rename(kosak.contact, "visit-us")

    response = client.get("/contact/?from=ad", headers={"host": kosak.host})

    assert response.url == "/visit-us/?from=ad"
    assert response["Cache-Control"].startswith("public, max-age=60")


def branch_of(clinic):
    branch = ClinicLocation(title="Branch", slug="branch", city="Dixon", country="US")
    branch.locale, branch.lead = clinic.home.locale, clinic.doctor
    clinic.home.add_child(instance=branch)
    return branch


def test_a_location_that_is_taken_offline_leads_to_the_page_above_it(client, kosak):
    branch = branch_of(kosak)
    rename(branch, "dixon")
    ClinicLocation.objects.get(pk=branch.pk).unpublish()

    assert target(client, kosak, "/dixon/") == "/"
    assert target(client, kosak, "/branch/") == "/"


def test_a_location_that_returns_is_served(client, kosak):
    branch = branch_of(kosak)
    ClinicLocation.objects.get(pk=branch.pk).unpublish()
    rename(branch, "branch")

    assert client.get("/branch/", headers={"host": kosak.host}).status_code == 200
    assert not EarlierSlug.objects.exists()


def test_a_deleted_location_leads_to_the_page_above_it(
    client, kosak, django_capture_on_commit_callbacks
):
    branch = branch_of(kosak)
    rename(branch, "dixon")
    with django_capture_on_commit_callbacks(execute=True):
        ClinicLocation.objects.get(pk=branch.pk).delete()

    assert target(client, kosak, "/dixon/") == "/"
    assert target(client, kosak, "/branch/") == "/"


def test_the_translations_of_a_removed_location_lead_there_too(client, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    branch = branch_of(kosak)
    translate(branch, "es", slug="sucursal")
    ClinicLocation.objects.get(pk=branch.pk).unpublish()

    assert target(client, kosak, "/es/sucursal/") == "/es/"


def test_a_deleted_home_takes_all_with_it(kosak, django_capture_on_commit_callbacks):
    branch = branch_of(kosak)
    rename(branch, "dixon")
    kosak.clinic.home = kosak.clinic.primary_location = None
    kosak.clinic.save()
    with django_capture_on_commit_callbacks(execute=True):
        kosak.home.delete()

    assert not EarlierSlug.objects.exists()


def test_a_closed_clinic_redirects_nowhere(client, kosak):
    rename(kosak.contact, "visit-us")
    kosak.clinic.retired_at = timezone.now()
    kosak.clinic.save()

    assert client.get("/contact/", headers={"host": kosak.host}).status_code == 410


@pytest.mark.parametrize("others", [1, 40])
def test_the_cost_does_not_grow_with_the_earlier_slugs_of_others(
    client, article, kosak, sol, others
):
    rename(article, "spasms")
    EarlierSlug.objects.bulk_create(
        EarlierSlug(scope=f"clinic:{number}", parent=sol.home, slug=f"s{number}", page=sol.doctor)
        for number in range(others)
    )

    with CaptureQueriesContext(connection) as queries:
        client.get("/conditions/back-spasms/", headers={"host": kosak.host})

    assert len(queries) == 6
    (lookup,) = (q["sql"] for q in queries if 'FROM "clinic_cms_earlierslug"' in q["sql"])
    assert "clinic_cms_earlier_slug" in indexes_used(lookup)


def test_an_earlier_slug_of_an_own_article_is_its_clinics_alone(client, article, kosak, sol):
    own = make_condition(kosak.index, slug="knee", title="Knee", clinic=kosak.clinic)
    rename(own, "knees")

    assert target(client, kosak, "/conditions/knee/") == "/conditions/knees/"
    assert target(client, sol, "/conditions/knee/") == ""


SLUGS = ("a", "b", "c")
RENAMES = st.lists(st.tuples(st.sampled_from(["fees", "team"]), st.sampled_from(SLUGS)), max_size=6)


@hypothesis.settings(
    max_examples=15, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(renames=RENAMES)
def test_every_slug_leads_to_the_page_that_has_it_or_had_it_last(client, kosak, renames):
    with transaction.atomic():
        pages, owners = {}, {}
        for name in ("fees", "team"):
            page = ClinicPage(title=name, slug=name, locale=kosak.home.locale)
            pages[name] = kosak.home.add_child(instance=page)
            owners[name] = name
        now = dict(owners)
        for name, slug in renames:
            if slug not in now.values():
                rename(pages[name], slug)
                now[name], owners[slug] = slug, name

        for slug, name in owners.items():
            response = client.get(f"/{slug}/", headers={"host": kosak.host})
            if now[name] == slug:
                assert name in response.content.decode()
            else:
                assert response.url == f"/{now[name]}/"
        transaction.set_rollback(True)
