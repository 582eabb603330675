"""What launching a spec makes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from clinic_cms.blocks.opening_hours import hours_by_day
from clinic_cms.launching.service import launch
from clinic_cms.launching.spec.localized_texts import has_catalogue
from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicLocation,
    ClinicOwnedPage,
    ClinicPage,
    ConditionIndexPage,
    LibraryPage,
    PageRole,
    PractitionerPage,
)
from tests.factories import make_condition, make_library
from tests.launching.conftest import SPEC, SpecFile, changes_of, conflicts_of, owner_edits
from tests.pictures import CONVERTED

ALL_PAGES = (ClinicHomePage, ConditionIndexPage, ClinicPage, PractitionerPage, ClinicLocation)


def pages_of(clinic: Clinic) -> list[ClinicOwnedPage]:
    return [page for model in ALL_PAGES for page in model.objects.filter(clinic=clinic)]


def get(host: str, path: str):
    return Client(HTTP_HOST=host).get(path)


def test_a_launched_clinic_serves_its_facts_on_its_host(launched):
    page = get("kosak.example", "/").content.decode()
    assert "Dr. Michael Wilson" in page
    assert "Vacaville" in page
    assert "tel:+17075550111" in page


def test_it_has_every_page_in_every_locale_published_and_without_a_draft(launched):
    pages = pages_of(launched)
    assert len(pages) == 12
    assert all(page.live and not page.has_unpublished_changes for page in pages)
    assert all(page.live_revision_id == page.latest_revision_id for page in pages)


def test_translated_pages_share_a_key_and_have_titles_and_addresses_of_their_language(launched):
    english = ConditionIndexPage.objects.get(clinic=launched, locale__language_code="en-us")
    spanish = english.get_translation(Locale.objects.get(language_code="es"))
    assert (english.slug, spanish.slug) == ("conditions", "condiciones")
    assert spanish.title == "Qué tratamos"


def test_blocks_have_the_same_ids_in_every_locale(launched):
    ids = {tuple(block.id for block in page.body) for page in ClinicHomePage.objects.all()}
    assert len(ids) == 1


def test_the_tree_is_sound(launched):
    assert not any(Page.find_problems())
    assert {page.get_parent().depth for page in ClinicHomePage.objects.all()} == {1}


def test_its_site_is_never_the_default_one(launched):
    site = launched.site
    assert (site.hostname, site.port, site.is_default_site) == ("kosak.example", 80, False)
    assert site.root_page.pk == launched.home.pk
    assert site.site_name == "Kosak Chiropractic"


def test_its_home_and_primary_location_are_those_of_the_default_locale(launched, location):
    assert launched.home.locale == launched.default_locale
    assert launched.primary_location == location
    assert location.lead.title == "Michael Wilson"


def test_facts_are_kept_in_their_own_form(launched, location):
    assert location.phone == "+17075550111"
    (week,) = location.opening_hours
    assert week.value["days"] == ["mon", "tue"]
    assert len(week.value["intervals"]) == 2
    assert location.lead.first_name == "Michael"
    assert location.lead.gender == "masculine"


def test_the_contact_page_is_where_appointments_are_asked_for(launched):
    contact = ClinicPage.objects.get(clinic=launched, slug="contact")
    assert contact.role == PageRole.CONTACT
    assert get("kosak.example", "/contact/").status_code == 200


def test_no_page_shows_a_tag(launched):
    for path in ("/", "/about/", "/contact/", "/es/", "/es/quienes-somos/", "/es/contacto/"):
        response = get("kosak.example", path)
        assert response.status_code == 200
        assert "{{" not in response.content.decode()


def test_a_second_launch_plans_and_writes_nothing(spec, launched, django_assert_max_num_queries):
    stamps = {page.pk: page.saved_at for page in pages_of(launched)}
    with django_assert_max_num_queries(40):
        result = spec.launch()
    assert changes_of(result) == []
    assert result.plan.conflicts == []
    assert {page.pk: page.saved_at for page in pages_of(launched)} == stamps


def test_a_dry_run_plans_what_a_launch_does_and_writes_nothing(spec):
    pages = Page.objects.count()
    planned = launch([spec.path], dry_run=True)
    assert (Clinic.objects.count(), Page.objects.count()) == (0, pages)
    done = launch([spec.path])
    assert (planned.network, planned.clinics[0].plan) == (done.network, done.clinics[0].plan)


@pytest.mark.parametrize(
    ("name", "office", "locales"),
    [
        ("Clinique podiatrique de l'Anse-aux-Coques", "", '"fr", "en-us"'),
        ("Cabinet de kinésithérapie des Fontaines", "bureau de la rue du quai", '"en-us", "fr"'),
        ("Clínica del pie y de la mano", "consultorio de la plaza del sol", '"es", "fr"'),
    ],
)
def test_names_with_small_words_are_launched_in_every_language(spec, name, office, locales):
    spec.edit("Kosak Chiropractic", name).edit('"en-us", "es"', locales)
    if office:
        spec.edit('city = "Fairfield"', f'title = "{office}"\ncity = "Fairfield"')

    assert len(spec.launch().urls) == 2


def test_the_urls_are_those_that_answer(spec):
    assert spec.launch().urls == {
        "en-us": "http://kosak.example/",
        "es": "http://kosak.example/es/",
    }


def test_the_first_launch_removes_wagtails_pristine_site_and_makes_the_libraries(launched):
    assert not Site.objects.filter(is_default_site=True).exists()
    assert not Page.objects.filter(slug="home").exists()
    keys = LibraryPage.objects.values_list("translation_key", flat=True)
    assert len(keys) == 2
    assert len({*keys}) == 1


def test_only_chosen_conditions_are_shown(spec):
    library = make_library()
    chosen, other = make_condition(library), make_condition(library, slug="sciatica")
    spec.edit('"all"', '["back-spasms"]').launch()
    assert get("kosak.example", f"/conditions/{chosen.slug}/").status_code == 200
    assert get("kosak.example", f"/conditions/{other.slug}/").status_code == 404


def test_a_missing_fact_is_reported_with_the_articles_that_print_it(spec):
    make_condition(make_library())
    (warning,) = spec.edit('phone = "707-555-0111"', "").launch(dry_run=True).plan.warnings
    assert "clinic.phone" in warning
    assert "back-spasms (en-us)" in warning


def test_all_in_a_list_of_conditions_stands_for_all(spec):
    make_condition(make_library(), slug="back-spasms")
    spec.edit('"all"', '["all", "back-spasms"]').launch()
    clinic = Clinic.objects.get()
    assert clinic.subscribes_to_all
    assert not clinic.subscriptions.exists()


def test_a_fact_printed_under_a_condition_is_not_missed(spec):
    text = "<p>{% if clinic.phone %}Call {{ clinic.phone }}.{% endif %}</p>"
    make_condition(make_library(), treatment=[{"type": "text", "value": text}])
    assert spec.edit('phone = "707-555-0111"', "").launch(dry_run=True).plan.warnings == []


@pytest.mark.parametrize(("code", "there"), [("en-gb", True), ("es-mx", True), ("pl", False)])
def test_a_language_has_labels_or_not(code, there):
    assert has_catalogue(code) is there


def test_a_projects_own_catalogue_counts(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "pt_BR" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").touch()
    assert has_catalogue("pt-br")


@pytest.fixture
def pictures(tmp_path):
    Image.new("RGB", (8, 8), "green").save(tmp_path / "our-logo.png")
    Image.new("RGB", (8, 8), "blue").save(tmp_path / "wilson.png")


def test_pictures_are_read_once_into_the_clinics_collection(spec, pictures, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    spec.edit('honorific = "Dr."', 'honorific = "Dr."\nphoto = "wilson.png"')
    spec.edit("locales", 'logo = "our-logo.png"\nlocales').launch()
    assert changes_of(spec.launch()) == []
    clinic = Clinic.objects.get()
    assert clinic.logo.title == "Our logo"
    assert {image.collection for image in get_image_model().objects.all()} == {clinic.collection}
    assert PractitionerPage.objects.get(locale=clinic.default_locale).photo.title == "Wilson"


@pytest.mark.parametrize("name", CONVERTED)
def test_a_picture_that_was_converted_is_found_again(spec, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / name).write_bytes(CONVERTED[name][0]())
    spec.edit("locales", f'logo = "{name}"\nlocales').launch()

    assert changes_of(spec.launch()) == []
    logo = Clinic.objects.get().logo
    with logo.open_file() as file, Image.open(file) as stored:
        assert stored.mode in ("L", "RGB")
    assert logo.file_size == logo.file.size


def test_several_clinics_are_launched_each_by_itself(spec, tmp_path):
    other = SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other"))
    done = launch([spec.path, other.path])
    assert [launched.plan.slug for launched in done.clinics] == ["kosak", "other"]
    assert ClinicHomePage.objects.filter(slug="other-es").exists()


def test_a_name_that_the_admin_would_refuse_leaves_the_clinic_as_it_was(spec, monkeypatch):
    from django.core.exceptions import ValidationError

    from clinic_cms.launching.service import LaunchFailed
    from clinic_cms.models import gates

    def never(page):
        yield ValidationError("Not today.")

    monkeypatch.setattr(gates, "_gates", [never])
    with pytest.raises(LaunchFailed, match="Not today"):
        spec.launch()
    assert not Clinic.objects.exists()


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("www.rücken-müller.example", "www.xn--rcken-mller-thbg.example"),
        ("Großmann.Example.", "xn--gromann-2va.example"),
        ("WWW.Alder.Example:8000", "www.alder.example"),
        ("整骨院.example", "xn--odv220i0xc.example"),
    ],
)
def test_a_host_is_kept_as_browsers_send_it(spec, stated, kept):
    spec.edit('"kosak.example"', f'"{stated}"').launch()

    assert get(kept, "/").status_code == 200
    assert changes_of(spec.launch()) == []


def test_a_location_without_a_time_zone_gets_that_of_its_address(launched, location):
    assert location.time_zone == ""
    assert location.local_time_zone == "America/Los_Angeles"


def test_the_plan_asks_for_the_time_zone_where_an_address_leaves_several(spec):
    spec.edit('"CA"', '"TX"')
    (warning,) = spec.launch(dry_run=True).plan.warnings
    assert "location fairfield" in warning
    assert "time_zone = “America/Chicago”" in warning
    assert "America/Denver" in warning
    assert spec.launch().plan.warnings == [warning]


@pytest.mark.parametrize("zone", ["America/Chicago", "America/Denver", "US/Mountain"])
def test_a_stated_time_zone_is_confirmed(spec, zone):
    spec.edit('"CA"', f'"TX"\ntime_zone = "{zone}"')
    assert spec.launch().plan.warnings == []
    assert changes_of(spec.launch()) == []


def test_an_owner_who_chose_the_time_zone_is_not_asked_again(spec):
    spec.edit('"CA"', '"TX"').launch()
    owner_edits(
        ClinicLocation.objects.get(locale__language_code="en-us"), time_zone="America/Denver"
    )
    result = spec.launch()
    assert result.plan.warnings == []
    assert conflicts_of(result) == [("location:fairfield@en-us", "time_zone", "owner")]


def test_today_is_the_locations_own(launched, location):
    day = {"date": date(2026, 12, 24), "note": "Christmas Eve", "intervals": []}
    owner_edits(location, special_days=[("day", day)])
    in_california = datetime(2026, 12, 24, 16, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    for moment, shown in ((in_california, True), (in_california + timedelta(hours=8), False)):
        with time_machine.travel(moment, tick=False):
            page = get("kosak.example", "/fairfield/").content.decode()
            assert ("December 24, 2026" in page) is shown


HOURS = """
[locations.hours]
mon = "9am-noon, 1pm-5pm"
tue = ["9-12", "by appointment"]
wed = "closed"
thu = ["20:00-02:00"]
fri = ["18:00-00:00"]
sat = ["by appointment"]
sun = ["24 hours"]
[[locations.special_days]]
date = 2999-12-24
hours = "by appointment"
"""


def test_hours_are_read_as_people_mean_them_and_planned_once(spec):
    (stated,) = (line for line in SPEC.splitlines() if line.startswith("hours ="))
    spec.edit(stated, HOURS).launch()
    assert changes_of(spec.launch()) == []
    week = hours_by_day(ClinicLocation.objects.get(locale__language_code="en-us").opening_hours)
    assert {day: hours.texts for day, hours in week.items()} == {
        "mon": ["09:00-12:00", "13:00-17:00"],
        "tue": ["09:00-12:00", "by appointment"],
        "thu": ["20:00-02:00"],
        "fri": ["18:00-24:00"],
        "sat": ["by appointment"],
        "sun": ["00:00-24:00"],
    }
    page = get("kosak.example", "/fairfield/").content.decode()
    assert page.count("By appointment") == 2
    assert page.count("Closed") == 1


def two_locations(spec, first, second):
    """Write a second location, and more keys for both."""
    stated = SPEC[SPEC.index("[[locations]]") : SPEC.index("[conditions]")]
    other = stated.replace("0111", "0112").replace("[[locations]]", f"[[locations]]\n{second}")
    return spec.edit(stated, stated.replace("[[locations]]", f"[[locations]]\n{first}") + other)


def menu_names():
    """The names of locations in each locale, by their slugs."""
    rows = ClinicLocation.objects.order_by("locale__language_code", "path")
    names = {}
    for row in rows:
        names.setdefault(row.locale.language_code, []).append(row.title)
    return names


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (
            'title = "Boise"',
            'title = "Boise North"\nslug = "north"',
            {"en-us": ["Boise", "Boise North"], "es": ["Boise", "Boise North"]},
        ),
        (
            "",
            'slug = "fairfield-south"',
            {"en-us": ["Fairfield", "Fairfield South"]},
        ),
        (
            'street = "5 High Street"',
            'street = "9 Elm Road"\nslug = "elm"',
            {"es": ["Fairfield (5 High Street)", "Fairfield (9 Elm Road)"]},
        ),
        (
            'title = { en-us = "North", es = "Norte" }',
            'title = { en-us = "South" }\nslug = "south"',
            {"en-us": ["North", "South"], "es": ["Norte", "Fairfield"]},
        ),
    ],
)
def test_no_two_locations_have_one_name_in_any_language(spec, first, second, names):
    two_locations(spec, first, second).launch()
    shown = menu_names()
    assert {code: shown[code] for code in names} == names
    assert all(len({*titles}) == 2 for titles in shown.values())


def test_locations_of_one_name_are_reported(spec):
    two_locations(spec, "", 'slug = "fairfield-south"')
    (warning,) = spec.launch(dry_run=True).plan.warnings
    assert "“Fairfield”" in warning
