"""A clinic's owners write the redirects of their own site, and do not know of others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from clinic_cms.admin.redirects import FormInSight, RedirectDelete, RedirectEdit, RedirectIndex
from clinic_cms.models import Role
from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.redirect_policy import RedirectPolicy
from clinic_cms.tenancy.roles import group_of
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(ours, theirs):
    """A redirect of each clinic, and one of all sites."""
    return {
        "ours": Redirect.objects.create(old_path="/old", site=ours.built.clinic.site),
        "theirs": Redirect.objects.create(
            old_path=f"/{SECRET}", site=theirs.built.clinic.site, redirect_link="https://b.example/"
        ),
        "all": Redirect.objects.create(old_path="/everyone", redirect_link="https://a.example/"),
    }


def form_of(peopled, **changes):
    data = {"old_path": "/new", "site": peopled.built.clinic.site_id, "is_permanent": "on"}
    return {**data, "redirect_page": "", "redirect_link": "", **changes}


def test_a_redirect_is_its_sites_clinics(rows, ours, theirs):
    keys = [row.pk for row in rows.values()]
    assert clinics_of(Redirect, keys) == {
        rows["ours"].pk: ours.built.clinic.pk,
        rows["theirs"].pk: theirs.built.clinic.pk,
    }


def test_the_policy_permits_owners_their_own(rows, ours, agency):
    policy = RedirectPolicy(Redirect)
    assert policy.user_has_permission(ours.owner, "add")
    permitted = policy.instances_user_has_any_permission_for(ours.owner, ["change"])
    assert [*permitted] == [rows["ours"]]
    assert not policy.user_has_permission_for_instance(ours.owner, "change", rows["theirs"])
    assert policy.instances_user_has_any_permission_for(agency, ["change"]).count() == 3


def request_of(rf, peopled):
    request = rf.get("/")
    request.user = peopled.owner
    return request


def test_each_view_by_itself_knows_the_users_redirects_alone(rows, ours, rf):
    view = RedirectIndex()
    view.setup(request_of(rf, ours))
    assert [*view.get_base_queryset()] == [rows["ours"]]
    for kind in (RedirectEdit, RedirectDelete):
        with pytest.raises(Http404):
            kind.as_view()(request_of(rf, ours), redirect_id=rows["theirs"].pk)


def test_the_list_its_filters_and_its_export_name_no_one_else(rows, ours):
    for query in ({}, {"q": SECRET}, {"site": rows["theirs"].site_id}, {"export": "csv"}):
        answer = ours.client().get(reverse("wagtailredirects:index"), query)
        content = getattr(answer, "streaming_content", None)
        text = (b"".join(content) if content else answer.content).decode()
        assert f"/{SECRET}" not in text
        assert "sol" not in text.lower().replace("solid", "").replace("resol", "")


def test_another_clinics_redirect_is_not_found(rows, ours):
    for name in ("edit", "delete"):
        answers = [
            ours.client().get(reverse(f"wagtailredirects:{name}", args=[pk]))
            for pk in (rows["theirs"].pk, 999_999)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_an_owner_writes_changes_and_deletes_a_redirect(ours, theirs, client):
    browser = ours.client()
    page = form_of(ours, redirect_page=ours.built.contact.pk)
    assert browser.post(reverse("wagtailredirects:add"), page).status_code == 302
    row = Redirect.objects.get()
    assert (row.old_path, row.site) == ("/new", ours.built.clinic.site)
    edit = reverse("wagtailredirects:edit", args=[row.pk])
    browser.post(edit, form_of(ours, redirect_link="https://b.example/"))
    row.refresh_from_db()
    assert row.redirect_link == "https://b.example/"
    browser.post(reverse("wagtailredirects:delete", args=[row.pk]))
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("name", ["site", "redirect_page"])
def test_another_clinics_site_or_page_is_no_choice(ours, theirs, name):
    keys = {"site": theirs.built.clinic.site_id, "redirect_page": theirs.pages["draft"].pk}
    forms = [
        FormInSight(form_of(ours, **{name: key}), for_user=ours.owner)
        for key in (keys[name], 999_999)
    ]
    assert forms[0].errors == forms[1].errors
    assert [*forms[0].errors] == [name]
    assert SECRET not in str(forms[0])


def test_a_redirect_for_all_sites_is_the_agencys(ours, agency):
    assert "site" in FormInSight(form_of(ours, site=""), for_user=ours.owner).errors
    assert FormInSight(form_of(ours, site=""), for_user=agency).is_valid()


@pytest.mark.parametrize("whose", ["ours", "theirs", "none"])
def test_an_import_is_for_the_owners_own_site(ours, theirs, whose):
    browser = ours.client()
    file = SimpleUploadedFile("r.csv", b"from,to\n/old,https://a.example/\n", "text/csv")
    shown = browser.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    assert theirs.built.host not in shown.content.decode()
    form = shown.context["form"]
    sites = {"ours": ours.built.clinic.site_id, "theirs": theirs.built.clinic.site_id, "none": ""}
    data = {"from_index": 0, "to_index": 1, "permanent": "on", "site": sites[whose]}
    names = ("import_file_name", "input_format")
    answer = browser.post(
        reverse("wagtailredirects:process_import"),
        data | {name: form.initial[name] for name in names},
    )
    assert answer.status_code == 302
    assert [row.site for row in Redirect.objects.all()] == [ours.built.clinic.site]


def test_the_other_roles_write_none(ours, django_user_model):
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(group_of(ours.built.clinic, Role.EDITOR))
    assert not RedirectPolicy(Redirect).user_has_permission(editor, "add")
