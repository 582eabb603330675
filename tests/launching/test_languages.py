"""Languages come and go: by the spec, and by the agency's form."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import synchronize_tree

from clinic_cms.launching.languages import change_locales
from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicLocation,
    ClinicOwnedPage,
    ClinicPage,
    ConditionIndexPage,
    LibraryPage,
    PractitionerPage,
    Role,
)
from clinic_cms.tenancy.roles import group_of
from tests.factories import locale
from tests.launching.conftest import changes_of, conflicts_of, owner_edits

MODELS = (ClinicHomePage, ConditionIndexPage, ClinicPage, PractitionerPage, ClinicLocation)
LOCALES = '"en-us", "es"'


@pytest.fixture(autouse=True)
def _polish(settings):
    """A language of the install that has no standard texts."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES


def pages_in(code: str) -> list[ClinicOwnedPage]:
    return [page for it in MODELS for page in it.objects.filter(locale__language_code=code)]


def offered(clinic: Clinic) -> list[str]:
    return list(clinic.locales.values_list("locale__language_code", flat=True))


def get(path: str) -> int:
    return Client(HTTP_HOST="kosak.example").get(path).status_code


def home_in(code: str) -> ClinicHomePage:
    return ClinicHomePage.objects.get(locale__language_code=code)


def fresh(clinic: Clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


@pytest.fixture(params=["spec", "form"])
def change(request, spec, launched):
    """Changes what the clinic offers, by either way."""

    def by_spec(*codes):
        old = next(line for line in spec.path.read_text().splitlines() if "locales =" in line)
        spec.edit(old, f"locales = {list(codes)}".replace("'", '"')).launch()

    def by_form(*codes):
        change_locales(clinic=fresh(launched), codes=codes)

    return by_spec if request.param == "spec" else by_form


def test_a_language_that_is_added_has_all_pages_in_that_language(change, launched):
    assert get("/fr/") == 404
    change("en-us", "es", "fr")
    assert offered(launched) == ["en-us", "es", "fr"]
    assert {type(page) for page in pages_in("fr")} == {*MODELS}
    assert [get(path) for path in ("/fr/", "/fr/fairfield/", "/fr/michael-wilson/")] == [200] * 3
    assert LibraryPage.objects.filter(locale__language_code="fr").exists()
    assert not any(Page.find_problems())


def test_its_menu_is_in_the_order_of_the_first_language(change):
    change("en-us", "es", "fr")

    def keys(code):
        return [page.translation_key for page in home_in(code).get_children()]

    assert keys("fr") == keys("en-us")


def test_a_language_that_is_dropped_leaves_the_website_and_keeps_its_pages(change, launched):
    change("en-us")
    assert offered(launched) == ["en-us"]
    assert get("/es/") == 404
    assert len(pages_in("es")) == 6
    assert all(page.live for page in pages_in("es"))


def test_it_comes_back_with_what_its_owner_had_written(change, launched):
    owner_edits(home_in("es"), hero_heading="Nuestras palabras")
    ClinicPage.objects.get(slug="quienes-somos").delete()
    before = {page.pk: page.saved_at for page in pages_in("es")}
    change("en-us")
    change("en-us", "es")
    assert get("/es/") == 200
    assert home_in("es").hero_heading == "Nuestras palabras"
    assert {page.pk: page.saved_at for page in pages_in("es")} == before


def test_owners_keep_to_the_languages_that_are_offered(change, launched):
    def homes():
        rows = GroupPagePermission.objects.filter(group=group_of(launched, Role.OWNER))
        return {row.page.specific.locale.language_code for row in rows}

    change("en-us", "fr")
    assert homes() == {"en-us", "fr"}
    change("en-us", "es")
    assert homes() == {"en-us", "es"}


def test_languages_change_their_order_behind_the_first(change, launched):
    change("en-us", "es", "fr")
    change("en-us", "fr", "es")
    assert offered(launched) == ["en-us", "fr", "es"]


def test_a_launch_after_the_form_shows_the_change_and_leaves_it(spec, launched):
    change_locales(clinic=fresh(launched), codes=["en-us", "fr"])
    result = spec.launch()
    assert changes_of(result) == []
    assert conflicts_of(result) == [("clinic", "locales", "owner")]
    assert offered(launched) == ["en-us", "fr"]
    assert set(result.urls) == {"en-us", "fr"}
    spec.launch(force=True)
    assert offered(launched) == ["en-us", "es"]
    assert pages_in("fr")


def test_a_spec_that_catches_up_with_the_form_changes_nothing(spec, launched):
    change_locales(clinic=fresh(launched), codes=["en-us", "es", "fr"])
    result = spec.edit(LOCALES, f'{LOCALES}, "fr"').launch()
    assert (changes_of(result), conflicts_of(result)) == ([], [])
    result = spec.edit(', "fr"', "").launch()
    assert changes_of(result) == [("clinic", "locales")]
    assert offered(launched) == ["en-us", "es"]


def test_a_practitioner_who_leaves_goes_in_the_languages_of_the_form_too(spec, launched):
    text = spec.path.read_text()
    spec.edit("[[locations]]", '[[practitioners]]\nname = "Ann Lee"\n[[locations]]').launch()
    change_locales(clinic=fresh(launched), codes=["en-us", "es", "fr"])
    assert PractitionerPage.objects.filter(title="Ann Lee", live=True).count() == 3
    spec.write(text).launch()
    assert not PractitionerPage.objects.filter(title="Ann Lee", live=True).exists()


def test_the_form_keeps_what_a_spec_and_an_owner_disagree_about(spec, launched):
    clinic = fresh(launched)
    clinic.owner_email = "owner@kosak.example"
    clinic.save()
    change_locales(clinic=fresh(launched), codes=["en-us", "es", "fr"])
    assert fresh(launched).owner_email == "owner@kosak.example"
    assert ("clinic", "owner_email", "owner") in conflicts_of(spec.launch())


def test_a_retired_clinic_stays_off_line(launched):
    from clinic_cms.launching.service import retire

    retire(slug="kosak")
    change_locales(clinic=fresh(launched), codes=["en-us", "es", "fr"])
    assert fresh(launched).retired_at is not None


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (["es", "en-us"], "“en-us” stays first"),
        (["es"], "“en-us” stays first"),
        ([], "“en-us” stays first"),
        (["en-us", "es", "es"], "named twice"),
        (["en-us", "tlh"], "“tlh” is not a locale"),
    ],
)
def test_what_cannot_be_offered_is_refused(launched, codes, message):
    with pytest.raises(ValidationError, match=message):
        change_locales(clinic=launched, codes=codes)
    assert offered(launched) == ["en-us", "es"]


def test_names_and_facts_go_into_a_new_language_and_prose_does_not(spec, change, location):
    owner_edits(location, title="The old office", intro="<p>English.</p>", street="1 Main Street")
    change("en-us", "es", "fr")
    french = ClinicLocation.objects.get(locale__language_code="fr")
    assert (french.title, french.intro) == ("Fairfield", "")
    assert french.lead == location.lead


def test_a_text_without_a_locale_is_the_first_locales_alone(spec):
    spec.edit('city = "Fairfield"', 'city = "Fairfield"\ntitle = "The office"\nintro = "Come in."')
    spec.edit('honorific = "Dr."', 'honorific = "Dr."\nbio = "He is kind."').launch()
    spanish = ClinicLocation.objects.get(locale__language_code="es")
    assert (spanish.title, spanish.intro) == ("Fairfield", "")
    assert PractitionerPage.objects.get(locale__language_code="es").bio == ""


WAITING = """
[home.es]
hero_heading = "Nuestra casa"
[home.ar]
hero_heading = "مرحبا"
[pages.about.ar]
title = "من نحن"
"""


@pytest.fixture
def many(spec):
    """A spec with texts in each of three languages, launched."""
    spec.edit('city = "Fairfield"', 'city = "Fairfield"\ntitle = {ar = "المكتب", es = "Casa"}')
    spec.edit('honorific = "Dr."', 'slug = "mw"\nbio = {es = "Amable.", ar = "لطيف."}')
    spec.edit("[conditions]", 'slug = "fairfield"\n[conditions]')
    return spec.edit(LOCALES, f'{LOCALES}, "ar"').append(WAITING)


def test_a_language_is_dropped_by_one_line_and_its_texts_wait(many):
    many.launch()
    result = many.edit(f'{LOCALES}, "ar"', '"en-us"').launch()
    assert changes_of(result) == [("clinic", "locales")]
    (warning,) = result.plan.warnings
    assert warning == (
        "Texts in Español and العربية are not used: to offer a language, add it to “locales”."
    )
    assert get("/") == 200
    assert get("/es/") == get("/ar/") == 404
    result = many.edit('["en-us"]', f"[{LOCALES}]").launch()
    assert changes_of(result) == [("clinic", "locales")]
    assert conflicts_of(result) == []
    (warning,) = result.plan.warnings
    assert "Texts in العربية are" in warning
    assert home_in("es").hero_heading == "Nuestra casa"


def test_texts_that_wait_make_no_pages(many):
    many.edit(f'{LOCALES}, "ar"', LOCALES).launch()
    assert pages_in("es")
    assert pages_in("ar") == []


STANDARD = "home page, conditions index, about page and contact page"


@pytest.fixture
def polish(spec):
    return spec.edit(LOCALES, f'{LOCALES}, "pl"').launch()


def test_pages_without_texts_of_their_language_are_drafts_and_are_reported(polish, launched):
    texts, labels = polish.plan.warnings
    assert texts == (
        f"There are no standard texts in Polski (pl): {STANDARD} stay drafts, which patients do "
        "not see, until they are translated and published."
    )
    assert "labels are not translated into “pl”" in labels
    live = {type(page) for page in pages_in("pl") if page.live}
    assert live == {PractitionerPage, ClinicLocation}
    assert get("/pl/") == get("/pl/conditions/") == get("/pl/fairfield/") == 404


def test_the_form_tells_it_too(launched):
    texts, _labels = change_locales(clinic=fresh(launched), codes=["en-us", "pl"])
    assert f"Polski (pl): {STANDARD}" in texts
    assert [page.live for page in pages_in("pl")] == [False] * 4 + [True] * 2


def test_drafts_start_with_the_words_of_the_first_locale(spec):
    spec.edit(LOCALES, '"es", "pl"').launch()
    assert home_in("pl").hero_heading == home_in("es").hero_heading
    assert ConditionIndexPage.objects.get(locale__language_code="pl").title == "Qué tratamos"


def test_a_clinic_in_such_a_language_alone_is_offline_until_it_is_translated(spec):
    result = spec.edit(LOCALES, '"pl"').launch()
    assert STANDARD in result.plan.warnings[0]
    assert get("/") == get("/fairfield/") == 404
    owner_edits(home_in("pl"), hero_heading="Witamy")
    assert get("/") == get("/fairfield/") == 200


def test_what_the_owner_makes_of_a_draft_is_no_conflict(spec, polish):
    result = spec.launch()
    assert (changes_of(result), conflicts_of(result)) == ([], [])
    rest = {"hero_text": "", "search_description": "", "body": []}
    owner_edits(home_in("pl"), hero_heading="Nasze słowa", **rest)
    assert get("/pl/") == 200
    result = spec.launch(force=True)
    assert changes_of(result) == []
    assert "Polski (pl): conditions index, about page and contact page" in result.plan.warnings[0]
    assert home_in("pl").hero_heading == "Nasze słowa"


def test_a_page_whose_texts_the_spec_states_is_published_with_these_alone(spec, polish):
    spec.append('[pages.about.pl]\ntitle = "O nas"\nintro = "Cześć."').launch()
    about = ClinicPage.objects.get(locale__language_code="pl", role="free")
    assert (about.live, about.title) == (True, "O nas")
    assert (about.search_description, list(about.body)) == ("", [])


def test_stated_texts_of_a_first_launch_stand_alone(spec):
    spec.edit(LOCALES, f'{LOCALES}, "pl"')
    spec.append('[pages.about.pl]\ntitle = "O nas"\nintro = "Cześć."').launch()
    about = ClinicPage.objects.get(locale__language_code="pl", role="free")
    assert (about.live, about.seo_title, list(about.body)) == (True, "", [])


@pytest.fixture
def texts_arrive(monkeypatch):
    """Standard texts in Polish are added; for the test they are the French ones."""
    from clinic_cms.launching.state import desired

    def arrive():
        own = desired.texts_for
        monkeypatch.setattr(desired, "has_texts", lambda code: True)
        monkeypatch.setattr(desired, "texts_for", lambda code: own("fr" if code == "pl" else code))

    return arrive


def test_texts_that_arrive_later_fill_and_publish_untouched_drafts(spec, polish, texts_arrive):
    texts_arrive()
    result = spec.launch()
    assert conflicts_of(result) == []
    assert get("/pl/") == 200
    assert ConditionIndexPage.objects.get(locale__language_code="pl").live


def test_an_owners_draft_waits_for_its_owner(spec, polish, texts_arrive):
    home = home_in("pl")
    home.hero_heading = "W połowie"
    home.save_revision()
    texts_arrive()
    result = spec.launch()
    assert ("home@pl", "hero_heading", "draft") in conflicts_of(result)
    assert not home_in("pl").live
    assert home_in("pl").get_latest_revision_as_object().hero_heading == "W połowie"


def test_two_kinds_of_one_language_share_its_standard_texts(change, settings, launched):
    settings.LANGUAGES = [*settings.LANGUAGES, ("en-gb", "English (GB)")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    change("en-us", "en-gb")
    assert all(page.live for page in pages_in("en-gb"))
    assert get("/en-gb/about/") == 200


def test_aliases_of_a_synchronized_tree_give_way_to_pages(change, launched):
    LocaleSynchronization.objects.create(locale=locale("fr"), sync_from=locale("en-us"))
    synchronize_tree(locale("en-us"), locale("fr"))
    assert home_in("fr").alias_of is not None
    change("en-us", "es", "fr")
    assert not any(page.alias_of_id for page in pages_in("fr"))
    assert get("/fr/") == 200
    assert not any(Page.find_problems())
