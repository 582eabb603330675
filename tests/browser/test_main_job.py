"""The main job, from an article of one clinic to the pages of three, as its users do it."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from clinic_cms.models import Clinic, ConditionPage, Role
from clinic_cms.tenancy.roles import group_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

REPO = Path(__file__).resolve().parents[2]
ARTICLE = REPO / "tests" / "importing" / "corpus" / "01-migraine.txt"
HOSTS = ("kosak.localhost", "harbor.localhost", "sol.localhost")
TRACES = (
    "Wilson",
    "Kosak",
    "Fairfield",
    "Vacaville",
    "Dixon",
    "4261111",
    "(707) 555",
    "707-555-0142",
    "{{",
    "{%",
)
ADDED = "A sentence that everybody shall read."
PASSWORD = "correct horse battery staple"


@pytest.fixture
def launched(network):
    call_command("launch_clinic", str(REPO / "sites" / "clinics"), verbosity=0)
    call_command("import_article", str(ARTICLE), clinic="kosak-chiropractic", verbosity=0)
    return ConditionPage.objects.get()


@pytest.fixture
def agency():
    return get_user_model().objects.create_superuser("agency", "agency@agency.example", PASSWORD)


@pytest.fixture
def owner(launched):
    user = get_user_model().objects.create_user("owner", "owner@clinic.example", PASSWORD)
    user.groups.add(group_of(Clinic.objects.get(slug="kosak-chiropractic"), Role.OWNER))
    return user


def sign_in(page, address, name):
    page.goto(f"{address}/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{address}/admin/")


def publish(page):
    """Open the menu beside “Save draft”, as an editor does, and publish."""
    page.click("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle")
    page.click("[name=action-publish]")
    page.wait_for_selector(".messages .success")


def take_out_what_is_one_clinics(page):
    """Answer each finding above the form: the town that no tag prints, the second number."""
    remove = page.locator(".clinic-notes button", has_text="Remove the sentence")
    while remaining := remove.count():
        with page.expect_navigation():
            remove.first.click()
        assert remove.count() < remaining


def test_one_article_serves_three_clinics(network, launched, agency, owner, new_page):
    admin = new_page()
    sign_in(admin, network("localhost"), "agency")
    admin.goto(f"{network('localhost')}/admin/pages/{launched.pk}/edit/")
    take_out_what_is_one_clinics(admin)
    publish(admin)
    slug = ConditionPage.objects.get().slug

    def read(host):
        reader = new_page(360)
        # Sol's patients read Spanish at "/", so this English article lies below its code.
        prefix = "/en-us" if host == "sol.localhost" else ""
        response = reader.goto(f"{network(host)}{prefix}/conditions/{slug}/")
        assert response.status == 200
        return reader.content()

    pages = {host: read(host) for host in HOSTS}
    assert "tel:+17074261111" in pages["kosak.localhost"]
    assert "Wilson" in pages["kosak.localhost"]
    for host in HOSTS[1:]:
        for trace in TRACES:
            assert trace not in pages[host]

    desk = new_page()
    sign_in(desk, network("kosak.localhost"), "owner")
    location = Clinic.objects.get(slug="kosak-chiropractic").primary_location
    desk.goto(f"{network('kosak.localhost')}/admin/pages/{location.pk}/edit/")
    desk.fill("[name=phone]", "707-555-0199")
    publish(desk)
    changed = read("kosak.localhost")
    assert "tel:+17075550199" in changed
    assert "4261111" not in changed

    admin.goto(f"{network('localhost')}/admin/pages/{launched.pk}/edit/")
    first = admin.locator(".public-DraftEditor-content").first
    first.click()
    admin.keyboard.press("Control+End")
    admin.keyboard.type(f" {ADDED}")
    # Draftail hands its text to the form a moment after the last key.
    admin.wait_for_function(
        "added => [...document.querySelectorAll('input[type=hidden]')]"
        ".some(input => input.value.includes(added))",
        arg=ADDED,
    )
    publish(admin)
    for host in HOSTS:
        assert ADDED in read(host)
