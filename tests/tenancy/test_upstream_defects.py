"""What Wagtail and wagtail-localize show or do across clinics, by themselves.

Each test fails when upstream mends it. Then what we do about it can go: `docs/internals.md` says
where it is.
"""

import json
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db.models.signals import post_save
from django.test import RequestFactory
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.admin.views.generic.models import CopyView
from wagtail.admin.views.pages.bulk_actions.move import MoveForm
from wagtail.admin.views.reports import locked_pages
from wagtail.admin.views.tags import autocomplete
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.bulk_actions.add_to_collection import AddToCollectionBulkAction
from wagtail.models import Page, PageLogEntry
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from tests.admin.conftest import NETWORK
from tests.two_clinics import SECRET


@pytest.fixture
def request_of(ours):
    """A request of our clinic's owner."""

    def made(**query):
        request = RequestFactory().get("/", query, headers={"host": NETWORK})
        request.user = ours.owner
        return request

    return made


def test_a_bulk_action_names_pages_that_one_may_not_see(request_of, theirs):
    stock = bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "publish")
    foreign = theirs.pages["draft"]
    _mine, others = stock(request_of(id=foreign.pk), Page).get_actionable_objects()
    assert [page.title for page in others["items_with_no_access"]] == [foreign.title]


def test_the_bulk_move_finds_any_page_as_the_new_parent(ours, theirs):
    form = MoveForm(destination=None, target_parent_models=set(), pages_to_move=[])
    assert form.fields["chooser"].queryset.filter(pk=theirs.pages["draft"].pk).exists()


def test_a_bulk_action_moves_pictures_without_saving_them(ours, theirs):
    saved = []
    post_save.connect(lambda instance, **_: saved.append(instance), weak=False, dispatch_uid="it")
    try:
        AddToCollectionBulkAction.execute_action(
            [ours.made["image"]], collection=theirs.built.clinic.collection
        )
    finally:
        post_save.disconnect(dispatch_uid="it")
    assert saved == []
    moved = get_image_model().objects.get(pk=ours.made["image"].pk)
    assert moved.collection == theirs.built.clinic.collection


@pytest.mark.parametrize(
    ("viewset", "kind"),
    [(ImagesAdminAPIViewSet, "image"), (DocumentsAdminAPIViewSet, "document")],
)
def test_the_admins_api_lists_all_files(request_of, theirs, viewset, kind):
    view = viewset()
    view.request = request_of()
    assert theirs.made[kind] in view.get_queryset()


def test_tags_are_completed_by_those_of_all_pictures(request_of, theirs):
    assert f"{SECRET} tag" in json.loads(autocomplete(request_of(term=SECRET)).content)


def test_the_page_chooser_shows_the_drafts_below_any_page(request_of, theirs):
    response = BrowseView.as_view()(request_of(), parent_page_id=theirs.built.home.pk)
    assert SECRET in json.loads(response.content)["html"]


def test_a_report_offers_all_who_have_locked_a_page(ours, theirs):
    assert theirs.owner in locked_pages.get_users_for_filter()


def test_a_history_offers_all_who_are_in_the_log(request_of, theirs):
    filters = HistoryFilterSet(request=request_of(), queryset=PageLogEntry.objects.all())
    assert theirs.owner in filters.filters["user"].extra["queryset"]


def test_who_may_translate_may_translate_pages_of_any_clinic(request_of, theirs):
    view = SubmitPageTranslationView()
    view.setup(request_of(), page_id=theirs.pages["draft"].pk)
    response = view.dispatch(view.request)
    assert response.status_code == 200


def test_publishing_what_is_no_page_asks_for_the_permission_on_the_model():
    class Policy:
        def user_has_permission(self, user, action):
            return True

    action = PublishRevisionAction.__new__(PublishRevisionAction)
    action.user, action.permission_policy = object(), Policy()
    assert action.check() is None


def test_a_copy_is_written_over_its_original(admin_user):
    class Copy(CopyView):
        model, fields, permission_policy = Group, ["name"], None

    original = Group.objects.create(name="Owners")
    view = Copy()
    request = RequestFactory().post("/", {"name": "Copies"})
    request.user = admin_user
    view.setup(request, pk=original.pk)
    assert view.get_form().instance.pk == original.pk


def test_pictures_are_named_alike_whoever_uploads_them(db):
    assert get_image_model()().get_upload_to("hero.jpg") == "original_images/hero.jpg"


def test_each_defect_is_listed():
    page = (Path(__file__).parents[2] / "docs/internals.md").read_text()
    rows = page.partition("<!-- defects -->")[2].partition("<!-- /defects -->")[0]
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert {*re.findall(r"\| `(\w+)` \|$", rows, re.MULTILINE)} == tests - {"each_defect_is_listed"}
