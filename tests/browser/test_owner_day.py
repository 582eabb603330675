"""A clinic owner's ordinary day in the admin, on the clinic's own host, without a dead end."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from wagtail.models import Comment, Revision

from clinic_cms.models import Clinic, ClinicPage, ClinicRole
from tests.browser.editing import open_editor
from tests.pictures import png

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PASSWORD = "correct horse battery staple"
OTHERS = ("Harbor Spine", "Quiropráctica Sol")
REPORTS = (
    "locked",
    "workflow",
    "workflow_tasks",
    "site-history",
    "aging-pages",
    "article-translations",
)


@dataclass
class Desk:
    """The owner's browser, and what went wrong in it."""

    page: BrowserPage
    address: str
    clinic: Clinic
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("response", self._note)

    def _note(self, response):
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.request.method} {response.url}")

    def sign_in(self):
        self.page.goto(f"{self.address}/admin/login/")
        self.page.fill("[name=username]", "owner")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{self.address}/admin/")

    def go(self, path):
        """Open a page of the admin; it must be there, and name no other clinic."""
        self.page.goto(f"{self.address}/admin/{path}")
        assert self.page.url == f"{self.address}/admin/{path}"
        text = self.page.inner_text("body")
        self.wrong += [f"{path} names {name}" for name in OTHERS if name in text]

    def edit(self, page):
        open_editor(self.page, f"{self.address}/admin/pages/{page.pk}/edit/")

    def publish(self):
        self.page.click("footer .w-dropdown__toggle")
        self.page.click("[name=action-publish]")
        self.page.wait_for_selector(".messages .success")

    def upload_picture(self, title, file: Path):
        self.go("images/add/")
        self.page.set_input_files("[name=file]", str(file))
        self.page.fill("[name=title]", title)
        self.page.locator("main button[type=submit], form button[type=submit]").last.click()
        self.page.wait_for_selector(".messages .success")

    def choose_picture(self, title):
        self.page.click("button:has-text('Choose an image') >> nth=0")
        self.page.click(f".modal-body a:has-text('{title}')")
        self.page.wait_for_selector(".modal-body", state="hidden")

    def write_page(self, title, text):
        self.go(f"pages/{self.clinic.home.pk}/add_subpage/")
        self.page.get_by_role("link", name="Page", exact=True).click()
        self.page.wait_for_selector(".public-DraftEditor-content")
        self.page.click("#id_title")
        self.page.keyboard.type(title)
        self.page.keyboard.press("Tab")
        self.page.click(".public-DraftEditor-content >> nth=0")
        self.page.keyboard.type(text)
        self.page.wait_for_function(
            "text => [...document.querySelectorAll('input[type=hidden]')]"
            ".some(input => input.value.includes(text))",
            arg=text,
        )
        self.publish()
        return ClinicPage.objects.get(title=title)

    def schedule(self, page, time):
        self.edit(page)
        self.page.fill("#id_title", f"{page.title} (from 2030)")
        self.page.click("[aria-label='Toggle status']")
        self.page.click("button:has-text('Set schedule')")
        self.page.fill("#id_go_live_at", time)
        # The picker of dates lies over the button.
        self.page.locator("button:has-text('Save schedule')").dispatch_event("click")
        self.page.wait_for_selector(".messages .success")
        self.publish()

    def comment(self, page, text):
        self.edit(page)
        self.page.click("[aria-label='Toggle comments']")
        self.page.wait_for_selector("[aria-label='Toggle comments'][aria-expanded='true']")
        title = self.page.locator("#panel-child-content-title-section")
        button = title.locator("[data-comment-add]")
        # It shows while it has the focus; the panel that opens moves it.
        button.focus()
        button.press("Enter")
        self.page.locator(".comment textarea").fill(text)
        self.page.click(".comment button:has-text('Comment')")
        self.page.click("button.action-save")
        self.page.wait_for_selector(".messages .success")

    def history(self, page):
        """Open a page's history; return a function that takes an action of its oldest entry."""
        self.go(f"pages/{page.pk}/history/")
        rows = self.page.locator("table.listing tbody tr")

        def act(words):
            rows.last.locator("button").first.click()
            self.page.click(f"a:has-text('{words}'):visible")

        return act

    def translate(self, page, language):
        self.edit(page)
        self.page.locator("header button:has(svg.icon-dots-horizontal):visible").first.click()
        self.page.click("a:has-text('Translate this page'):visible")
        self.page.get_by_label(language).check()
        self.page.get_by_role("button", name="Submit", exact=True).click()
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


@pytest.fixture
def desk(network, demo, new_page):
    clinic = Clinic.objects.get(slug="kosak-chiropractic")
    user = get_user_model().objects.create_user("owner", "owner@clinic.example", PASSWORD)
    user.groups.add(ClinicRole.objects.get(clinic=clinic, role="owner").group)
    owner = Desk(new_page(), network("kosak.localhost"), clinic)
    owner.sign_in()
    return owner


def test_an_owners_day_has_no_dead_end(desk, tmp_path):
    clinic, page = desk.clinic, desk.page
    reader = page.context.new_page()

    location = clinic.primary_location
    desk.edit(location)
    page.fill("[name=phone]", "707-555-0199")
    desk.publish()
    reader.goto(desk.address)
    assert "tel:+17075550199" in reader.content()

    picture = tmp_path / "front-door.png"
    picture.write_bytes(png())
    desk.upload_picture("Our front door", picture)
    desk.edit(clinic.home)
    desk.choose_picture("Our front door")
    desk.publish()
    reader.goto(desk.address)
    expect(reader.locator("main img").first).to_be_visible()

    own = desk.write_page("Parking and buses", "Park behind the house.")
    reader.goto(f"{desk.address}/parking-and-buses/")
    assert "Park behind the house." in reader.content()
    desk.comment(own, "Is the bus number right?")
    assert Comment.objects.get().page_id == own.pk
    desk.schedule(own, "2030-01-02 10:00")
    assert Revision.objects.for_instance(own).filter(approved_go_live_at__year=2030).exists()

    act = desk.history(location)
    act("Compare with current version")
    expect(page.locator(".comparison")).to_contain_text("0199")
    act = desk.history(location)
    act("Review this version")
    desk.publish()
    reader.goto(desk.address)
    assert "tel:+17074261111" in reader.content()

    desk.go("pages/search/?q=Fairfield")
    expect(page.get_by_role("link", name="Fairfield", exact=True)).to_have_count(2)
    desk.go("images/")
    expect(page.locator("body")).to_contain_text("Our front door")
    for report in REPORTS:
        desk.go(f"reports/{report}/")
    desk.translate(own, "Español")
    assert ClinicPage.objects.filter(translation_key=own.translation_key).count() == 2
    assert desk.wrong == []
