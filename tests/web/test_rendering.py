"""What a patient gets over HTTP."""

import pytest
from django.utils import timezone

from clinic_cms.models import ClinicHost, ConditionPage, Subscription
from tests.factories import make_clinic, make_condition, make_image, translate

pytestmark = pytest.mark.django_db


def get(client, clinic, path):
    return client.get(path, headers={"host": clinic.host})


def text(response):
    return response.content.decode()


def test_an_article_is_filled_with_the_facts_of_the_host(client, article, kosak):
    page = text(get(client, kosak, "/conditions/back-spasms/"))
    assert "Dr. Michael Wilson" in page
    assert "tel:+17074261111" in page
    assert "Treatment at Kosak Chiropractic" in page
    assert "{{" not in page
    assert "{%" not in page


def test_another_clinic_shows_the_same_article_with_its_own_facts(
    client, spanish_article, kosak, sol
):
    page = text(get(client, sol, "/conditions/espasmos/"))
    assert "Dra. Lucía Núñez" in page
    assert 'lang="es"' in page
    assert "Wilson" not in page


def test_an_unknown_host_is_a_plain_404(client, article, kosak):
    response = client.get("/conditions/back-spasms/", headers={"host": "nobody.example"})
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain"
    assert b"Kosak" not in response.content


def test_the_network_host_serves_no_patient_pages(client, article, kosak):
    network = {"host": "network.example"}
    assert client.get("/conditions/back-spasms/", headers=network).status_code == 404
    assert client.get("/", headers=network).url == "/admin/"


@pytest.mark.parametrize("clinics", [3, 300])
def test_an_article_costs_the_same_queries_with_any_number_of_clinics(
    client, no_cache, article, kosak, clinics, django_assert_num_queries
):
    for number in range(1, clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example", name=f"Other {number}")
    get(client, kosak, "/conditions/back-spasms/")
    with django_assert_num_queries(1):
        get(client, kosak, "/conditions/back-spasms/")


def test_a_clinics_own_article_wins_over_a_master_of_the_same_slug(client, article, kosak):
    make_condition(kosak.index, title="Our own words")
    assert "Our own words" in text(get(client, kosak, "/conditions/back-spasms/"))
    listed = text(get(client, kosak, "/conditions/"))
    assert "Our own words" in listed
    assert "Back spasms" not in listed


def test_a_clinics_own_article_is_not_on_another_clinics_site(client, kosak, sol):
    make_condition(kosak.index, "secret", title="Only here")
    assert get(client, sol, "/conditions/secret/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing/", "/conditions/nothing/", "/conditions/back-spasms/more/", "/fr/"]
)
def test_what_is_not_there_is_a_404_in_the_clinics_design(client, article, kosak, path):
    response = get(client, kosak, path)
    assert response.status_code == 404
    assert "Kosak Chiropractic" in text(response)


def test_a_draft_is_a_404(client, article, kosak):
    article.unpublish()
    assert get(client, kosak, "/conditions/back-spasms/").status_code == 404


def test_an_expired_article_is_a_404_before_the_scheduler_has_run(client, article, kosak):
    ConditionPage.objects.update(expire_at=timezone.now())
    assert get(client, kosak, "/conditions/back-spasms/").status_code == 404


def test_a_master_that_the_clinic_did_not_choose_is_a_404(client, library, article, kosak):
    neck = make_condition(library, "neck")
    kosak.clinic.subscribes_to_all = False
    kosak.clinic.save()
    Subscription.objects.create(clinic=kosak.clinic, condition_key=neck.translation_key)
    assert get(client, kosak, "/conditions/back-spasms/").status_code == 404
    assert get(client, kosak, "/conditions/neck/").status_code == 200


def test_an_article_with_a_gap_is_a_404_and_reported(client, library, kosak, caplog):
    make_condition(library, summary="{{ doctor.credentials }}")
    response = get(client, kosak, "/conditions/back-spasms/")
    assert response.status_code == 404
    assert "back-spasms is withheld from kosak: missing facts: doctor.credentials" in caplog.text


def test_a_broken_tag_that_got_in_past_the_form_is_never_shown(client, article, kosak):
    ConditionPage.objects.update(summary="Call {{ clinic.fone }}")
    response = get(client, kosak, "/conditions/back-spasms/")
    assert response.status_code == 404
    assert "{{" not in text(response)


@pytest.fixture
def bilingual(kosak):
    home = translate(kosak.home, "es", slug="kosak-es", title="Kosak en español")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    return kosak


def test_the_default_locale_lies_at_the_root_and_others_below_their_code(client, bilingual):
    assert 'lang="en-US"' in text(get(client, bilingual, "/"))
    spanish = get(client, bilingual, "/es/")
    assert 'lang="es"' in text(spanish)
    assert spanish["Content-Language"] == "es"


def test_the_default_locales_own_code_is_no_path(client, bilingual):
    assert get(client, bilingual, "/en-us/").status_code == 404


def test_a_missing_slash_is_added_where_there_is_a_page(client, bilingual):
    response = get(client, bilingual, "/es?x=1")
    assert response.status_code == 301
    assert response.url == "/es/?x=1"
    assert get(client, bilingual, "/vi").status_code == 404


def test_an_untranslated_page_is_a_404_in_that_locale(client, bilingual):
    assert get(client, bilingual, "/es/contact/").status_code == 404


def test_an_unpublished_translation_of_the_home_takes_its_locale_off_line(client, bilingual):
    bilingual.clinic.locales.get(position=1).home.unpublish()
    assert get(client, bilingual, "/es/").status_code == 404


def test_another_host_of_the_clinic_leads_to_the_canonical_one(client, kosak):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.kosak.example")
    response = client.get("/conditions/?a=b", headers={"host": "www.kosak.example"})
    assert response.status_code == 301
    assert response.url == "http://kosak.example/conditions/?a=b"


def test_a_retired_clinic_is_gone(client, article, kosak):
    kosak.clinic.retired_at = timezone.now()
    kosak.clinic.save()
    response = get(client, kosak, "/conditions/back-spasms/")
    assert response.status_code == 410
    assert "Wilson" not in text(response)


def test_facts_are_escaped(client, article, library):
    clinic = make_clinic("evil", host="evil.example", name="<script>alert(1)</script>")
    page = text(get(client, clinic, "/conditions/back-spasms/"))
    assert "<script>alert" not in page


def test_a_new_phone_number_is_on_the_next_page(client, article, kosak):
    kosak.location.phone = "707-555-0199"
    kosak.location.save_revision().publish()
    assert "tel:+17075550199" in text(get(client, kosak, "/conditions/back-spasms/"))


@pytest.mark.parametrize("path", ["/", "/conditions/", "/office/", "/wilson/", "/contact/"])
def test_every_page_type_is_served_with_its_canonical_address(client, article, kosak, path):
    response = get(client, kosak, path)
    assert response.status_code == 200
    assert f'<link rel="canonical" href="http://kosak.example{path}">' in text(response)


def test_the_contact_page_tells_the_way_there(client, kosak):
    kosak.location.directions = "<p>Turn left at {{ location.city }} station.</p>"
    kosak.location.save_revision().publish()
    assert "Turn left at Fairfield station." in text(get(client, kosak, "/contact/"))


def test_directions_that_cannot_be_filled_are_left_out(client, kosak):
    kosak.location.directions = "<p>Past {{ location.street }}.</p>"
    kosak.location.save_revision().publish()
    page = text(get(client, kosak, "/contact/"))
    assert "Past" not in page
    assert "{{" not in page


def test_the_home_page_leads_to_all_conditions_where_it_shows_some(client, library, kosak):
    for number in range(3):
        make_condition(library, f"pain-{number}", title=f"Pain {number}")
    kosak.home.body = [{"type": "conditions", "value": {"heading": "We treat", "limit": 2}}]
    kosak.home.save_revision().publish()
    page = text(get(client, kosak, "/"))
    assert "Pain 1" in page
    assert "Pain 2" not in page
    assert "All conditions" in page


@pytest.fixture
def illustrated(library, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    figures = [
        {"type": "figure", "value": {"image": make_image(name).pk, "alt": name, "caption": ""}}
        for name in ("stretch", "lift", "walk")
    ]
    return make_condition(library, "pictures", overview=figures)


def test_pictures_cost_one_query_however_many_there_are(
    client, no_cache, illustrated, kosak, django_assert_num_queries
):
    kosak.clinic.logo = make_image("logo")
    kosak.clinic.save()
    page = text(get(client, kosak, "/conditions/pictures/"))
    assert page.count("<picture") == 4
    assert 'alt="stretch"' in page
    get(client, kosak, "/conditions/pictures/")
    with django_assert_num_queries(2):
        get(client, kosak, "/conditions/pictures/")


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 1),
        ("/conditions/", 2),
        ("/office/", 2),
        ("/wilson/", 2),
        ("/contact/", 2),
        ("/nothing/", 4),
    ],
)
def test_every_page_costs_the_same_queries_with_any_number_of_clinics(
    client, no_cache, article, kosak, path, queries, django_assert_num_queries
):
    kosak.home.body = [
        {"type": name, "value": {"heading": name}} for name in ("conditions", "team", "locations")
    ]
    kosak.home.save_revision().publish()
    for number in range(3):
        make_clinic(f"other-{number}", host=f"other-{number}.example", name=f"Other {number}")
    get(client, kosak, path)
    with django_assert_num_queries(queries):
        get(client, kosak, path)
    for number in range(3, 12):
        make_clinic(f"other-{number}", host=f"other-{number}.example", name=f"Other {number}")
    with django_assert_num_queries(queries):
        get(client, kosak, path)


def test_an_opening_stands_before_the_first_heading(client, library, kosak):
    make_condition(
        library,
        overview_heading="What is it?",
        opening=[{"type": "text", "value": "<p>{{ doctor.name }} helps.</p>"}],
        overview=[{"type": "text", "value": "<p>A spasm.</p>"}],
    )
    page = text(get(client, kosak, "/conditions/back-spasms/"))
    places = [page.index(words) for words in ("Dr. Michael Wilson helps.", "<h2>What is it?")]
    assert places == sorted(places)
