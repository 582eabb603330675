"""Users, roles, tasks and groups: clinics' groups are found in a dialog, not listed."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
)
from wagtail.users.views.users import EditView

from clinic_cms.models import Role
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import make_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(kosak, sol):
    """The groups of two clinics."""
    make_owner(kosak, "kosak")
    make_owner(sol, "sol")
    return tuple(group_of(built.clinic, Role.OWNER) for built in (kosak, sol))


@pytest.fixture
def editor(groups):
    """A member of the first clinic's group."""
    user = User.objects.create_user("editor", "editor@agency.example", "secret")
    user.groups.add(groups[0])
    return user


def user_data(user, **changes):
    names = {"username": user.username, "email": user.email, "is_active": "on"}
    return names | {"first_name": "Ana", "last_name": "Ruiz"} | changes


def offered(form):
    return {str(choice.choice_label) for choice in form["groups"]}


def test_a_user_s_form_lists_the_chosen_groups_and_those_of_no_clinic(desk, editor, groups):
    form = desk.get(reverse("wagtailusers_users:edit", args=[editor.pk])).context["form"]
    assert offered(form) == {groups[0].name, "Editors", "Moderators"}


def test_a_group_is_added_by_the_dialog_and_taken_away_by_its_checkbox(desk, editor, groups):
    url = reverse("wagtailusers_users:edit", args=[editor.pk])
    mine, other = groups
    data = user_data(editor, groups=[mine.pk], **{"groups-another": other.pk})
    assert desk.post(url, data).status_code == 302
    assert {*editor.groups.all()} == {mine, other}
    assert desk.post(url, user_data(editor, groups=[other.pk])).status_code == 302
    assert [*editor.groups.all()] == [other]


def test_a_new_user_becomes_a_member_of_a_clinic_s_group(desk, groups):
    new = User(username="new", email="new@clinic.example")
    passwords = {"password1": "a long secret", "password2": "a long secret"}
    data = user_data(new, **passwords, **{"groups-another": groups[1].pk})
    assert desk.post(reverse("wagtailusers_users:add"), data).status_code == 302
    assert [*User.objects.get(username="new").groups.all()] == [groups[1]]


def test_users_are_listed_by_group(desk, editor, groups):
    response = desk.get(reverse("wagtailusers_users:index"), {"group": groups[0].pk})
    assert {user.username for user in response.context["users"]} == {"kosak", "editor"}


def test_a_role_is_given_to_several_users(desk, editor, groups):
    url = f"/admin/bulk/auth/user/assign_role/?id={editor.pk}"
    assert groups[1].name not in desk.get(url).content.decode()
    assert desk.post(url, {"role": groups[1].pk}).status_code == 302
    assert groups[1] in editor.groups.all()


@pytest.mark.parametrize("place", ["page", "dialog"])
def test_a_task_is_for_the_groups_of_no_clinic_or_for_one_that_is_chosen(desk, groups, place):
    kind = {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
    url, prefix = reverse("wagtailadmin_workflows:add_task", kwargs=kind), ""
    if place == "dialog":
        names = "create_model=wagtailcore.GroupApprovalTask"
        url, prefix = (
            f"{reverse('wagtailadmin_workflows:task_chooser_create')}?{names}",
            "create-task-",
        )
    page = desk.get(url).content.decode()
    assert "Moderators" in page
    assert groups[0].name not in page
    data = {f"{prefix}name": "Review", f"{prefix}groups": [Group.objects.get(name="Editors").pk]}
    desk.post(url, data | {f"{prefix}groups-another": groups[0].pk})
    task = GroupApprovalTask.objects.get(name="Review")
    assert {*task.groups.values_list("name", flat=True)} == {"Editors", groups[0].name}


def test_a_group_s_collections_are_chosen(desk, groups):
    root = Collection.get_first_root_node()
    folder, other = (root.add_child(name=name) for name in ("Folder", "Other folder"))
    choose = Permission.objects.get(codename="choose_image")
    GroupCollectionPermission.objects.create(group=groups[0], collection=folder, permission=choose)
    url = reverse("wagtailusers_groups:edit", args=[groups[0].pk])
    page = desk.get(url)
    assert "Folder" in page.content.decode()
    assert "Other folder" not in page.content.decode()

    data = {"name": groups[0].name, "permissions": []}
    for panel in page.context["permission_panels"]:
        data |= {f"{panel.prefix}-{name}_FORMS": 0 for name in ("INITIAL", "TOTAL", "MIN_NUM")}
        data[f"{panel.prefix}-MAX_NUM_FORMS"] = 1000
    data |= {
        "image_permissions-TOTAL_FORMS": 1,
        "image_permissions-0-collection": other.pk,
        "image_permissions-0-permissions": [choose.pk],
    }
    assert desk.post(url, data).status_code == 302
    assert [row.collection for row in groups[0].collection_permissions.all()] == [other]


def test_views_of_wagtail_s_or_a_project_s_stay(desk, editor):
    view = desk.get(reverse("wagtailusers_users:edit", args=[editor.pk])).context["view"]
    assert isinstance(view, EditView)


def test_no_one_gets_past_wagtail_s_permissions(client, desk, kosak, groups, editor):
    urls = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[editor.pk]),
        reverse("wagtailusers_groups:edit", args=[groups[0].pk]),
        f"/admin/bulk/auth/user/assign_role/?id={editor.pk}",
    ]
    desk.force_login(User.objects.get(username="kosak"))
    assert [desk.get(url).status_code for url in urls] == [302] * len(urls)
    desk.logout()
    assert all("/login/" in desk.get(url).url for url in urls)


def test_an_owner_finds_the_group_of_their_clinic_alone(desk, groups):
    desk.force_login(User.objects.get(username="kosak"))
    page = desk.get(reverse("choose_group:choose")).content.decode()
    assert groups[0].name in page
    assert groups[1].name not in page
