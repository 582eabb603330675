"""What we use of other packages though they do not document it: a test fails when it changes.

`docs/internals.md` lists these seams in the same order, and says what to do about each.
"""

import ast
import inspect
import json
import re
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import ninja
import pytest
import wagtail
import wagtail.admin
import wagtail_localize
import willow
from allauth.account.internal.flows.login import resume_login
from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management.commands import migrate
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models.signals import post_save
from django.forms.forms import BaseForm
from django.forms.models import BaseModelForm
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import URLPattern, resolve, reverse
from django.utils.functional import cached_property
from django.utils.regex_helper import normalize
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import CollectionFilterMixin
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.templatetags.wagtailadmin_tags import page_listing_buttons
from wagtail.admin.urls import pages as page_urls
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic.multiple_upload import AddView
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.admin.views.home import (
    HomeView,
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveForm
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.views.reports import ReportView
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.wagtail_hooks import add_pages_summary_item
from wagtail.admin.widgets import SlugInput
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.contrib.redirects import views as redirect_views
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.models import Document
from wagtail.documents.views import serve as document_views
from wagtail.documents.views.chooser import DocumentChooseView
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.models import SourceImageIOError
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.images.views.chooser import ImageChooseView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.wagtail_hooks import ImagesSummaryItem
from wagtail.management.commands import publish_scheduled
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Collection,
    Locale,
    Page,
    ReferenceIndex,
    Site,
    WorkflowPage,
)
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.search.models import IndexEntry
from wagtail.sites.forms import SiteForm
from wagtail.users.views.users import UserFilterSet
from wagtail.views import serve, serve_chain
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import (
    StringValue,
    extract_ids,
    extract_strings,
    validate_translation_links,
)
from wagtail_localize.views import edit_translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

import clinic_cms
from clinic_cms.admin import (
    admin_api,
    api_tokens,
    bulk_actions,
    collections,
    editor,
    groups,
    media_dialogs,
    page_actions,
    page_choosers,
    page_filters,
    page_views,
    previews,
    redirects,
    reports,
    sign_in,
    site_names,
    tags,
    usage,
)
from clinic_cms.admin.site_names import TYPED
from clinic_cms.admin.translations import localize_editor, page_messages, syncing
from clinic_cms.api.urls import api
from clinic_cms.launching.collection_order import put_in_order
from clinic_cms.launching.network import STOCK_WORKFLOW, WELCOME_TITLE
from clinic_cms.launching.search_entries import SearchIndex
from clinic_cms.launching.state.page_fields import digest_of
from clinic_cms.launching.table_rows import insert_objects
from clinic_cms.merge import fill
from clinic_cms.merge.facts import ClinicFacts, DoctorFacts, Facts, LocationFacts
from clinic_cms.merge.liquid import FILTERS, HTML, PLAIN, HtmlOutputNode, parse
from clinic_cms.merge.text_parser import read_text
from clinic_cms.models import Clinic, ClinicHomePage, MergePage, gates
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.models.slug_field import FORMATTERS
from clinic_cms.models.translation import EDITOR_KEYS
from clinic_cms.models.tree_paths import LONGEST, last_path_in
from clinic_cms.publishing.page_changes import is_unseen
from clinic_cms.publishing.search_index import is_current
from clinic_cms.serving.links import NOTHING, prepare_links
from clinic_cms.serving.pictures import with_files
from clinic_cms.templatetags.clinic_cms_admin import CONFIG
from clinic_cms.tenancy.visibility import MediaPolicy
from clinic_cms.translating.po.header import EDITOR_ID
from clinic_cms.wagtail_hooks import localize_overrides
from clinic_cms.web import media
from tests.factories import make_image, translate
from tests.pictures import encoded, gradient

REPO = Path(__file__).parents[1]
PAGE = REPO / "docs" / "internals.md"
PACKAGE = Path(clinic_cms.__file__).parent
TEMPLATES = PACKAGE / "templates"
WAGTAIL = Path(wagtail.__file__).parent
LISTING = WAGTAIL / "admin" / "templates" / "wagtailadmin" / "pages" / "listing"
LOCALIZE = Path(wagtail_localize.__file__).parent
STOCK_TEMPLATES = [*WAGTAIL.glob("**/templates"), *LOCALIZE.glob("**/templates")]


def digest(text):
    return sha256(text.encode()).hexdigest()[:16]


def source_of(thing):
    return inspect.getsource(inspect.unwrap(thing))


COPIES = {
    "wagtail.views.serve": (source_of(serve), "eab2a9d475a33843", "web/rendering.py"),
    "publish_scheduled": (
        source_of(publish_scheduled.Command.handle),
        "bed49330f8630db9",
        "publishing/due.py",
    ),
    "UpdateTranslationsView.form_valid": (
        source_of(UpdateTranslationsView.form_valid),
        "314e2852e1a71133",
        "admin/translations/syncing.py",
    ),
    "chooser/_browse_results.html": (
        (WAGTAIL / "admin/templates/wagtailadmin/chooser/_browse_results.html").read_text(),
        "c6616beffb4f3403",
        "templates/wagtailadmin/chooser/_browse_results.html",
    ),
    "pages/listing/_page_title_explore.html": (
        (LISTING / "_page_title_explore.html").read_text(),
        "082a0f0c0555ec4e",
        "templates/wagtailadmin/pages/listing/_page_title_explore.html",
    ),
    "chooser/tables/page_title_cell.html": (
        (WAGTAIL / "admin/templates/wagtailadmin/chooser/tables/page_title_cell.html").read_text(),
        "22766fc2d64664a6",
        "templates/wagtailadmin/chooser/tables/page_title_cell.html",
    ),
    "page_listing_buttons": (
        source_of(page_listing_buttons),
        "579f04a64e371841",
        "templatetags/clinic_cms_admin.py",
    ),
    "ExplorableIndexView.get_base_queryset": (
        source_of(ExplorableIndexView.get_base_queryset),
        "86f978dd3af28913",
        "admin/page_views.py",
    ),
    "wagtail-localize's page_listing_more_buttons": (
        source_of(page_listing_more_buttons),
        "2a98d3b297d8c957",
        "admin/translations/buttons.py",
    ),
}
"""Name: its text, the digest of the text that we copied from, and where ours is."""


@pytest.mark.parametrize("name", COPIES)
def test_what_we_copied_has_not_changed(name):
    text, copied, ours = COPIES[name]
    assert digest(text) == copied, f"Compare {name} with ours, in {ours}."


# Wagtail: URLs and views


def test_every_url_of_a_page_comes_from_the_method_that_we_wrap(kosak, monkeypatch):
    stock = Page.get_url_parts.__wrapped__
    assert [*inspect.signature(stock).parameters] == ["self", "request"]
    site = Site.objects.create(hostname=kosak.host, root_page=kosak.home)
    parts = (site.pk, "https://seam.example", "/seam/")
    monkeypatch.setattr(Page, "get_url_parts", lambda page, request=None: parts)
    page = Page.objects.get(pk=kosak.home.pk)
    assert page.full_url == page.get_full_url() == "https://seam.example/seam/"
    assert page.relative_url(site) == "/seam/"
    assert {page.url, page.get_url()} <= {"/seam/", "https://seam.example/seam/"}
    assert page.get_site() == site


def test_no_site_has_the_root_of_all_pages(db):
    """The form of a site offers every other page; we make no URL for the root."""
    assert not SiteForm().fields["root_page"].widget.can_choose_root


@pytest.mark.parametrize(("name", "view"), reports.REPORTS.items())
def test_a_report_that_we_replace_is_where_it_was(name, view):
    for each in (name, f"{name}_results"):
        stock = resolve(reverse(each))
        assert stock.view_name == each
        assert issubclass(view, stock.func.view_class)


def test_documents_are_served_at_the_urls_that_we_take():
    serve = resolve(reverse("wagtaildocs_serve", args=(1, "a.pdf")))
    assert inspect.signature(serve.func) == inspect.signature(document_views.serve)
    assert [*inspect.signature(serve.func).parameters][1:] == ["document_id", "document_filename"]
    name = "wagtaildocs_authenticate_with_password"
    assert resolve(reverse(name, args=(1,))).func is document_views.authenticate_with_password
    found = [(hook.__module__, hook.__name__) for hook in hooks.get_hooks("before_serve_document")]
    assert found == [(media.STOCK_HOOKS, "check_view_restrictions")]
    assert get_template(media.FORM_TEMPLATE)
    template = get_template("wagtailcore/password_required.html").template.source
    assert "{{ action_url }}" in template
    assert "{{ form.as_p }}" in template


OVERRIDES = {
    (ExplorableIndexView, CreateView, EditView): ["header_more_buttons", "get_translations"],
    (SearchView,): ["annotate_queryset"],
    (CopyView,): ["get_form", "post"],
    (PageViewSet,): [
        "filterset_class",
        "index_view_class",
        "add_view_class",
        "edit_view_class",
        "copy_view_class",
        "delete_view_class",
        "search_view_class",
        "usage_view_class",
        "move_view_class",
        "choose_parent_view_class",
        "workflow_action_view_class",
        "collect_workflow_action_data_view_class",
        "workflow_preview_view_class",
        "construct_view",
    ],
    (ReportView,): ["get_base_queryset", "get_table", "decorate_paginated_queryset"],
    (PagesAdminAPIViewSet,): ["actions", "base_serializer_class"],
    (ImagesAdminAPIViewSet, DocumentsAdminAPIViewSet): ["get_queryset"],
    (PageTranslationsField,): ["to_representation"],
    (RecentEditsPanel,): ["get_context_data"],
    (SubmitPageTranslationView,): ["get_object", "get_form"],
    (UpdateTranslationsView,): ["get_object", "get_form", "get_context_data", "form_valid"],
}
"""What our subclasses of views override: renamed upstream, ours would not be called."""


@pytest.mark.parametrize("bases", OVERRIDES, ids=lambda bases: bases[0].__name__)
def test_what_our_views_override_is_there(bases):
    for base in bases:
        assert [name for name in OVERRIDES[bases] if not hasattr(base, name)] == []


def test_the_view_set_of_all_pages_takes_our_views(admin_client, kosak):
    name = {"headers": {"host": "network.example"}}
    listing = admin_client.get(reverse("wagtailadmin_explore", args=[kosak.home.pk]), **name)
    assert isinstance(listing.context["view"], page_views.ExploreView)
    assert isinstance(listing.context["view"], page_views.OfVisiblePages)
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[kosak.home.pk]), **name)
    assert isinstance(form.context["view"], page_views.PageEditView)


FILTERED = [
    page_filters.PageFilters,
    *(
        view.filterset_class
        for view in reports.REPORTS.values()
        if issubclass(view.filterset_class, page_filters.FiltersInSight)
    ),
]


@pytest.mark.parametrize("filters", FILTERED, ids=lambda filters: filters.__name__)
def test_lists_are_filtered_by_locale_under_the_names_that_we_narrow(kosak, filters):
    Locale.objects.get_or_create(language_code="es")
    stock = next(base for base in filters.__mro__ if base.__module__.startswith("wagtail"))
    shown = stock({}, queryset=stock.Meta.model.objects.all(), request=None).filters
    assert [name for name in filters.locale_filters if "choices" not in shown[name].extra] == []


EXTENDED = [
    *groups.views(),
    *media_dialogs.views(),
    *collections.mixins(),
    *api_tokens.mixins(),
    *page_choosers.EXTENDED.items(),
    *site_names.EXTENDED.items(),
    *usage.EXTENDED.items(),
]


@pytest.mark.parametrize(("name", "mixin"), EXTENDED)
def test_the_views_that_we_extend_are_where_they_were(name, mixin):
    task = {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
    arguments = {"kwargs": task} if name.endswith("add_task") else {}
    if name.endswith(("edit", "delete", "edit_task", "choose_page_child", ":chosen", "usage")):
        arguments = {"args": [1]}
    stock = resolve(reverse(name, **arguments))
    assert stock.view_name == name
    assert isinstance(stock.func.view_initkwargs, dict)
    own, stocks = mixin.__bases__[:-1], mixin.__bases__[-1:]
    assert [base for base in stocks if not issubclass(stock.func.view_class, base)] == []
    overridden = {each for kind in (mixin, *own) for each in vars(kind) if each[:2] != "__"}
    assert [each for each in overridden if not hasattr(stock.func.view_class, each)] == []


def test_the_mail_about_a_submitted_page_has_the_parts_that_we_override():
    for name in ("can_handle", "get_recipient_users"):
        assert hasattr(GroupApprovalTaskStateSubmissionEmailNotifier, name)
    assert GroupApprovalTaskStateSubmissionEmailNotifier.notification == "submitted"


def test_all_pages_begin_with_the_workflow_that_we_replace(db):
    [assigned] = WorkflowPage.objects.all()
    assert assigned.page.is_root()
    assert assigned.workflow.name == STOCK_WORKFLOW


@pytest.mark.parametrize(("name", "view"), [*sign_in.views()])
def test_the_views_of_signing_in_are_where_they_were(name, view):
    arguments = ["uid", "token"] if name.endswith("confirm") else []
    stock = resolve(reverse(name, args=arguments))
    assert stock.view_name == name
    assert issubclass(view.view_class, stock.func.view_class)
    # Our own methods begin with an underscore.
    overridden = {each for each in vars(view.view_class) if each[:1] != "_"}
    assert [each for each in overridden if not hasattr(stock.func.view_class, each)] == []


def test_users_are_filtered_by_group_under_the_name_that_we_replace(db):
    assert UserFilterSet(queryset=User.objects.all()).filters["group"].field_name == "groups"


@pytest.mark.parametrize("ours", [groups.AssignRole, *collections.BULK_ACTIONS])
def test_the_last_bulk_action_of_a_name_is_done(ours):
    [model] = ours.models
    names = model._meta.app_label, model._meta.model_name, ours.action_type
    assert bulk_action_registry.get_bulk_action_class(*names) is ours
    assert ours.form_class.base_fields.keys() <= {"role"}
    assert {"role", "collection"} & {*re.findall(r"\w+", source_of(ours.__bases__[0]))}


def test_the_dialogs_of_media_have_the_parts_that_we_replace():
    for view in (ImageChooseView, DocumentChooseView):
        assert "FilterForm(self.request.GET, collections=self.collections)" in source_of(
            view.get_filter_form
        )
    assert "data-chooser-modal-search-filter" in source_of(CollectionFilterMixin)
    context = {"collections", "selected_collection_id"}
    assert [name for name in context if f'"{name}"' not in source_of(AddView)] == []
    modal = (WAGTAIL / "admin/static/wagtailadmin/js/modal-workflow.js").read_text()
    assert '("body > .modal").remove()' in modal


def test_the_admins_api_has_the_parts_that_we_replace():
    assert isinstance(AdminPageSerializer._declared_fields["translations"], PageTranslationsField)
    assert "create_alias" in PagesAdminAPIViewSet.actions
    assert PagesAdminAPIViewSet.base_serializer_class is AdminPageSerializer
    # Wagtail's own modules mount theirs with the usual order; the last endpoint of a name wins.
    assert hooks.get_hooks("construct_admin_api")[-1] is admin_api.replace_endpoints


def test_a_bulk_action_is_asked_by_the_name_and_the_parts_that_we_replace():
    [name] = bulk_actions.VIEWS
    assert resolve(reverse(name, args=["app", "model", "action"])).view_name == name
    assert bulk_actions.REFUSED in source_of(BulkAction.get_actionable_objects)
    assert '"chooser"' in source_of(MoveForm)


def test_a_task_is_chosen_by_the_view_that_we_replace():
    [name] = groups.VIEWS
    assert resolve(reverse(name, args=[1])).view_name == name


@pytest.mark.parametrize("name", tags.VIEWS)
def test_tags_are_completed_by_the_views_that_we_replace(name):
    arguments = ["taggit", "tag"] if "model" in name else []
    assert resolve(reverse(name, args=arguments)).view_name == name


def test_a_page_is_named_in_urls_as_we_read_it():
    named = {
        part
        for url in page_urls.urlpatterns
        for part in re.findall(r"<(?:int:)?(\w+)>", str(url.pattern))
    }
    others = {"task_state_id", "task_id", "workflow_state_id", "revision_id"}
    assert named >= {*page_views.PAGE_ARGUMENTS}
    assert {name for name in named if name.endswith("id")} - others <= {*page_views.PAGE_ARGUMENTS}


def test_a_new_page_is_published_by_the_view_of_this_name(kosak):
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "clinicpage", kosak.home.pk])
    assert resolve(url).view_name == "wagtailadmin_pages:add"


def test_the_backends_of_a_cdn_are_made_from_its_settings():
    made = get_backends({"one": {"BACKEND": "builtins.dict", "LOCATION": "http://cdn.example"}})
    assert made == {"one": {"LOCATION": "http://cdn.example"}}


def test_the_dialog_of_a_workflow_follows_this_response():
    assert '{"step": "success", "redirect": self.redirect_url}' in source_of(WorkflowAction)


def test_the_lists_of_collections_that_we_replace_are_where_they_were(agency_of_two):
    for name, view in collections.VIEWS.items():
        stock = resolve(reverse(name, args=[1] if name.endswith(":edit") else []))
        assert stock.view_name == name
        assert issubclass(view, stock.func.view_class)
    filters = ImagesFilterSet({}, request=agency_of_two).filters
    assert "queryset" in filters["collection_id"].extra


@pytest.fixture
def agency_of_two(rf, admin_user):
    """A request of a user who sees two collections."""
    Collection.get_first_root_node().add_child(name="Second")
    request = rf.get("/")
    request.user = admin_user
    return request


def test_listings_have_the_filters_that_we_replace():
    assert {"site", "owner", "edited_by"} <= GenericPageFilterSet.base_filters.keys()
    assert "locked_by" in LockedPagesReportFilterSet.base_filters
    assert "requested_by" in WorkflowReportFilterSet.base_filters
    assert "user" in SiteHistoryReportFilterSet.base_filters
    assert {"site", "page_locale"} <= PageTypesUsageReportFilterSet.base_filters.keys()


def test_bulk_actions_and_menus_have_the_attributes_that_we_read():
    assert BulkAction.cleaned_form is None
    assert "self.next_url =" in source_of(BulkAction)
    # We change the list in place: a property would make another one each time.
    assert isinstance(vars(ButtonWithDropdownFromHook)["dropdown_buttons"], cached_property)


def test_the_dashboard_lists_recent_edits_by_the_class_that_we_replace():
    assert "RecentEditsPanel()" in source_of(HomeView)
    assert "last_edits.append((log[" in source_of(RecentEditsPanel)


def test_the_dashboard_has_the_panels_that_we_narrow():
    panels = {
        LockedPagesPanel: "locked_pages",
        UserObjectsInWorkflowModerationPanel: "workflow_states",
    }
    for panel, name in {**panels, WorkflowObjectsToModeratePanel: "states"}.items():
        assert f"{panel.__name__}()" in source_of(HomeView.get_panels)
        assert f'"{name}"' in source_of(panel)
    assert '"task_state":' in source_of(WorkflowObjectsToModeratePanel)


def test_permissions_are_read_by_the_method_that_ours_overrides():
    for policy in (PagePermissionPolicy, CollectionOwnershipPermissionPolicy):
        assert hasattr(policy, "get_all_permissions_for_user")
    source = source_of(CollectionOwnershipPermissionPolicy._get_user_permission_objects_for_actions)
    assert "self.get_cached_permissions_for_user(user)" in source
    assert isinstance(policy_registry.get_by_type(get_image_model()), MediaPolicy)


def test_the_dashboard_counts_pages_by_the_class_that_we_replace():
    assert "PagesSummaryItem(request)" in source_of(add_pages_summary_item)
    names = ("root_page", "total_pages", "site_name")
    assert [name for name in names if f'"{name}"' not in source_of(PagesSummaryItem)] == []


def test_redirects_have_the_parts_that_we_narrow():
    for name in (*redirects.EXTENDED, *redirects.VIEWS):
        parameters = ("redirect_id",) if name.endswith((":edit", ":delete")) else ()
        assert resolve(reverse(name, args=[1] * len(parameters))).view_name == name
    assert "site" in RedirectsReportFilterSet.base_filters
    assert {"site", "redirect_page"} <= RedirectForm.base_fields.keys()
    assert '"site": form.cleaned_data["site"]' in source_of(redirect_views)
    assert "ConfirmImportForm(" in source_of(redirect_views)
    assert ("old_path", "site") in Redirect._meta.unique_together


def test_the_site_is_named_where_we_name_it():
    assert '"site_name"' in source_of(HomeView.get_site_details)
    for item in (ImagesSummaryItem, DocumentsSummaryItem):
        assert '"site_name"' in source_of(item)
    for view in (DeleteView, DeleteBulkAction):
        assert '"wagtail_site_name"' in source_of(view)
        assert "type_to_delete_confirmation(request)" in source_of(view.post)
    assert f'POST.get("{TYPED}")' in source_of(type_to_delete_confirmation)
    assert "page.annotated_parent_page = page._parent_page" in source_of(ExplorableIndexView)


def test_pages_are_permitted_by_methods_that_ours_overrides():
    """That both permit the same is shown by tests/tenancy/test_page_policy.py."""
    for name in ("instances_user_has_any_permission_for", "explorable_instances"):
        assert name in vars(PagePermissionPolicy)
    assert PagePermissionPolicy().model is Page


# Wagtail: templates, markup and scripts


def blocks_of(name):
    """The blocks of a stock template and of those that it extends."""
    for folder in STOCK_TEMPLATES:
        path = folder / name
        if path.exists():
            text = path.read_text()
            parent = re.search(r"{% extends ['\"](.+?)['\"]", text)
            blocks = {*re.findall(r"{%-? *block (\w+)", text)}
            return blocks | (blocks_of(parent[1]) if parent else set())
    raise AssertionError(f"There is no template {name}.")


def extending():
    """Our templates that extend a stock one: (path, name of the stock one)."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        parent = re.search(r'{% extends "(.+?)"', path.read_text())
        if parent and not parent[1].startswith("clinic_cms/"):
            yield path.relative_to(TEMPLATES).as_posix(), parent[1]


@pytest.mark.parametrize(("ours", "stock"), [*extending()])
def test_the_blocks_that_our_templates_fill_are_in_the_stock_ones(ours, stock):
    filled = re.findall(r"{%-? *block (\w+)", (TEMPLATES / ours).read_text())
    assert {*filled} - blocks_of(stock) == set()


def test_the_admins_settings_are_where_we_narrow_them(admin_client, kosak):
    source = (WAGTAIL / "admin/templates/wagtailadmin/admin_base.html").read_text()
    assert '{{ config|json_script:"wagtail-config" }}' in source.partition("{% block js %}")[2]
    url = reverse("wagtailadmin_explore", args=[kosak.home.pk])
    page = admin_client.get(url, headers={"host": "network.example"})
    config = json.loads(CONFIG.search(page.content.decode())[1])
    assert {"code", "display_name"} <= config["LOCALES"][0].keys()
    assert "ACTIVE_CONTENT_LOCALE" in config


def test_the_preview_panel_has_the_controller_that_our_field_calls():
    stock = WAGTAIL / "admin/templates/wagtailadmin/shared/side_panels/preview.html"
    attributes = 'data-w-preview-target="mode" data-action="w-preview#setPreviewMode"'
    assert attributes in stock.read_text()


def test_the_admins_style_sheet_has_the_colours_that_ours_uses():
    ours = (PACKAGE / "static/clinic_cms/admin/admin.css").read_text()
    stock = (WAGTAIL / "admin/static/wagtailadmin/css/core.css").read_text()
    used = {*re.findall(r"var\((--w-[\w-]+)", ours)}
    assert used
    assert [name for name in used if f"{name}:" not in stock] == []


def test_the_editor_takes_controls_and_decorators_from_one_feature():
    options = DraftailRichTextArea(features=[editor.FEATURE]).options
    assert {"type": editor.FEATURE} in options["controls"]
    assert {"type": editor.FEATURE} in options["decorators"]


def test_the_editor_gives_blocks_the_ids_that_findings_link_to():
    script = WAGTAIL / "admin/static/wagtailadmin/js/telepath/blocks.js"
    assert re.search(r"`block-\$\{\w+\}-section`", script.read_text())


def test_the_field_of_a_slug_has_the_attribute_that_we_set():
    rules = SlugInput(formatters=[("x", "y")]).attrs[FORMATTERS]
    assert json.loads(rules) == [[["x", "gu"], "y"]]
    script = WAGTAIL / "admin/static/wagtailadmin/js/core.js"
    assert "formattersValue.reduce" in script.read_text()


def test_a_value_is_rendered_by_the_method_of_our_blocks():
    value = SimpleNamespace(render_as_block=lambda context: "as a block")
    template = Template("{% load wagtailcore_tags %}{% include_block value %}")
    assert template.render(Context({"value": value})) == "as a block"


@pytest.mark.parametrize(
    "name",
    ["setPreviewMode", "StimulusModule", "window.wagtail", "registerPlugin:", ".DraftJS="],
)
def test_the_admins_scripts_offer_what_ours_call(name):
    scripts = (WAGTAIL / "admin/static/wagtailadmin/js").glob("*.js")
    assert any(name in script.read_text() for script in scripts)


def written(text, *entities):
    """What Wagtail's editor stores for one paragraph."""
    ranges = [{"offset": 0, "length": len(text), "key": key} for key, _ in enumerate(entities)]
    block = {"key": "abcde", "text": text, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": ranges}
    state = {"blocks": [block], "entityMap": {str(key): it for key, it in enumerate(entities)}}
    return ContentstateConverter(features=["link"]).to_database_format(json.dumps(state))


def test_the_editor_stores_paragraphs_as_we_expect():
    assert written("Call") == '<p data-block-key="abcde">Call</p>'
    assert EDITOR_KEYS.sub("", written("Call")) == "<p>Call</p>"
    assert NOTHING.fullmatch(written(""))


def test_the_editor_stores_links_as_we_find_them():
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": 7, "url": "/x/"}}
    assert '<a href="clinic-page:7">Fees</a>' in prepare_links(written("Fees", link))


# Wagtail: models


def test_publishing_a_revision_asks_the_page(kosak, monkeypatch):
    asked = []
    monkeypatch.setattr(MergePage, "publish", lambda page, revision, **_: asked.append(revision))
    revision = kosak.home.save_revision()
    revision.publish()
    assert asked == [revision]


def test_a_missing_slug_is_made_by_this_method():
    code = source_of(Page._set_core_field_defaults)
    assert 'bool(self.path or getattr(self, "_cached_parent_obj", None))' in code
    assert "self.slug = self._get_autogenerated_slug(base_slug)" in code


def test_publishing_a_page_is_this_action(kosak):
    assert "return PublishPageRevisionAction(" in source_of(Page.publish)
    action = PublishPageRevisionAction(kosak.home.save_revision())
    assert (action.object, action.object.title) == (kosak.home, kosak.home.title)


def test_the_edit_form_publishes_by_a_write_that_the_gates_see(kosak, monkeypatch):
    written = []
    monkeypatch.setattr(gates, "check_write", written.append)
    PublishPageRevisionAction(kosak.home.save_revision()).execute(skip_permission_checks=True)
    assert written == [kosak.home]


def test_saving_a_draft_writes_nothing_that_patients_see(kosak):
    fields = []

    def note(update_fields=None, **_):
        fields.append(update_fields)

    page = type(kosak.home).objects.get(pk=kosak.home.pk)
    post_save.connect(note, sender=type(page))
    try:
        page.save_revision()
    finally:
        post_save.disconnect(note, sender=type(page))
    assert fields
    assert all(is_unseen(update_fields) for update_fields in fields)


def test_saving_a_page_is_one_transaction():
    assert source_of(Page.save).lstrip().startswith("@transaction.atomic")


def test_comments_are_in_a_revision_under_the_name_that_we_leave_out(kosak):
    assert COMMENTS_RELATION_NAME in kosak.home.serializable_data()


def test_a_page_is_indexed_with_the_pictures_that_it_shows(kosak):
    kosak.home.hero_image = make_image("hero")
    kosak.home.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(kosak.home)
    [row] = ReferenceIndex.get_references_to(kosak.home.hero_image)
    assert row.base_content_type.model_class() is Page
    assert row.object_id == str(kosak.home.pk)


def test_forms_know_whether_they_save_a_draft():
    form = WagtailAdminModelForm.__new__(WagtailAdminModelForm)
    assert "self.is_deferred_validation = False" in source_of(type(form).__init__)
    assert "self.is_deferred_validation = True" in source_of(type(form).defer_required_fields)
    for view in (CreateView, EditView):
        assert "form.defer_required_fields()" in source_of(view)


def test_the_request_of_a_preview_says_so(kosak, monkeypatch, rf):
    seen = []

    def serve_preview(page, request, mode):
        seen.append(request)
        return HttpResponse()

    monkeypatch.setattr(MergePage, "serve_preview", serve_preview)
    kosak.home.make_preview_request(rf.get("/"), "", {"in_preview_panel": True})
    [request] = seen
    assert (request.is_dummy, request.is_preview, request.in_preview_panel) == (True, True, True)


def test_the_first_hook_on_serving_a_page_is_the_outermost():
    assert hooks.get_hooks("on_serve_page")[:2] == [
        previews.prepare_preview,
        previews.show_in_front_end,
    ]
    assert [*inspect.signature(serve_chain).parameters] == ["page", "request", "args", "kwargs"]


def test_the_page_of_a_new_install_has_the_title_by_which_we_know_it():
    assert WELCOME_TITLE in (WAGTAIL / "migrations/0002_initial_data.py").read_text()


def test_references_are_found_by_these_methods(kosak):
    location = kosak.location
    found = {*ReferenceIndex._extract_references_from_object(location)}
    page_type = ReferenceIndex._get_base_content_type(location)
    assert (page_type.pk, str(location.lead.pk), "lead", "lead") in found
    row = ReferenceIndex.get_references_for_object(location).get(model_path="lead")
    assert row.content_path_hash == ReferenceIndex._get_content_path_hash("lead")


def test_an_entry_of_the_search_index_has_the_weight_that_we_write(kosak):
    page = kosak.home
    entry = IndexEntry.objects.filter(object_id=page.pk)
    columns = ("title", "autocomplete", "body", "title_norm")
    (written,) = entry.values(*columns)
    entry.delete()
    SearchIndex().add([page])
    weight = pytest.approx(written["title_norm"], rel=0.5)
    assert [*entry.values(*columns)] == [{**written, "title_norm": weight}]


def test_an_entry_of_the_search_index_is_compared_by_its_columns(kosak):
    assert is_current(kosak.home)
    kosak.home.title = "Another"
    assert not is_current(kosak.home)
    handler = id(post_save_signal_handler)
    wagtails = {key[1] for key, *_receiver in post_save.receivers if key[0] == handler}
    assert id(Page) in wagtails
    assert id(ClinicHomePage) not in wagtails


def test_a_picture_is_stored_with_the_digest_that_we_compare(db, tmp_path):
    image = make_image("stretch")
    path = tmp_path / "stretch.png"
    with image.open_file() as file:
        path.write_bytes(file.read())
    assert digest_of(path) == image.get_file_hash()


def test_pictures_whose_files_were_read_cost_no_query(db, django_assert_num_queries):
    image = make_image("stretch")
    specs = ["width-100", "width-50"]
    get_renditions_or_not_found(image, specs)
    [known] = with_files([image]).values()
    with django_assert_num_queries(0):
        assert [*get_renditions_or_not_found(known, specs)] == specs


def test_a_rendition_that_lost_a_race_has_no_key(db):
    source = source_of(type(make_image("stretch")).create_renditions)
    assert "bulk_create" in source
    assert "ignore_conflicts=True" in source


def test_a_damaged_picture_is_opened_as_one_that_is_missing(db):
    for content in (b"no picture", b"<p>no drawing", b"%PDF-1.7", encoded(gradient(), "PNG")[:900]):
        with pytest.raises(SourceImageIOError):
            willow.Image.open(BytesIO(content)).auto_orient()


def test_an_api_token_is_looked_up_by_this_method(db):
    assert [*inspect.signature(BearerTokenAuth.authenticate).parameters] == [
        "self",
        "request",
        "token",
    ]
    assert BearerTokenAuth().authenticate(RequestFactory().get("/"), "") is None


# wagtail-localize


LOCALIZE_URLS = {
    "submit_page_translation": [1],
    "submit_snippet_translation": ["app", "model", "1"],
    "update_translations": [1],
    "convert_to_alias": [1],
    "upload_pofile": [1],
    "machine_translate": [1],
    "edit_override": [1, 1],
}


@pytest.mark.parametrize(("name", "args"), LOCALIZE_URLS.items())
def test_our_view_is_at_the_url_of_localizes(name, args):
    view = resolve(reverse(f"wagtail_localize:{name}", args=args)).func
    assert view.__module__.startswith("clinic_cms.")


def test_each_of_our_views_at_a_url_of_localizes_is_tested():
    assert len(LOCALIZE_URLS) == len(localize_overrides())


def test_localizes_views_of_a_translation_have_the_names_that_we_replace():
    for name in localize_editor.VIEWS:
        args = (1, 1) if name.endswith("edit_string_translation") else (1,)
        assert resolve(reverse(name, args=args)).view_name == name


def test_our_hooks_on_the_edit_page_come_before_localizes():
    names = [(hook.__module__, hook.__name__) for hook in hooks.get_hooks("before_edit_page")]
    localizes = names.index(("wagtail_localize.wagtail_hooks", "before_edit_page"))
    for ours in (syncing.publish_translation, page_messages.show_translation_status):
        assert names.index((ours.__module__, ours.__name__)) < localizes


SIGNATURES = {
    convert_to_alias: "request page_id",
    edit_translation.apply_machine_translation: "translation_id user machine_translator",
    edit_translation.upload_pofile: "request translation_id",
    edit_translation.user_can_edit_instance: "user instance",
    translate_object: "instance locales components user",
    extract_segments: "instance",
    extract_strings: "html",
    extract_ids: "template",
    validate_translation_links: "translation_of data",
    TranslationSource.update_or_create_from_instance: "instance",
    TranslationSource.update_from_db: "self",
    TranslationSource.update_target_view_restrictions: "self locale",
    Translation.save_target: "self user publish",
    StringTranslation.get_error: "self",
}


@pytest.mark.parametrize("function", SIGNATURES, ids=lambda function: function.__name__)
def test_localizes_functions_take_what_we_give_them(function):
    given = inspect.signature(inspect.unwrap(function)).parameters
    assert [*given] == SIGNATURES[function].split()


def test_localizes_menu_item_has_the_name_that_we_take_out():
    items = [hook() for hook in hooks.get_hooks("register_page_action_menu_item")]
    assert page_actions.CONVERT_ITEM in [item.name for item in items]


def test_a_string_is_stored_with_the_digest_by_which_we_find_it(kosak):
    string = String.from_value(kosak.home.locale, StringValue("Call us"))
    assert string.data_hash == String._get_data_hash("Call us")


def test_localize_reads_a_refusal_by_field():
    assert "e.error_dict.items()" in source_of(TranslationSource.create_or_update_translation)


@pytest.fixture
def managed(kosak):
    kosak.home.hero_heading = "Welcome"
    kosak.home.save()
    page = translate(kosak.home, "es", slug="kosak-es", hero_heading="Hola")
    source, _created = TranslationSource.update_or_create_from_instance(kosak.home)
    return Translation.objects.create(source=source, target_locale=page.locale)


def test_the_title_of_a_draft_follows_a_saved_string(managed):
    title = managed.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=title.string,
        context=title.context,
        locale=managed.target_locale,
        data="Título",
    )
    assert managed.get_target_instance().draft_title == "Título"


def test_a_text_without_a_translation_is_written_as_the_sources(managed):
    with pytest.raises(gates.Refusal, match="2 texts are not translated yet: .*“Welcome”"):
        managed.save_target(publish=False)


def test_a_file_of_localizes_editor_names_its_translation(managed):
    assert managed.export_po().metadata[EDITOR_ID] == str(managed.uuid)


def test_the_translation_editor_is_given_what_we_narrow():
    source = (LOCALIZE / "templates/wagtail_localize/admin/edit_translation.html").read_text()
    block = source.partition("{% block content %}")[2].partition("{% block extra_js %}")[0]
    assert 'data-props="{{ props }}"' in block
    assert "{% for label, url in translations %}" in block


def test_the_translation_editor_has_the_properties_that_we_change(admin_client, managed):
    page = managed.get_target_instance()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin_client.get(url, headers={"host": "network.example"})
    props = json.loads(response.context["props"])
    [first, *_others] = props["translations"]
    assert first["locale"].keys() >= {"code", "displayName"}
    assert "editUrl" in first
    assert props["sourceLocale"]["code"]
    assert "convertToAliasUrl" in props["links"]
    assert "machineTranslator" in props


def test_the_translation_editor_reads_them_and_prints_the_markup_that_our_script_expects():
    script = (LOCALIZE / "static/wagtail_localize/js/wagtail-localize.js").read_text()
    assert '".js-translation-editor"' in script
    assert ".convertToAliasUrl&&" in script
    assert "machineTranslator:" in script
    # An item has a class by its state, and in it the source and a list that holds the comment.
    item = re.search(
        r'"li",{className:(\w)},.{1,80}createElement\((\w+),{className:\w},\w\.source\),'
        r'.{1,30},\w\(\)\.createElement\((\w+),null,\w\(\)\.createElement\("li",{key:"comment"}',
        script,
    )
    state, source, parts = item.groups()
    assert re.search(
        rf'let {state}="complete";.{{,60}}{state}="errored".{{,9}}{state}="incomplete"', script
    )
    assert re.search(rf"\b{source}=\w+\.p`", script)
    assert re.search(rf"\b{parts}=\w+\.ul`", script)


# django-ninja


def test_ninja_gives_patterns_by_the_names_that_we_look_for():
    patterns, _app, _namespace = api.urls
    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    assert {"api-root", "openapi-json"} <= {pattern.name for pattern in patterns}


def test_ninja_decorates_its_schema_and_returns_our_responses_as_they_are():
    views = Path(ninja.__file__).parent / "openapi" / "urls.py"
    assert "api.docs_decorator(view)" in views.read_text()
    operation = Path(ninja.__file__).parent / "operation.py"
    assert (
        "isinstance(result, HttpResponseBase):\n            return result" in operation.read_text()
    )


# Liquid


def test_liquid_knows_no_tags_and_filters_but_ours():
    tags = {"if", "unless", "case", "content", "illegal", "output"}
    for environment in (PLAIN, HTML):
        assert {*environment.tags} == tags
        assert {*environment.filters} == {*FILTERS}


def test_liquid_prints_rich_text_by_our_node_which_escapes():
    text = '{{ clinic.name | default: "&lt;b&gt;" }}'
    [node] = parse(read_text(text, rich=True).pieces, html=True)
    assert type(node) is HtmlOutputNode
    facts = Facts(ClinicFacts(), DoctorFacts(), LocationFacts(), "en")
    assert fill(text, facts, as_html=True) == "&lt;b&gt;"


# django-treebeard and Django


def test_a_tree_path_is_made_of_steps_and_none_is_longer_than_ours(kosak):
    [node] = [kind for kind in Page.__mro__ if kind.__name__ == "MP_Node"]
    assert node.steplen == Page.steplen
    assert max(Page.alphabet) == Page.alphabet[-1]
    assert Page._meta.get_field("path").max_length == LONGEST
    assert len(kosak.home.path) == kosak.home.depth * Page.steplen == HOME_PATH_LENGTH
    [child, *_others] = kosak.home.get_children()
    assert kosak.home.path < child.path < last_path_in(kosak.home.path)


def test_siblings_are_numbered_as_we_number_them(kosak):
    root = Page.get_first_root_node()
    first, *_others, last = kosak.home.get_children()
    assert Page._get_path(root.path, 2, 36) == f"{root.path}0010"
    assert first.path == Page._get_path(kosak.home.path, kosak.home.depth + 1, 1)
    assert last._get_lastpos_in_path() == Page._str2int(last.path[-Page.steplen :])


def test_a_new_collection_relies_on_the_order_of_names(db):
    root = Collection.get_first_root_node()
    assert Collection.node_order_by == ["name"]
    new = []
    for name, place in (("b", 1), ("a", 2)):
        path = Collection._get_path(root.path, 2, place)
        new.append(Collection.objects.create(name=name, depth=2, path=path).pk)
        root.numchild += 1
    root.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        root.add_child(name="ab")
    put_in_order(root, new[1:])
    root.add_child(name="ab")
    assert [child.name for child in root.get_children()] == ["a", "ab", "b"]


def test_django_has_the_rows_of_one_table_of_several_as_we_insert_them(kosak):
    home = kosak.home
    row = ClinicHomePage.objects.values().get()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ClinicHomePage._meta.db_table}")
    insert_objects(ClinicHomePage, [home])
    assert ClinicHomePage.objects.values().get() == {**row, "saved_at": home.saved_at}


def test_a_file_that_is_to_be_stored_is_known_by_this_mark(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = Document(file=ContentFile(b"-", "a.txt"))
    assert document.file._committed is False
    document.file.name = "own/a.txt"
    document.file.save(document.file.name, document.file.file, save=False)
    assert document.file._committed is True
    assert document.file.name == "documents/own/a.txt"
    assert document.filename == "a.txt"


def test_django_cleans_a_form_by_this_method_last():
    assert "_post_clean" in vars(BaseModelForm)
    assert source_of(BaseForm.full_clean).rstrip().endswith("self._post_clean()")


def test_django_writes_a_query_by_this_compiler(db):
    compiler = Clinic.objects.filter(slug="kosak").values_list("name").query.get_compiler("default")
    sql, parameters = compiler.as_sql()
    assert parameters == ("kosak",)
    assert "%s" in sql
    (column, *_names), *others = compiler.select[: compiler.col_count]
    assert others == []
    assert compiler.get_converters([column]) == {}


def test_django_closes_what_a_database_has_left_by_this_method():
    assert "conn.close_if_unusable_or_obsolete()" in source_of(close_old_connections)


def test_django_plans_migrations_by_this_class():
    source = source_of(migrate.Command)
    assert "executor = MigrationExecutor(connection, self.migration_progress_callback)" in source
    assert "targets = executor.loader.graph.leaf_nodes()" in source
    assert "plan = executor.migration_plan(targets)" in source


def test_django_makes_paths_of_patterns_by_this_function():
    view = resolve("/admin/pages/5/edit/")
    [pattern] = [
        pattern.pattern.regex.pattern
        for pattern in wagtail.admin.urls.pages.urlpatterns
        if pattern.name == view.url_name
    ]
    assert normalize(pattern) == [("%(page_id)s/edit/", ["page_id"])]


# The page


def test_allauth_signs_in_step_by_step():
    assert [*inspect.signature(perform_login).parameters][:4] == [
        "request",
        "user",
        "email_verification",
        "redirect_url",
    ]
    assert ".stage.exit()" in inspect.getsource(AuthenticateView.form_valid)
    steps = inspect.getsource(resume_login)
    assert steps.index("ctrl.handle()") < steps.index("adapter.login(request, user)")


READ = (
    "Wagtail",
    "wagtail-localize",
    "django-ninja",
    "python-liquid",
    "django-treebeard",
    "Django",
    "django-allauth",
)
PACKAGES = {
    "allauth",
    "wagtail",
    "wagtail_localize",
    "ninja",
    "liquid",
    "treebeard",
    "django_tasks",
}
DOCUMENTED = {
    "allauth.account.adapter",
    "allauth.core.exceptions",
    "allauth.socialaccount.adapter",
    "django_tasks",
    "liquid",
    "liquid.exceptions",
    "ninja",
    "ninja.errors",
    "wagtail",
    "wagtail.admin.filters",
    "wagtail.admin.forms",
    "wagtail.admin.menu",
    "wagtail.admin.panels",
    "wagtail.admin.rich_text.editors.draftail.features",
    "wagtail.admin.site_summary",
    "wagtail.admin.ui.components",
    "wagtail.admin.ui.tables",
    "wagtail.admin.views.generic",
    "wagtail.admin.views.reports",
    "wagtail.admin.viewsets.model",
    "wagtail.admin.widgets.button",
    "wagtail.api.v2.router",
    "wagtail.blocks",
    "wagtail.contrib.frontend_cache.backends",
    "wagtail.contrib.frontend_cache.utils",
    "wagtail.documents",
    "wagtail.documents.models",
    "wagtail.fields",
    "wagtail.images",
    "wagtail.images.blocks",
    "wagtail.images.models",
    "wagtail.images.shortcuts",
    "wagtail.log_actions",
    "wagtail.models",
    "wagtail.permission_policies",
    "wagtail.query",
    "wagtail.rich_text",
    "wagtail.signals",
    "wagtail.url_routing",
    "wagtail_localize.fields",
    "wagtail_localize.machine_translators.base",
}
"""Modules that their package's documentation tells its users to import from."""


def imported_modules():
    """The modules of those packages from which the plugin imports."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.partition(".")[0] in PACKAGES:
                yield module


def test_each_module_that_is_not_documented_is_listed():
    listed = {*re.findall(r"`([\w.]+)`", PAGE.read_text())}
    assert {*imported_modules()} - DOCUMENTED - listed == set()


def test_each_package_was_read_in_the_version_that_is_installed():
    rows = re.findall(r"^## (\S+) (\d+\.\d+)$", PAGE.read_text(), re.MULTILINE)
    assert [name for name, _version in rows] == [*READ]
    for name, read in rows:
        assert version(name).startswith(f"{read}."), f"Read the seams with {name} again."


def test_each_file_that_the_page_names_is_there():
    names = {*re.findall(r"`((?:[\w-]+/)*[\w-]+\.(?:py|html|js))`", PAGE.read_text())}
    files = {*PACKAGE.rglob("*.*"), *REPO.glob("tests/**/*.py")}
    there = {path.relative_to(root).as_posix() for path in files for root in path.parents}
    assert names - there == set()


def test_each_seam_names_its_test():
    named = {*re.findall(r"`(test_\w+)`", PAGE.read_text())}
    here = {name for name in globals() if name.startswith("test_")}
    of_the_page = {name for name in here if name.startswith("test_each_")}
    assert named == here - of_the_page
