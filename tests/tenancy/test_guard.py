"""Before a view of the admin runs, what is another clinic's is not there for a clinic's people."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import QueryDict
from django.urls import ResolverMatch, resolve, reverse

from clinic_cms.tenancy import route_table
from clinic_cms.tenancy.guard import (
    NO_ROW,
    Verdict,
    judge,
    own_clinics,
    without_foreign_rows,
)
from clinic_cms.tenancy.route_table import Access, Rule, admin_routes, name_of, row_models, rule_of
from tests.admin.conftest import NETWORK, make_owner

pytestmark = pytest.mark.django_db


def match(name, *args, **kwargs):
    return resolve(reverse(name, args=args, kwargs=kwargs))


def edit(page):
    return match("wagtailadmin_pages:edit", page.pk)


def test_a_clinics_people_are_kept_to_their_clinics(kosak, sol, admin_user):
    owner = make_owner(kosak)
    assert own_clinics(owner) == {kosak.clinic.pk}
    assert own_clinics(admin_user) == own_clinics(AnonymousUser()) == frozenset()


def test_own_and_shared_rows_pass_and_another_clinics_are_not_there(kosak, sol, article):
    own = {kosak.clinic.pk}
    assert judge(own, edit(kosak.contact)) is Verdict.PASSES
    assert judge(own, edit(article)) is Verdict.PASSES
    assert judge(own, edit(sol.contact)) is Verdict.NOT_FOUND
    assert judge({*own, sol.clinic.pk}, edit(sol.contact)) is Verdict.PASSES


def test_each_row_that_a_url_names_must_be_the_clinics(kosak, sol):
    into = [kosak.contact.pk, sol.home.pk]
    assert judge({kosak.clinic.pk}, match("wagtailadmin_pages:move_confirm", *into)) is (
        Verdict.NOT_FOUND
    )


@pytest.mark.parametrize("model", ["cliniclocation", "clinicpage"])
def test_a_row_may_be_named_by_its_model(model, kosak, sol):
    ping = "wagtailadmin_editing_sessions:ping"
    assert judge({kosak.clinic.pk}, match(ping, "clinic_cms", model, sol.contact.pk, 1)) is (
        Verdict.NOT_FOUND
    )


@pytest.mark.parametrize("label", [("auth", "user"), ("no", "such")])
def test_a_model_whose_rows_are_no_clinics_is_closed(label, kosak):
    ping = "wagtailadmin_editing_sessions:ping"
    assert judge({kosak.clinic.pk}, match(ping, *label, 1, 1)) is Verdict.CLOSED


def test_the_networks_routes_are_closed(kosak):
    for name in ("clinics:index", "wagtailusers_users:add", "wagtailadmin_workflows:index"):
        assert judge({kosak.clinic.pk}, match(name)) is Verdict.CLOSED


def test_a_route_that_nobody_has_classified_is_closed(kosak):
    new = ResolverMatch(lambda: None, (), {}, "new", route="admin/new/")
    assert judge({kosak.clinic.pk}, new) is Verdict.CLOSED


def test_a_parameter_that_nobody_has_classified_closes_its_route(kosak):
    edit = match("wagtailadmin_pages:edit", kosak.home.pk)
    edit.kwargs["snippet_id"] = 1
    assert judge({kosak.clinic.pk}, edit) is Verdict.CLOSED


def test_another_clinics_rows_in_a_query_become_none(kosak, sol):
    bulk = match("wagtail_bulk_action", "wagtailcore", "page", "delete")
    query = QueryDict(f"id={kosak.contact.pk}&id={sol.contact.pk}&id=all&next=/admin/")
    kept = without_foreign_rows({kosak.clinic.pk}, bulk, query)
    assert kept.getlist("id") == [str(kosak.contact.pk), str(NO_ROW), "all"]
    assert kept["next"] == "/admin/"


def test_a_project_classifies_its_own_routes(kosak, sol, monkeypatch):
    monkeypatch.setattr(route_table, "_added", {})
    route_table.register_route("fees:edit", Rule(Access.OWN, parameters={"page": "page"}))
    fees = ResolverMatch(
        lambda: None, (), {"page": sol.home.pk}, "edit", namespaces=["fees"], route="admin/fees/"
    )
    assert judge({kosak.clinic.pk}, fees) is Verdict.NOT_FOUND


def test_all_that_the_table_names_is_there():
    """A route or parameter that Wagtail has renamed does not stay in the table."""
    routes = {route.name: route for route in admin_routes()}
    # With APPEND_SLASH, Wagtail's last pattern is another one.
    assert route_table._table().keys() - {"^.*/$"} <= routes.keys()
    parameters = frozenset().union(*(route.parameters for route in routes.values()))
    assert route_table._file()["parameters"].keys() <= parameters
    kinds = {*row_models(), "", "app", "model", "object"}
    assert {*route_table._file()["parameters"].values()} <= kinds


def test_each_route_of_the_admin_has_a_rule():
    assert [route.name for route in admin_routes() if rule_of(route.name) is None] == []


def test_a_route_without_a_name_is_known_by_its_pattern():
    found = resolve("/admin/localize/submit/page/1/")
    assert name_of(found) == "localize/submit/page/<int:page_id>/"


@pytest.fixture
def owner(client, kosak, sol):
    client.defaults["HTTP_HOST"] = NETWORK
    client.force_login(make_owner(kosak))
    return client


@pytest.mark.parametrize("method", ["get", "post", "head", "options", "put", "delete"])
def test_another_clinics_page_is_answered_as_one_that_does_not_exist(method, owner, sol):
    url = reverse("wagtailadmin_pages:edit", args=[sol.contact.pk])
    missing = reverse("wagtailadmin_pages:edit", args=[999_999])
    answers = [getattr(owner, method)(each) for each in (url, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_what_is_closed_leads_home_with_a_message(owner):
    response = owner.get(reverse("clinics:index"), follow=True)
    assert response.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    assert "do not have permission" in response.content.decode()


def test_the_agency_is_not_asked(client, admin_user, sol):
    client.defaults["HTTP_HOST"] = NETWORK
    client.force_login(admin_user)
    assert client.get(reverse("clinics:index")).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[sol.contact.pk])).status_code == 200


def test_a_visitor_is_asked_to_sign_in_before_anything_else(client, sol):
    client.defaults["HTTP_HOST"] = NETWORK
    url = reverse("wagtailadmin_pages:edit", args=[sol.contact.pk])
    assert client.get(url).url.startswith(reverse("wagtailadmin_login"))
    assert User.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post", "head", "options", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path",
    [
        "/admin/api/main/pages/{}/",
        "/admin/pages/{}/revisions/",
        "/admin/choose-page/{}/",
        "/admin/bulk/wagtailcore/page/delete/?id={}",
        "/admin/bulk/wagtailcore/page/delete/?id=all&childOf={}",
    ],
)
def test_no_method_tells_another_clinics_row_from_none(method, path, owner, sol):
    owner.raise_request_exception = False
    answers = []
    for pk in (sol.contact.pk, 999_999):
        answer = getattr(owner, method)(path.format(pk))
        location = answer.headers.get("Location", "").replace(f"/{pk}/", "/?/")
        answers.append((answer.status_code, location, answer.content))
    assert answers[0] == answers[1]
    assert answers[0][0] < 500
