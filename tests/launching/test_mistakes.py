"""Each mistake of a spec is one clear line, and nothing is changed."""

import pytest
from django.core import serializers
from django.test import override_settings
from PIL import Image
from wagtail.models import Locale, Page, Site

from clinic_cms.errors import Refused
from clinic_cms.launching.service import LaunchFailed, launch
from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost
from tests.launching.conftest import SPEC, SpecFile
from tests.pictures import BAD

LEAD = 'lead = "Michael Wilson"'
MISTAKES = [
    # old text, new text, id, key, what was read, what to write instead
    ('name = "Kosak', 'nmae = "Kosak', "L002", "clinic.nmae", "nmae", "“name”"),
    ('mon = ["09', 'monday = ["09', "L002", "locations[0].hours.monday", "monday", "“mon”"),
    ('city = "Fairfield"\n', "", "L003", "locations[0].city", "city", "Add it"),
    ("707-555-0111", "12", "L017", "locations[0].phone", "“12”", "+1 201"),
    ("kosak.example", "taken.example", "L006", "clinic.host", "taken.example", "another host"),
    ("kosak.example", "network.example", "L008", "clinic.host", "network.example", "its own"),
    ("kosak.example", "http://kosak.example", "L007", "clinic.host", "http:", "without https"),
    ("#0b5d4e", "#ffee00", "L005", "clinic.theme.primary", "#ffee00", "#0b5d4e"),
    ('"calm"', '"clam"', "L033", "clinic.theme.name", "clam", "“calm”"),
    (LEAD, 'lead = "Micheal Wilson"', "L009", "locations[0].lead", "Micheal", "“Michael Wilson”"),
    ('"es"]', '"esp"]', "L010", "clinic.locales[1]", "“esp”", "“es”"),
    ('"es"]', '"en-us"]', "L038", "clinic.locales", "twice", ""),
    ('"all"', '["back-spasm"]', "L011", "conditions.include[0]", "back-spasm", "“back-spasms”"),
    ('"all"', '"none"', "L026", "conditions.include", "none", '"all"'),
    ('slug = "kosak"', 'slug = "Kosak C."', "L012", "clinic.slug", "Kosak C.", "“kosak-c”"),
    ('slug = "kosak"', 'slug = "library"', "L027", "clinic.slug", "library", "another slug"),
    ('"masculine"', '"male"', "L004", "practitioners[0].gender", "'male'", "'masculine'"),
    ('country = "US"', 'country = "Mexico"', "L023", "locations[0].country", "Mexico", "“MX”"),
    ('country = "US"', 'country = "USA"', "L023", "locations[0].country", "USA", "“US”"),
    ('country = "US"', 'country = "Canada"', "L023", "locations[0].country", "Canada", "“CA”"),
    ('"CA"', "94533", "L004", "locations[0].region", "94533", '"94533"'),
    ('["Vacaville"]', '"Vacaville"', "L004", "locations[0].service_areas", "Vacaville", "brackets"),
    (
        'mon = ["09:00-12:00"',
        'mon = ["9-5"',
        "L015",
        "locations[0].hours.mon[0]",
        "“9-5”",
        "“09:00-17:00”",
    ),
    (
        'mon = ["09:00-12:00"',
        'mon = ["mornings"',
        "L015",
        "locations[0].hours.mon[0]",
        "“mornings”",
        "“09:00-12:30”",
    ),
    (
        'mon = ["09:00-12:00", "13:00-17:00"]',
        'mon = ["20:00-10:00"]',
        "L030",
        "locations[0].hours.mon[0]",
        "before it opens",
        "at midnight",
    ),
    (
        'tue = ["09:00-12:00", "13:00-17:00"]',
        'tue = ["20:00-02:00"], wed = ["01:00-09:00"]',
        "L031",
        "locations[0].hours",
        "overlap",
        "Join",
    ),
    (
        'mon = ["09:00-12:00"',
        'mon = ["12:00-09:00"',
        "L030",
        "locations[0].hours.mon[0]",
        "before it opens",
        "",
    ),
    (
        'mon = ["09:00-12:00"',
        'mon = ["09:00-14:00"',
        "L031",
        "locations[0].hours.mon",
        "overlap",
        "Join",
    ),
    (LEAD, 'time_zone = "PST"', "L045", "locations[0].time_zone", "“PST”", "America/Los_Angeles"),
    (LEAD, 'time_zone = "Europe/Paris"', "L045", "locations[0].time_zone", "Paris", "New_York"),
    (LEAD, "latitude = 1.5", "L034", "locations[0].longitude", "latitude", "both"),
    (LEAD, 'intro = "{{ docter.name }}"', "L014", "locations[0].intro", "docter", "doctor.name"),
    (LEAD, 'intro = {esp = "x"}', "L010", "locations[0].intro.esp", "“esp”", "“es”"),
    (LEAD, 'intro = {zh = "x"}', "L010", "locations[0].intro.zh", "“zh”", "“zh-hans”"),
    (LEAD, 'intro = {pt = "x"}', "L010", "locations[0].intro.pt", "“pt”", "ar, en-us, es, fr"),
    (LEAD, 'slug = "Über uns"', "L012", "locations[0].slug", "Über uns", "“uber-uns”"),
    (LEAD, 'title = "हिन्दी"', "L060", "locations[0]", "हिन्दी", 'slug = "fairfield"'),
    ('slug = "kosak"', 'slug = "山田-kosak"', "L012", "clinic.slug", "山田", "“kosak”"),
    (LEAD, 'slug = "contact"', "L018", "locations[0]", "/contact/", "contact-2"),
    ("[conditions]", "[home.en]\n[conditions]", "L010", "home.en", "“en”", "“en-us”"),
    ('name = "Kosak Chiropractic"', 'name = ""', "L004", "clinic.name", "''", "empty"),
    (
        'name = "Kosak Chiropractic"',
        f'name = "{"K" * 121}"',
        "L004",
        "clinic.name",
        "KKK…",
        "120 characters",
    ),
    (
        "[[practitioners]]",
        'language_help = ["es", "xx"]\n[[practitioners]]',
        "L021",
        "clinic.language_help[1]",
        "“xx”",
        "am, ar, bn",
    ),
    (
        "[[practitioners]]",
        'language_help = ["es", "es"]\n[[practitioners]]',
        "L036",
        "clinic.language_help",
        "twice",
        "",
    ),
    (
        "[[practitioners]]",
        'logo = "none.png"\n[[practitioners]]',
        "L029",
        "clinic.logo",
        "none.png",
        "folder",
    ),
    (
        "[[practitioners]]",
        'logo = "kosak.toml"\n[[practitioners]]',
        "L013",
        "clinic.logo",
        "kosak.toml",
        "PNG",
    ),
    (
        "[[practitioners]]",
        'owner_email = "me"\n[[practitioners]]',
        "L024",
        "clinic.owner_email",
        "“me”",
        "owner@",
    ),
    (
        "[[practitioners]]",
        'other_hosts = ["kosak.example"]\n[[practitioners]]',
        "L035",
        "clinic.other_hosts",
        "twice",
        "once",
    ),
]

TAGGED = [
    # old text, new text, key
    ('"Kosak Chiropractic"', '"{{ clinic.name }}"', "clinic.name"),
    ('name = "Michael Wilson"\n', 'name = "{{ doctor.name }}"\n', "practitioners[0].name"),
    ('"Dr."', '"{{ x"', "practitioners[0].honorific"),
    ("[[locations]]", 'credentials = "{% if x %}"\n[[locations]]', "practitioners[0].credentials"),
    ("[[locations]]", 'first_name = "{{"\n[[locations]]', "practitioners[0].first_name"),
    ("[[locations]]", 'last_name = "}}"\n[[locations]]', "practitioners[0].last_name"),
    ('"Fairfield"', '"{{ location.city }}"', "locations[0].city"),
    ('"CA"', '"{{ location.region }}"', "locations[0].region"),
    ('"Vacaville"', '"{{ location.city }}"', "locations[0].service_areas[0]"),
    (LEAD, 'street = "{{ location.city }}"', "locations[0].street"),
    (LEAD, 'postal_code = "%}"', "locations[0].postal_code"),
    (
        LEAD,
        'special_days = [{ date = 2027-01-01, note = "{{ x }}" }]',
        "locations[0].special_days[0].note",
    ),
]


def refusal(*paths) -> list:
    with pytest.raises(Refused) as caught:
        launch(list(paths))
    return caught.value.mistakes


def content() -> list[str]:
    models = (Clinic, ClinicHost, Locale, Page, Site)
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


@pytest.fixture
def neighbour(article):
    clinic = Clinic.objects.create(slug="other", name="Other", default_locale=Locale.get_default())
    ClinicHost.objects.create(clinic=clinic, hostname="taken.example", is_canonical=True)


@pytest.mark.parametrize(("old", "new", "id", "key", "read", "instead"), MISTAKES)
def test_a_mistake_is_one_line_with_its_place_and_a_hint(
    spec, neighbour, old, new, id, key, read, instead
):
    spec.edit(old, new)
    before = content()
    (mistake,) = refusal(spec.path)
    line = spec.line_of(new.splitlines()[0]) if new else spec.line_of("[[locations]]")
    assert mistake.id == f"clinic_cms.{id}"
    assert mistake.where.startswith(f"{spec.path}, line ")
    assert mistake.where.endswith(f", {key}")
    assert int(mistake.where.split("line ")[1].split(",")[0]) in {
        line,
        spec.line_of("[[locations]]"),
    }
    assert read in mistake.message
    assert instead in mistake.hint or instead in mistake.message
    assert "\n" not in str(mistake)
    assert content() == before


@pytest.mark.parametrize(("old", "new", "key"), TAGGED)
def test_a_fact_with_a_merge_tag_is_refused(spec, old, new, key):
    spec.edit(f"{LEAD}\n", "" if old != LEAD else f"{LEAD}\n").edit(old, new)
    (mistake,) = refusal(spec.path)
    assert mistake.id == "clinic_cms.L019"
    assert mistake.where == f"{spec.path}, line {spec.line_of(new.splitlines()[0])}, {key}"
    assert mistake.hint == "Write this without merge tags: it is what fills them."


OVER_PARAGRAPHS = '"""{% if clinic.phone %}Call.\n\nNow.{% endif %}"""'
HOLDER = "[conditions]"
BROKEN = [
    # line before [conditions], key
    (f"intro = {OVER_PARAGRAPHS}", "locations[0].intro"),
    (f"directions = {{ es = {OVER_PARAGRAPHS} }}", "locations[0].directions.es"),
    ('title = "{% if clinic.phone %}"', "locations[0].title"),
    ('title = "<b>{{ clinic.name"', "locations[0].title"),
    (f"[home.en-us]\nhero_text = {OVER_PARAGRAPHS}", "home.en-us.hero_text"),
    ('[home.es]\nhero_heading = "{{ clinic.nam }}"', "home.es.hero_heading"),
    (f"[pages.about.es]\nintro = {OVER_PARAGRAPHS}", "pages.about.es.intro"),
    ('[pages.contact.es]\ntitle = "{{ clinic.name"', "pages.contact.es.title"),
]


@pytest.mark.parametrize(("lines", "key"), BROKEN)
def test_a_text_that_could_not_be_published_is_refused_before_anything_is_changed(spec, lines, key):
    spec.edit(HOLDER, f"{lines}\n{HOLDER}")
    (mistake,) = refusal(spec.path)
    assert mistake.id == "clinic_cms.L014"
    last = next(line for line in reversed(lines.splitlines()) if " = " in line)
    assert mistake.where == f"{spec.path}, line {spec.line_of(last)}, {key}"


def test_what_a_column_cannot_hold_is_refused(spec):
    long = ".".join(["a" * 60] * 5)
    spec.edit('"kosak.example"', f'"{long}"').edit(HOLDER, f'title = "{"T" * 256}"\n{HOLDER}')
    spec.edit("locales =", f'owner_email = "o@{long}"\nlocales =')
    assert {mistake.where.rpartition(" ")[2] for mistake in refusal(spec.path)} == {
        "clinic.host",
        "clinic.owner_email",
        "locations[0].title",
    }


def test_all_mistakes_of_all_files_are_reported_at_once(spec, tmp_path, article):
    spec.edit("707-555-0111", "12").edit('"masculine"', '"male"').edit("#0b5d4e", "#ffee00")
    other = SpecFile(tmp_path / "other.toml", SPEC.replace('"Fairfield"', "3"))
    other.edit('slug = "kosak"', 'slug = "other"').edit("kosak.example", "other.example")
    keys = {mistake.where.rsplit(", ", 1)[1] for mistake in refusal(tmp_path)}
    assert keys == {
        "clinic.theme.primary",
        "practitioners[0].gender",
        "locations[0].phone",
        "locations[0].city",
    }
    assert not Clinic.objects.exists()


def keys_of(mistakes) -> list[str]:
    return [mistake.where.rpartition(", ")[2] for mistake in mistakes]


def test_duplicates_are_reported_with_other_mistakes(spec):
    spec.edit('"es"]', '"en-us", "xx"]').edit('gender = "masculine"', 'gender = "male"')
    spec.edit(LEAD, 'slug = "michael-wilson"')
    assert keys_of(refusal(spec.path)) == [
        "clinic.locales",
        "clinic.locales[2]",
        "practitioners[0].gender",
        "locations[0]",
    ]


def test_an_international_phone_is_judged_without_a_country(spec):
    spec.edit("707-555-0111", "+12").edit('country = "US"', 'country = "XX"')
    assert keys_of(refusal(spec.path)) == ["locations[0].country", "locations[0].phone"]


@pytest.mark.parametrize(
    ("phone", "wrong"),
    [("01483 496012", []), ("12", ["phone"]), ("call us", ["phone"]), ("+999 123 45", ["phone"])],
)
def test_without_a_country_a_phone_is_wrong_if_no_country_has_it(spec, phone, wrong):
    spec.edit("707-555-0111", phone).edit('country = "US"\n', "")
    keys = [f"locations[0].{name}" for name in ["country", *wrong]]
    assert keys_of(refusal(spec.path)) == keys


@pytest.mark.parametrize("country", ["UK", "England", "Royaume-Uni"])
def test_a_phone_is_judged_by_the_country_that_is_meant(spec, country):
    spec.edit("707-555-0111", "01483 496 0123").edit('"US"', f'"{country}"')
    keys = ["locations[0].country", "locations[0].phone"]
    assert keys_of(refusal(spec.path)) == keys
    spec.edit("01483 496 0123", "01483 496012")
    assert keys_of(refusal(spec.path)) == keys[:1]


@pytest.mark.parametrize("code", ["klingon", "xx", "English", "es_MX"])
def test_a_language_that_does_not_exist_is_refused(spec, code):
    spec.edit('honorific = "Dr."', f'languages = ["en", "es-MX", "yua", "{code}"]')
    (mistake,) = refusal(spec.path)
    assert mistake.where.endswith("practitioners[0].languages[3]")
    assert code in mistake.message


def test_a_folder_without_specs_is_reported(tmp_path, db):
    (mistake,) = refusal(tmp_path)
    assert mistake.where == str(tmp_path)
    assert "*.toml" in mistake.message


def test_a_right_spec_is_not_launched_with_a_wrong_one(spec, tmp_path):
    SpecFile(tmp_path / "wrong.toml", "[clinic]")
    refusal(tmp_path)
    assert not Clinic.objects.exists()


def test_a_syntax_error_is_reported_with_its_line(spec):
    spec.edit('city = "Fairfield"', "city = Fairfield")
    (mistake,) = refusal(spec.path)
    assert mistake.id == "clinic_cms.L001"
    assert f"line {spec.line_of('city =')}" in mistake.message


def test_a_missing_file_is_reported(tmp_path, db):
    (mistake,) = refusal(tmp_path / "none.toml")
    assert mistake.where == str(tmp_path / "none.toml")


def test_a_file_that_is_no_text_is_reported(tmp_path, db):
    (tmp_path / "spec.toml").write_bytes(b"\xff\xfe")
    (mistake,) = refusal(tmp_path / "spec.toml")
    assert "UTF-8" in mistake.hint


def test_an_empty_spec_names_every_table_that_is_needed(spec):
    spec.write("")
    assert [mistake.where.rsplit(", ", 1)[1] for mistake in refusal(spec.path)] == [
        "clinic",
        "practitioners",
        "locations",
    ]


def test_two_specs_of_one_run_cannot_share_a_host_or_a_slug(spec, tmp_path):
    SpecFile(tmp_path / "z.toml")
    assert {mistake.id for mistake in refusal(tmp_path)} == {"clinic_cms.L028", "clinic_cms.L006"}
    SpecFile(tmp_path / "z.toml").edit('slug = "kosak"', 'slug = "other"')
    (mistake,) = refusal(tmp_path)
    assert mistake.id == "clinic_cms.L006"
    assert "kosak.toml" in mistake.message


def test_a_host_of_a_wagtail_site_that_is_no_clinics_is_taken(spec):
    Site.objects.create(hostname="kosak.example", root_page=Page.objects.get(depth=1))
    (mistake,) = refusal(spec.path)
    assert "a Wagtail site" in mistake.message


def test_the_first_locale_of_a_launched_clinic_stays_the_first(spec, launched):
    spec.edit('["en-us", "es"]', '["es", "en-us"]')
    (mistake,) = refusal(spec.path)
    assert mistake.id == "clinic_cms.L016"
    assert "“en-us”" in mistake.hint


TEXTS_IN_ALL = """
[home.es]
hero_heading = "Hola"
[home.en-us]
hero_heading = "Hello"
[pages.about.en-us]
title = "About us here"
"""


@pytest.mark.parametrize("locales", ['["es", "en-us"]', '["es"]'])
def test_texts_of_a_removed_first_locale_make_no_further_mistakes(spec, launched, locales):
    spec.append(TEXTS_IN_ALL).edit('["en-us", "es"]', locales)
    assert [mistake.id for mistake in refusal(spec.path)] == ["clinic_cms.L016"]


def test_texts_of_a_locale_that_is_wrong_are_one_mistake_with_it(spec):
    spec.append(TEXTS_IN_ALL.replace("home.es", "home.esp")).edit('"es"]', '"esp"]')
    (mistake,) = refusal(spec.path)
    assert mistake.where.endswith("clinic.locales[1]")


def test_each_wrong_code_of_language_help_is_reported(spec):
    codes = 'language_help = ["es", "xx", "zh", "ES"]\n'
    spec.edit("[[practitioners]]", f"{codes}[[practitioners]]")
    mistakes = refusal(spec.path)
    assert [mistake.where.rpartition(".")[2] for mistake in mistakes] == [
        "language_help[1]",
        "language_help[2]",
        "language_help[3]",
    ]
    unknown, chinese, spanish = (mistake.hint for mistake in mistakes)
    assert unknown.startswith("Write one of: am, ar")
    assert chinese == "Did you mean one of these: zh-hans, zh-hant?"
    assert spanish == "Did you mean “es”?"


@override_settings(LANGUAGE_CODE="es")
def test_mistakes_are_found_whatever_the_language_of_the_install(spec):
    spec.edit("707-555-0111", "12")
    assert [mistake.id for mistake in refusal(spec.path)] == ["clinic_cms.L017"]


def test_a_picture_is_read_from_the_specs_folder(spec):
    Image.new("RGB", (2, 2)).save(spec.path.parent / "logo.png")
    spec.edit("[[practitioners]]", 'logo = "logo.png"\n[[practitioners]]')
    assert spec.launch(dry_run=True).plan.changes


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_a_mistake_with_its_name(spec, tmp_path, name):
    make, reason = BAD[name]
    (tmp_path / name).write_bytes(make())
    spec.edit("[[locations]]", f'photo = "{name}"\n[[locations]]')
    before = content()

    [mistake] = refusal(spec.path)

    assert mistake.id == "clinic_cms.L013"
    assert mistake.where.endswith(f"line {spec.line_of('photo')}, practitioners[0].photo")
    assert name in mistake.message
    assert reason in mistake.message
    assert mistake.hint
    assert ("AVIF, GIF, JPEG, PNG, WEBP" in mistake.hint) is ("a picture" in mistake.message)
    assert content() == before


def test_a_folder_is_no_picture(spec, tmp_path):
    (tmp_path / "photos").mkdir()
    spec.edit("[[locations]]", 'photo = "photos"\n[[locations]]')

    assert [mistake.id for mistake in refusal(spec.path)] == ["clinic_cms.L013"]


@pytest.mark.parametrize("launched_before", [False, True])
def test_a_text_that_leads_to_another_clinics_page_is_refused(spec, sol, launched_before):
    if launched_before:
        spec.launch()
    link = f'<p><a linktype="page" id="{sol.contact.pk}">them</a></p>'
    spec.append(f"[home.en-us]\nhero_text = '{link}'")
    with pytest.raises(LaunchFailed, match="not there any more"):
        spec.launch()
    assert not ClinicHomePage.objects.filter(hero_text__contains="linktype").exists()
