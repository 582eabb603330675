"""docs/roles.md says who may do what: each action is tried by each role, in the admin."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Comment, Page, TaskState
from wagtail.test.utils.form_data import querydict_from_html

from clinic_cms.launching.service import launch
from clinic_cms.models import (
    Clinic,
    ClinicLocation,
    ClinicPage,
    ConditionPage,
    LibraryPage,
    NetworkRole,
    Role,
    WebhookEndpoint,
)
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK
from tests.admin.conftest import comments as form_of_comments
from tests.launching.conftest import SPEC
from tests.recordings import recordings

DOCS = Path(__file__).parents[2] / "docs" / "roles.md"
PASSWORD = "secret"


def table(name: str) -> list[tuple[str, str, bool]]:
    """The rows of a table as (action, role, whether it may)."""
    block = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", DOCS.read_text(), re.DOTALL)
    head, _line, *rows = (
        [cell.strip() for cell in line.strip("|\n").split("|")] for line in block[1].splitlines()
    )
    assert {answer for row in rows for answer in row[1:]} <= {"yes", "no"}
    return [
        (action, role, answer == "yes")
        for action, *answers in rows
        for role, answer in zip(head[1:], answers, strict=True)
    ]


class World:
    """Two clinics that were launched, an article, and someone who tries things."""

    def __init__(self) -> None:
        self.clinic = Clinic.objects.get(slug="kosak")
        self.other = Clinic.objects.get(slug="other")
        self.library = LibraryPage.objects.get(locale__language_code="en-us")
        self.article = ConditionPage.objects.get(slug="back-spasms")
        self.chief = self.browser(User.objects.create_superuser("chief"))
        self.user = User.objects.create_user("tried", "tried@clinic.example", PASSWORD)
        self.me = self.browser(self.user)

    def browser(self, user) -> Client:
        client = Client(HTTP_HOST=NETWORK)
        client.force_login(user)
        return client

    def page(self, slug: str, code: str = "en-us") -> Page:
        home = self.clinic.locales.get(locale__language_code=code).home
        return home.get_children().get(slug=slug).specific

    def image(self, collection: Collection):
        return get_image_model().objects.create(
            title="A spine", file=get_test_image_file(), collection=collection
        )

    def form(self, url: str, model: type[Page]):
        """A form as the chief's browser has it; its script has not added any block."""
        html = self.chief.get(url).content.decode()
        data = querydict_from_html(html, form_id="page-edit-form").copy()
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                data[f"{field.name}-count"] = "0"
        return data

    def save(self, page: Page, browser: Client | None = None, **changes):
        """Post the form of a page as the chief's browser has it, with changes."""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = self.form(url, type(page))
        for name, value in changes.items():
            data[name.replace("__", "-")] = value
        return (browser or self.me).post(url, data)

    def submitted(self) -> TaskState:
        """A page that an editor has submitted, as the task that waits."""
        editor = User.objects.create_user("submitter")
        editor.groups.add(group_of(self.clinic, Role.EDITOR))
        browser = self.browser(editor)
        self.save(self.page("contact"), browser, title="Write to us", action__submit="1")
        return self.page("contact").current_workflow_task_state

    def decide(self, state: TaskState, action: str) -> str:
        page = self.page("contact")
        args = [page.pk, action, state.pk]
        self.me.post(reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": "Hm."})
        state.refresh_from_db()
        return state.status

    def act(self, name: str, page: Page, **data):
        return self.me.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), data)


def title_of_draft(page: Page) -> str:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object().title


def draft(world: World) -> ClinicPage:
    page = ClinicPage(title="Fees", slug="fees", locale=world.clinic.default_locale, live=False)
    return world.clinic.home.add_child(instance=page)


def adds(world: World, model: type[Page], parent: Page) -> bool:
    names = (model._meta.app_label, model._meta.model_name, parent.pk)
    url = reverse("wagtailadmin_pages:add", args=names)
    world.me.post(url, world.form(url, model) | {"title": "By hand", "slug": "by-hand"})
    return model.objects.filter(slug="by-hand").exists()


def edits(world: World, page: Page) -> bool:
    world.save(page, title="Changed")
    return title_of_draft(page) == "Changed"


def publishes(world: World, page: Page) -> bool:
    world.save(page, title="Changed", action__publish="1")
    return Page.objects.get(pk=page.pk).title == "Changed"


def adds_picture(world: World, collection: Collection) -> bool:
    file = SimpleUploadedFile("spine.png", get_test_image_file().file.getvalue(), "image/png")
    data = {"title": "Mine", "file": file, "collection": collection.pk}
    world.me.post(reverse("wagtailimages:add"), data)
    return get_image_model().objects.filter(title="Mine", collection=collection).exists()


def edits_picture(world: World, collection: Collection) -> bool:
    image = world.image(collection)
    data = {"title": "Renamed", "collection": collection.pk}
    world.me.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    image.refresh_from_db()
    return image.title == "Renamed"


def chooses_picture(world: World, collection: Collection) -> bool:
    world.image(collection)
    found = world.me.get(reverse("wagtailimages_chooser:choose_results"))
    return "A spine" in found.content.decode()


def manages_webhooks(world: World, clinic: Clinic) -> bool:
    data = {"url": "https://hooks.example/", "clinic": clinic.pk}
    world.me.post(reverse("webhooks:add"), data)
    return WebhookEndpoint.objects.filter(clinic=clinic).exists()


def manages_users(world: World) -> list[bool]:
    names = ("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index")
    return [world.me.get(reverse(name)).status_code == 200 for name in names]


def sees_explorer(world: World) -> list[bool]:
    found = []
    for row in world.clinic.locales.all():
        page = world.me.get(reverse("wagtailadmin_explore", args=[row.home_id]))
        found.append("Michael Wilson" in page.content.decode())
    return found


def begins_translation(world: World) -> bool:
    page = draft(world)
    world.me.post(reverse("clinic_cms_translation_step", args=[page.pk, "es", "translate"]))
    return Page.objects.filter(translation_key=page.translation_key).count() == 2


def goes_online_and_off(world: World) -> list[bool]:
    published = publishes(world, world.page("contact"))
    world.act("unpublish", world.page("about"))
    later = {"go_live_at": "2090-01-01 10:00", "action-publish": "1"}
    world.save(world.page("conditions"), **later)
    is_scheduled = bool(world.page("conditions").approved_schedule)
    return [published, not world.page("about").live, is_scheduled]


def submits(world: World) -> bool:
    """The pages of the second language are those that translators edit."""
    world.save(world.page("contacto", "es"), title="Escríbanos", action__submit="1")
    return world.page("contacto", "es").workflow_in_progress


def comments(world: World) -> bool:
    world.submitted()
    comment = {
        **form_of_comments(),
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "Why?",
        "comments-0-contentpath": "title",
        **{f"comments-0-{name}": "" for name in ("id", "position", "resolved", "DELETE")},
        **{f"comments-0-replies-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
    }
    world.save(world.page("contact"), **comment)
    return Comment.objects.filter(text="Why?", user=world.user).exists()


def approves(world: World) -> list[bool]:
    status = world.decide(world.submitted(), "approve")
    return [status == TaskState.STATUS_APPROVED, world.page("contact").title == "Write to us"]


def unlocks(world: World) -> bool:
    chief = User.objects.get(username="chief")
    page = world.page("contact")
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=chief)
    world.act("unlock", page)
    return not Page.objects.get(pk=page.pk).locked


def deletes(world: World, page: Page) -> bool:
    world.act("delete", page)
    return not Page.objects.filter(pk=page.pk).exists()


def sees_another_clinic(world: World) -> list[bool]:
    """Nor is anything of it found by search, in the explorer, or in a form."""
    home = world.other.home
    place = ClinicLocation.objects.get(clinic=world.other, locale=home.locale)
    image = world.image(world.other.collection)
    urls = [
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_pages:edit", args=[place.pk]),
        reverse("wagtailadmin_pages:history", args=[place.pk]),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailadmin_pages:search") + "?q=Other",
    ]
    return ["Other Chiropractic" in world.me.get(url).content.decode() for url in urls]


IN_A_CLINIC = {
    "sees all pages in the explorer": sees_explorer,
    "adds pages, edits drafts": lambda world: [
        adds(world, ClinicPage, world.clinic.home),
        edits(world, world.page("contact")),
    ],
    "edits translations": lambda world: edits(world, world.page("contacto", "es")),
    "begins a translation": begins_translation,
    "publishes, schedules, unpublishes": goes_online_and_off,
    "submits a draft for approval": submits,
    "opens and comments on what is submitted": comments,
    "sends back what is submitted": lambda world: (
        world.decide(world.submitted(), "reject") == TaskState.STATUS_REJECTED
    ),
    "approves what is submitted": approves,
    "locks a page while reading it": lambda world: [
        bool(world.act("lock", world.page("contact")) and world.page("contact").locked)
    ],
    "unlocks what others have locked": unlocks,
    "deletes a draft": lambda world: deletes(world, draft(world)),
    "deletes a published page": lambda world: deletes(world, world.page("contact")),
    "deletes a home": lambda world: deletes(world, world.clinic.home),
    "adds and edits pictures and documents": lambda world: [
        adds_picture(world, world.clinic.collection),
        edits_picture(world, world.clinic.collection),
    ],
    "chooses pictures and documents": lambda world: chooses_picture(world, world.clinic.collection),
    "manages webhooks": lambda world: manages_webhooks(world, world.clinic),
    "sees anything of another clinic": sees_another_clinic,
    "manages users and groups of the install": manages_users,
}


def signs_in(world: World) -> bool:
    data = {"username": "tried", "password": PASSWORD}
    response = Client(HTTP_HOST="kosak.example").post(reverse("wagtailadmin_login"), data)
    return response.status_code == 302


def approves_article(world: World) -> list[bool]:
    published = publishes(world, world.article)
    world.save(world.article, world.chief, title="Waiting", action__submit="1")
    state = ConditionPage.objects.get(pk=world.article.pk).current_workflow_task_state
    args = [world.article.pk, "approve", state.pk]
    world.me.post(reverse("wagtailadmin_pages:workflow_action", args=args))
    return [published, ConditionPage.objects.get(pk=world.article.pk).title == "Waiting"]


def edits_clinics(world: World) -> list[bool]:
    urls = [reverse("clinics:index"), reverse("clinics:edit", args=[world.clinic.pk])]
    return ["Kosak" in world.me.get(url).content.decode() for url in urls]


IN_THE_NETWORK = {
    "adds articles to the Library": lambda world: adds(world, ConditionPage, world.library),
    "edits articles of the Library": lambda world: edits(world, world.article),
    "publishes and approves articles of the Library": approves_article,
    "adds pictures of the Library": lambda world: adds_picture(
        world, Collection.objects.get(name="Library")
    ),
    "edits and publishes a clinic's pages": lambda world: publishes(world, world.page("contact")),
    "uses a clinic's pictures and documents": lambda world: chooses_picture(
        world, world.clinic.collection
    ),
    "sees the list of clinics and edits them": edits_clinics,
    "manages all webhooks": lambda world: manages_webhooks(world, world.other),
    "signs in on a clinic's host": signs_in,
    "manages users and groups of the install": manages_users,
}


def launch_both(folder: Path) -> None:
    launch([folder])


@pytest.fixture
def world(article, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    for slug in ("kosak", "other"):
        text = SPEC.replace("kosak", slug).replace("Kosak", slug.capitalize())
        (tmp_path / f"{slug}.toml").write_text(text, encoding="utf-8")
    recordings.build(launch_both, tmp_path, text=SPEC)
    return World()


def tried(actions, action: str, world: World) -> bool:
    """Try an action of the table: all of it is done, or none."""
    found = actions[action](world)
    parts = found if isinstance(found, list) else [found]
    assert len({*parts}) == 1, f"{action}: {parts}"
    return parts[0]


@pytest.mark.parametrize(("action", "role", "may"), table("clinic roles"))
def test_the_table_of_a_clinics_roles_is_true(world, action, role, may):
    world.user.groups.add(group_of(world.clinic, Role(role)))
    assert tried(IN_A_CLINIC, action, world) == may


@pytest.mark.parametrize(("action", "role", "may"), table("network roles"))
def test_the_table_of_the_networks_roles_is_true(world, action, role, may):
    name = NetworkRole.Name(role.replace(" ", "_"))
    world.user.groups.add(NetworkRole.objects.get(role=name).group)
    assert tried(IN_THE_NETWORK, action, world) == may


def test_every_action_that_is_tried_stands_in_a_table():
    for name, actions in (("clinic roles", IN_A_CLINIC), ("network roles", IN_THE_NETWORK)):
        assert {action for action, _role, _may in table(name)} == {*actions}


@pytest.mark.parametrize("role", Role)
def test_a_page_that_waits_is_edited_by_owners_and_reviewers_alone(world, role):
    world.submitted()
    world.user.groups.add(group_of(world.clinic, role))
    assert edits(world, world.page("contact")) == (role in {Role.OWNER, Role.REVIEWER})
