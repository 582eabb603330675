"""A launched clinic follows its spec, and never loses what its owner changed."""

import pytest
from wagtail.models import Locale

from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicHost,
    ClinicLocation,
    ClinicPage,
    PractitionerPage,
    Role,
)
from clinic_cms.tenancy.roles import group_of
from tests.factories import make_clinic, make_condition
from tests.launching.conftest import changes_of, conflicts_of, owner_edits

PHONE = 'phone = "707-555-0111"'
NEW_PHONE = 'phone = "707-555-0122"'
OWNERS = "+17075550199"
FAIRFIELD = "location:fairfield@en-us"


def phone(location) -> str:
    return ClinicLocation.objects.get(pk=location.pk).phone


def test_a_value_changed_in_the_spec_is_changed_and_published(spec, location):
    result = spec.edit(PHONE, NEW_PHONE).launch()
    assert changes_of(result) == [(FAIRFIELD, "phone")]
    assert phone(location) == "+17075550122"
    page = ClinicLocation.objects.get(pk=location.pk)
    assert page.get_latest_revision_as_object().phone == "+17075550122"


def test_a_value_taken_out_of_the_spec_goes(spec, location):
    spec.edit(PHONE, "").launch()
    assert phone(location) == ""


def test_what_an_owner_changed_is_shown_and_left(spec, location):
    owner_edits(location, phone=OWNERS)
    result = spec.launch()
    assert changes_of(result) == []
    assert conflicts_of(result) == [(FAIRFIELD, "phone", "owner")]
    assert phone(location) == OWNERS


def test_what_both_changed_is_left_until_forced(spec, location):
    owner_edits(location, phone=OWNERS)
    result = spec.edit(PHONE, NEW_PHONE).launch()
    assert conflicts_of(result) == [(FAIRFIELD, "phone", "both")]
    assert phone(location) == OWNERS
    assert changes_of(spec.launch(force=True)) == [(FAIRFIELD, "phone")]
    assert phone(location) == "+17075550122"
    assert conflicts_of(spec.launch()) == []


def test_a_conflict_does_not_keep_other_values_from_being_changed(spec, location):
    owner_edits(location, phone=OWNERS)
    result = spec.edit("Vacaville", "Dixon").launch()
    assert changes_of(result) == [(FAIRFIELD, "service_areas")]
    assert phone(location) == OWNERS


def test_a_spec_that_catches_up_with_the_owner_is_no_conflict(spec, location):
    owner_edits(location, phone="+17075550122")
    result = spec.edit(PHONE, NEW_PHONE).launch()
    assert (changes_of(result), conflicts_of(result)) == ([], [])
    assert changes_of(spec.edit(NEW_PHONE, PHONE).launch()) == [(FAIRFIELD, "phone")]


def test_a_page_with_unpublished_changes_is_left_until_forced(spec, location):
    draft = ClinicLocation.objects.get(pk=location.pk)
    draft.street = "1 Draft Street"
    draft.save_revision()
    result = spec.edit(PHONE, NEW_PHONE).launch()
    assert conflicts_of(result) == [(FAIRFIELD, "phone", "draft")]
    assert phone(location) == "+17075550111"
    spec.launch(force=True)
    page = ClinicLocation.objects.get(pk=location.pk)
    assert (page.phone, page.street) == ("+17075550122", "")
    assert page.revisions.filter(content__street="1 Draft Street").exists()


def test_prose_saved_unchanged_in_the_admin_is_no_change(spec, launched):
    home = ClinicHomePage.objects.get(pk=launched.home_id)
    keyed = home.hero_text.replace("<p>", '<p data-block-key="a1b2c">')
    owner_edits(home, hero_text=keyed)
    assert conflicts_of(spec.launch()) == []


def test_an_owners_own_blocks_are_kept(spec, launched):
    home = ClinicHomePage.objects.get(pk=launched.home_id)
    owner_edits(home, body=[("team", {"heading": "Us"})])
    assert conflicts_of(spec.launch()) == [("home@en-us", "body", "owner")]


def test_a_page_that_its_owner_deleted_is_not_made_again(spec, launched):
    ClinicPage.objects.get(clinic=launched, slug="about").delete()
    result = spec.launch()
    assert (changes_of(result), conflicts_of(result)) == ([], [("about@en-us", "", "deleted")])
    spec.launch(force=True)
    assert ClinicPage.objects.get(clinic=launched, slug="about").live


def test_a_page_that_its_owner_took_off_line_stays_so(spec, launched):
    ClinicPage.objects.get(clinic=launched, slug="about").unpublish()
    assert conflicts_of(spec.launch()) == [("about@en-us", "live", "owner")]


def test_a_practitioner_who_left_goes_off_line_and_can_return(spec, launched):
    text = spec.path.read_text()
    spec.edit("[[locations]]", '[[practitioners]]\nname = "Ann Lee"\n[[locations]]').launch()
    result = spec.write(text).launch()
    assert changes_of(result) == [
        ("practitioner:ann-lee@en-us", "live"),
        ("practitioner:ann-lee@es", "live"),
    ]
    assert changes_of(spec.launch()) == []
    spec.edit("[[locations]]", '[[practitioners]]\nname = "Ann Lee"\n[[locations]]').launch()
    assert PractitionerPage.objects.filter(title="Ann Lee", live=True).count() == 2


def test_a_second_location_joins_the_menu(spec, location):
    result = spec.append('[[locations]]\ncity = "Dixon"\ncountry = "US"').launch()
    assert (FAIRFIELD, "show_in_menus") in changes_of(result)
    dixon = ClinicLocation.objects.get(slug="dixon", locale__language_code="en-us")
    assert dixon.lead.title == "Michael Wilson"


def test_a_locale_added_and_removed_keeps_its_pages(spec, launched):
    spec.edit('"es"]', '"es", "fr"]').launch()
    french = ClinicHomePage.objects.get(clinic=launched, locale__language_code="fr")
    assert group_of(launched, Role.OWNER).page_permissions.filter(page=french).exists()
    spec.edit('"es", "fr"]', '"es"]').launch()
    assert [row.locale.language_code for row in launched.locales.all()] == ["en-us", "es"]
    assert ClinicHomePage.objects.filter(pk=french.pk).exists()
    spec.edit('"es"]', '"es", "fr"]').launch()
    assert launched.locales.get(locale__language_code="fr").home == french


def test_another_canonical_host_takes_over_and_the_site_follows(spec, launched):
    spec.edit('"kosak.example"', '"new.example"\nother_hosts = ["kosak.example"]').launch()
    hosts = dict(ClinicHost.objects.values_list("hostname", "is_canonical"))
    assert hosts == {"new.example": True, "kosak.example": False}
    launched.refresh_from_db()
    assert launched.site.hostname == "new.example"
    spec.edit('other_hosts = ["kosak.example"]', "").launch()
    assert [host.hostname for host in ClinicHost.objects.filter(is_earlier=False)] == [
        "new.example"
    ]
    assert changes_of(spec.launch()) == []


def test_a_new_name_reaches_site_group_collection_and_home(spec, launched):
    spec.edit("Kosak Chiropractic", "Kosak & Wilson").launch()
    clinic = Clinic.objects.get()
    assert clinic.home.title == clinic.site.site_name == "Kosak & Wilson"
    assert clinic.collection.name == "Kosak & Wilson (kosak)"
    assert group_of(clinic, Role.OWNER).name == "Kosak & Wilson (kosak): owner"


def test_chosen_conditions_become_subscriptions_and_back(spec, launched):
    article = make_condition(make_library_of(launched))
    spec.edit('"all"', '["back-spasms"]').launch()
    clinic = Clinic.objects.get()
    assert [row.condition_key for row in clinic.subscriptions.all()] == [article.translation_key]
    assert not clinic.subscribes_to_all
    spec.edit('["back-spasms"]', '"all"').launch()
    assert Clinic.objects.get().subscribes_to_all
    assert not clinic.subscriptions.exists()


def make_library_of(clinic):
    from clinic_cms.models import LibraryPage

    return LibraryPage.objects.get(locale=clinic.default_locale)


def test_what_was_lost_beside_the_pages_is_mended(spec, launched):
    group_of(launched, Role.OWNER).delete()
    launched.site.delete()
    assert changes_of(spec.launch()) == [("clinic", "site"), ("clinic", "groups")]
    clinic = Clinic.objects.get()
    assert clinic.site.hostname == "kosak.example"
    assert group_of(clinic, Role.OWNER).page_permissions.exists()


def test_a_logo_that_the_owner_chose_survives_another_change(spec, launched, settings, tmp_path):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    settings.MEDIA_ROOT = tmp_path
    logo = get_image_model().objects.create(
        title="Own", file=get_test_image_file(), file_hash="f" * 40
    )
    Clinic.objects.update(logo=logo)
    spec.edit('"calm"', '"heritage"').launch()
    assert Clinic.objects.get().logo == logo


def test_a_clinic_made_by_hand_is_taken_over_without_doubles(spec, db):
    built = make_clinic(slug="kosak")
    spec.edit('city = "Fairfield"', 'slug = "office"\ncity = "Fairfield"')
    spec.edit('"Michael Wilson"\nhonorific', '"Michael Wilson"\nslug = "wilson"\nhonorific')
    spec.edit('["en-us", "es"]', '["en-us"]')
    result = spec.launch()
    assert ("location:office@en-us", "phone", "unknown") in conflicts_of(result)
    assert ClinicLocation.objects.get(clinic=built.clinic) == built.location
    assert PractitionerPage.objects.count() == 1
    assert changes_of(spec.launch()) == []


@pytest.mark.parametrize("code", ["en-us", "es"])
def test_long_values_are_kept_as_digests(launched, code):
    values = launched.applied["values"][f"home@{code}"]
    assert values["body"].startswith("sha256:")
    assert Locale.objects.filter(language_code=code).exists()
