"""What the commands print, and their exit status."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinic_cms.launching.languages import change_locales
from clinic_cms.models import ClinicHomePage
from tests.factories import make_condition, make_library
from tests.launching.conftest import SPEC, SpecFile, owner_edits


def run(name: str, *args: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_a_launch_prints_what_it_made_the_urls_and_the_next_step(spec):
    output = run("launch_clinic", spec.path)
    assert "+ location fairfield (en-us)" in output
    assert "http://kosak.example/es/" in output
    assert "“Kosak Chiropractic”" in output
    assert "http://network.example/admin/clinics/" in output


def test_a_host_of_other_letters_is_printed_in_both_forms(spec):
    spec.launch()
    spec.edit("kosak.example", "großmann.example")

    output = run("launch_clinic", spec.path, dry_run=True)

    both = "großmann.example (xn--gromann-2va.example)"
    assert f"~ clinic, host: kosak.example → {both}" in output
    assert "http://xn--gromann-2va.example/ (großmann.example)" in output


def test_the_plan_shows_hours_as_pages_do(spec):
    day = 'special_days = [{ date = 2999-12-24, note = "Eve", hours = "8-11" }]'
    spec.launch()
    spec.edit('"13:00-17:00"], tue', '"by appointment"], tue').edit(
        "[conditions]", f"{day}\n[conditions]"
    )

    output = run("launch_clinic", spec.path, dry_run=True)

    assert "Monday: 9:00 AM – 12:00 PM, and by appointment; Tuesday: 9:00 AM – 12:00 PM" in output
    assert "special_days: – → December 24, 2999 (Eve): 8:00 – 11:00 AM" in output
    assert "{" not in output


FACTS = [
    "address: Fairfield, CA, United States",
    "phone: 707-555-0111, dialled +17075550111",
    "time_zone: America/Los_Angeles, by the address",
    "opening_hours: Monday – Tuesday: 9:00 AM – 12:00 PM and 1:00 – 5:00 PM",
    "lead: Dr. Michael Wilson",
    "last_name: Wilson",
]


def test_the_plan_of_a_new_clinic_prints_its_facts_as_people_read_them(spec):
    output = run("launch_clinic", spec.path, dry_run=True)
    for fact in FACTS:
        assert fact in " ".join(output.split())  # Times have thin spaces.
    assert output.count("address:") == 1
    spec.launch()
    assert "address:" not in run("launch_clinic", spec.path, dry_run=True)


def test_facts_of_a_new_location_are_printed_with_its_zone_and_extension(spec):
    spec.launch()
    place = """
        [[locations]]
        slug = "london"
        street = "5 High Street"
        city = "London"
        country = "GB"
        phone = "020 7946 0123 ext. 9"
        time_zone = "Europe/London"
        [conditions]"""
    spec.edit("[conditions]", place)
    output = run("launch_clinic", spec.path, dry_run=True)
    assert "phone: 020 7946 0123 ext. 9, dialled +442079460123;ext=9" in output
    assert "time_zone: Europe/London\n" in output
    assert output.count("address:") == 1


def test_with_many_specs_facts_are_printed_on_request_only(spec, tmp_path):
    SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other"))
    assert "address:" not in run("launch_clinic", tmp_path, dry_run=True)
    assert run("launch_clinic", tmp_path, dry_run=True, verbosity=2).count("address:") == 2


def test_all_new_locales_are_one_line(spec):
    lines = run("launch_clinic", spec.path).splitlines()
    (line,) = (line for line in lines if "+ locale" in line)
    assert line.strip() == "+ locales es, fr, vi, zh-hans, ar"


def test_a_language_whose_home_is_a_draft_has_no_address_yet(spec, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    spec.edit('"es"]', '"pl"]')
    for dry_run in (True, False, False):
        output = run("launch_clinic", spec.path, dry_run=dry_run)
        assert "http://kosak.example/ " in output
        assert "http://kosak.example/pl/" not in output
        assert "not served yet: its home page is a draft" in output
    (clinic,) = json.loads(run("launch_clinic", spec.path, json=True))["clinics"]
    assert clinic["unserved"] == ["pl"]
    rest = {"hero_text": "", "search_description": "", "body": []}
    home = ClinicHomePage.objects.get(locale__language_code="pl")
    owner_edits(home, hero_heading="Witamy", **rest)
    assert "http://kosak.example/pl/" in run("launch_clinic", spec.path)


def test_a_language_of_the_form_is_served_at_its_address(spec, launched):
    change_locales(clinic=launched, codes=["en-us", "fr"])
    assert "http://kosak.example/fr/" in run("launch_clinic", spec.path)


def test_a_folder_stands_for_its_specs(spec, tmp_path):
    SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other"))
    output = run("launch_clinic", tmp_path)
    assert "http://kosak.example/" in output
    assert "http://other.example/" in output
    assert "(“Kosak Chiropractic”, “Kosak Chiropractic”)" in output


def test_an_empty_folder_is_an_error(tmp_path, db):
    with pytest.raises(CommandError, match=r"no \*\.toml in this folder") as caught:
        run("launch_clinic", tmp_path)
    assert caught.value.returncode == 1


def test_a_dry_run_reports_that_nothing_was_written(spec):
    assert "nothing was written" in run("launch_clinic", spec.path, dry_run=True)
    assert "+ clinic" in run("launch_clinic", spec.path)


def test_a_second_run_reports_no_change(spec, launched):
    output = run("launch_clinic", spec.path)
    assert "unchanged" in output
    assert "Nothing to change." in output


def test_a_change_is_shown_from_old_to_new(spec, launched):
    spec.edit("707-555-0111", "707-555-0122")
    output = run("launch_clinic", spec.path)
    assert "~ location fairfield (en-us), phone: +17075550111 → +17075550122" in output


def test_conditions_are_shown_by_their_slugs(spec):
    library = make_library()
    for slug in ("back-spasms", "sciatica"):
        make_condition(library, slug=slug)
    spec.edit('"all"', '["back-spasms"]').launch()
    spec.edit('["back-spasms"]', '["sciatica", "back-spasms"]')
    output = run("launch_clinic", spec.path, dry_run=True)
    assert "~ clinic, conditions: back-spasms → back-spasms, sciatica" in output


def test_a_long_change_is_shown_where_it_begins_to_differ(spec, launched):
    head = '[home.en-us]\nhero_text = """' + "The same words. " * 10
    spec.append(f'{head}First end."""').launch()
    spec.edit("First end.", "Second end.")
    output = run("launch_clinic", spec.path)
    assert "words. First end.</p> → …" in output


def test_an_owners_change_is_shown_and_is_no_failure(spec, location):
    owner_edits(location, phone="+17075550199")
    output = run("launch_clinic", spec.path)
    assert "≠ location fairfield (en-us), phone: +17075550199 → +17075550111" in output
    assert "(changed by its owner)" in output
    assert "--force" in output


def test_mistakes_are_a_line_each_and_the_exit_status_is_1(spec):
    spec.edit("707-555-0111", "12").edit('"masculine"', '"male"')
    with pytest.raises(CommandError) as caught:
        run("launch_clinic", spec.path)
    first, second, last = str(caught.value).splitlines()
    assert first.startswith(f"[clinic_cms.L004] {spec.path}, line 11, practitioners[0].gender: ")
    assert second.startswith(f"[clinic_cms.L017] {spec.path}, line 17, locations[0].phone: ")
    assert last == "Nothing was changed."
    assert caught.value.returncode == 1


def test_json_reports_what_was_done(spec):
    printed = json.loads(run("launch_clinic", spec.path, json=True))
    (clinic,) = printed["clinics"]
    assert (printed["ok"], printed["dry_run"], clinic["status"]) == (True, False, "new")
    assert clinic["urls"]["es"] == "http://kosak.example/es/"
    assert {change["action"] for change in clinic["changes"]} == {"create"}
    again = json.loads(run("launch_clinic", spec.path, json=True))
    assert again["clinics"][0]["changes"] == []


def test_json_reports_conflicts(spec, location):
    owner_edits(location, phone="+17075550199")
    (clinic,) = json.loads(run("launch_clinic", spec.path, json=True))["clinics"]
    assert clinic["conflicts"] == [
        {
            "object": "location:fairfield@en-us",
            "field": "phone",
            "here": "+17075550199",
            "spec": "+17075550111",
            "reason": "owner",
        }
    ]


def test_json_reports_mistakes(spec):
    spec.edit("707-555-0111", "12")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("launch_clinic", spec.path, json=True, stdout=out)
    printed = json.loads(out.getvalue())
    assert not printed["ok"]
    assert printed["mistakes"][0]["id"] == "clinic_cms.L017"


def test_several_clinics_on_a_terminal_have_a_progress_bar(spec, tmp_path, monkeypatch):
    SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other"))
    monkeypatch.setenv("TERM", "xterm")
    out = StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True)
    call_command("launch_clinic", tmp_path, stdout=out)
    assert "2/2" in out.getvalue()


def test_retiring_prints_what_happened_and_the_next_step(launched):
    output = run("retire_clinic", "kosak")
    assert "kosak.example now get 410 Gone" in output
    assert "launch_clinic" in output
    assert "nothing was changed" in run("retire_clinic", "kosak")


def test_retiring_an_unknown_clinic_is_refused(launched):
    with pytest.raises(CommandError, match="Did you mean “kosak”"):
        run("retire_clinic", "kosakk")
