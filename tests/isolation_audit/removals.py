"""What keeps clinics apart, part by part, with the tests that fail when the part is removed.

`make removals` takes each part out in turn and runs its tests, without the guard: a part whose
tests all pass survives, and nothing shows that it is needed. `removing.py` does it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.module_loading import import_string
from wagtail.permissions import policy_registry

from clinic_cms.models import save_checks
from clinic_cms.tenancy import owners
from clinic_cms.web import middleware
from tests.isolation_audit.replacing import replace_everywhere

ADMIN, TENANCY = "tests/admin/test_", "tests/tenancy/test_"


@dataclass(frozen=True)
class Removal:
    """A part, how it is taken out, and the tests of which one must then fail."""

    what: str
    remove: Callable[[], Any]
    tests: tuple[str, ...]


def view(*names: str, tests: str) -> Iterator[Removal]:
    """Views of ours in place of Wagtail's: Wagtail's own comes back."""
    for name in names:
        yield Removal(f"view {name}", lambda name=name: _forget_view(name), (tests,))


def _forget_view(name: str) -> None:
    known = middleware._view_overrides, middleware._extensions
    assert [views.pop(name) for views in known if name in views]


def method(path: str, tests: str) -> Removal:
    """A method of a class that narrows Wagtail's: Wagtail's own comes back."""
    owner, name = path.rsplit(".", 1)
    return Removal(path, lambda: delattr(import_string(f"clinic_cms.{owner}"), name), (tests,))


def function(path: str, instead: Callable[..., Any], tests: str) -> Removal:
    """A function, in place of which stands one that narrows nothing."""
    return Removal(path, lambda: replace_everywhere(f"clinic_cms.{path}", instead), (tests,))


def policy(label: str, tests: str) -> Removal:
    """A permission policy: Wagtail's comes back."""

    def remove() -> None:
        kinds = policy_registry.values_by_exact_class, policy_registry.values_by_class
        found = [(each, model) for each in kinds for model in each if model._meta.label == label]
        policies, model = found[0]
        del policies[model]

    return Removal(f"policy of {label}", remove, (tests,))


def owner(name: str, *kinds: str) -> Removal:
    """Whose the rows of a model are: they become everyone's."""

    def remove() -> None:
        del owners._owners[next(model for model in owners._owners if model.__name__ == name)]

    test = f"{TENANCY}owners.py::test_a_clinics_row_is_found_to_be_its_own"
    return Removal(f"owners of {name}", remove, tuple(f"{test}[{kind}]" for kind in kinds))


def everything(_user: Any, model: Any) -> Any:
    """All rows of a model."""
    return model._default_manager.all()


def all_pages(*_arguments: Any) -> Q:
    """A condition that holds for every page."""
    return Q()


OWNERS = [
    owner("Page", "page"),
    owner("AbstractImage", "image"),
    owner("AbstractDocument", "document"),
    owner("Collection", "collection"),
    owner("Revision", "revision"),
    owner("WorkflowState", "workflow_state"),
    owner("TaskState", "task_state"),
    owner("TranslationSource", "translation_source"),
    owner("Translation", "translation"),
    owner("Site", "site"),
    owner("Clinic", "clinic"),
    owner("APIToken", "api_token"),
    owner("WebhookEndpoint", "webhook"),
    owner("WebhookDelivery", "delivery"),
    owner("Redirect", "redirect"),
]

VALIDATORS = [
    Removal(
        "references.stays_in_clinic",
        lambda: save_checks._checks.clear(),
        (f"{TENANCY}references.py::test_another_clinics_things_are_refused_at_their_field",),
    ),
    method("tenancy.form_fields.FieldInSight.data", f"{TENANCY}form_fields.py"),
    function(
        "admin.translations.overrides._may_stand", lambda *_arguments: True, f"{ADMIN}overrides.py"
    ),
]

QUERYSETS = [
    function("tenancy.visibility.pages_visible_to", all_pages, f"{ADMIN}other_clinics_pages.py"),
    function("tenancy.visibility.pages_choosable_by", all_pages, f"{ADMIN}page_choosers.py"),
    function("tenancy.visibility.media_visible_to", everything, f"{ADMIN}admin_api.py"),
    function("tenancy.visibility.rows_visible_to", everything, f"{ADMIN}bulk_scope.py"),
    function("tenancy.visibility.tags_visible_to", everything, f"{ADMIN}tags.py"),
    method("admin.admin_api.ImagesAPIViewSet.get_queryset", f"{ADMIN}admin_api.py"),
    method("admin.admin_api.DocumentsAPIViewSet.get_queryset", f"{ADMIN}admin_api.py"),
    method("admin.page_views.OfVisiblePages.setup", f"{ADMIN}other_clinics_pages.py"),
    method("admin.page_views.TaskOfPage.setup", f"{ADMIN}other_clinics_pages.py"),
    method("admin.page_views.ExploreView.get", f"{ADMIN}other_clinics_pages.py"),
    method("admin.page_choosers.NewParentInSight.get_form", f"{ADMIN}page_choosers.py"),
    method("admin.page_choosers.ParentField.bound_data", f"{ADMIN}page_choosers.py"),
    method("admin.bulk_actions.OfVisibleRows.get_actionable_objects", f"{ADMIN}bulk_scope.py"),
    method("admin.bulk_actions.OfVisibleRows.get_form", f"{ADMIN}bulk_scope.py"),
    method("admin.choosers.ChosenField.bound_data", f"{ADMIN}bulk_scope.py"),
    method("admin.reports.OccurringChoices.__init__", f"{ADMIN}report_scope.py"),
    method("admin.reports.Translations.get_queryset", f"{ADMIN}page_views.py"),
    method("admin.reports.PageTypesUsage.user_has_any_permission", f"{ADMIN}page_views.py"),
]

POLICIES = [
    policy("wagtailcore.Page", f"{TENANCY}page_policy.py::test_wagtail_finds_it_for_all_pages"),
    policy("wagtailcore.APIToken", f"{ADMIN}api_tokens.py"),
    policy("clinic_cms.WebhookEndpoint", f"{ADMIN}webhooks.py"),
    policy("clinic_cms.WebhookDelivery", f"{ADMIN}webhooks.py"),
    policy("clinic_cms.Clinic", f"{ADMIN}clinics.py"),
    policy("wagtailimages.Image", f"{ADMIN}clinic_switch.py"),
    policy("wagtaildocs.Document", f"{ADMIN}clinic_switch.py"),
    policy("wagtailredirects.Redirect", f"{ADMIN}redirects.py"),
]


def _views() -> Iterator[Removal]:
    report = "wagtailadmin_reports:"
    reports = (f"{report}workflow", f"{report}workflow_tasks", f"{report}locked_pages")
    for name in (*reports, f"{report}aging_pages", f"{report}site_history"):
        yield from view(name, f"{name}_results", tests=f"{ADMIN}report_scope.py")
    usage = f"{report}page_types_usage"
    listed = ("wagtail_localize:translations_report", usage)
    for name in listed:
        yield from view(name, f"{name}_results", tests=f"{ADMIN}page_views.py")
    tags = "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"
    for kind in ("images", "docs"):
        lists = f"wagtail{kind}:index", f"wagtail{kind}:index_results"
        dialogs = (f"wagtail{kind}_chooser:choose", f"wagtail{kind}_chooser:choose_results")
        yield from view(*lists, *dialogs, tests=f"{ADMIN}tags.py")
        yield from view(
            f"wagtail{kind}_chooser:create",
            f"wagtail{kind}:add_multiple",
            tests=f"{ADMIN}media_dialogs.py",
        )
    yield from view(*tags, tests=f"{ADMIN}tags.py")
    yield from view("wagtail_bulk_action", tests=f"{ADMIN}bulk_scope.py")
    collections = "wagtailadmin_collections:"
    scale = f"{ADMIN}scale.py"
    yield from view(*(f"{collections}{name}" for name in ("index", "add", "edit")), tests=scale)
    sign_in = "wagtailadmin_login", "wagtailadmin_password_reset"
    yield from view(*sign_in, f"{sign_in[1]}_confirm", tests=f"{ADMIN}sign_in.py")
    yield from view("clinic_cms_accept_invitation", tests=f"{ADMIN}members.py")
    files = "wagtaildocs_serve", "wagtaildocs_authenticate_with_password"
    yield from view(*files, tests="tests/web/test_media.py")
    workflows = "wagtailadmin_workflows:"
    chooser = f"{workflows}task_chooser"
    tasks = f"{workflows}task_chosen", chooser, f"{chooser}_results", f"{chooser}_create"
    yield from view(*tasks, tests=f"{ADMIN}report_scope.py")
    forms = (f"wagtailusers_{kind}s:{name}" for kind in ("user", "group") for name in FORMS)
    yield from view(*forms, f"{workflows}add_task", tests=f"{ADMIN}groups.py")
    yield from view("wagtailusers_users:index", tests=f"{ADMIN}groups.py")
    yield from view(f"{workflows}edit_task", "wagtailusers_users:index_results", tests=scale)
    tokens = ("index", "index_results", "add", "edit", "delete")
    names = (f"wagtailusers_api_tokens:{name}" for name in tokens)
    yield from view(*names, tests=f"{ADMIN}api_tokens.py")
    choose = "wagtailadmin_choose_page"
    kinds = ("", "_child", "_search", "_chosen_multiple", "_external_link")
    yield from view(*(f"{choose}{kind}" for kind in kinds), tests=f"{ADMIN}page_choosers.py")
    yield from _views_of_sign_in()
    yield from _views_of_redirects_and_uses()


def _views_of_sign_in() -> Iterator[Removal]:
    second = ("account_login", "mfa_authenticate")
    yield from view(*second, tests=f"{ADMIN}second_factor.py")
    steps = ("openid_connect_login", "openid_connect_callback")
    yield from view(*steps, tests=f"{ADMIN}single_sign_on.py")


def _views_of_redirects_and_uses() -> Iterator[Removal]:
    actions = ("index", "index_results", "add", "edit", "delete", "process_import")
    names = (f"wagtailredirects:{action}" for action in actions)
    yield from view(*names, tests=f"{ADMIN}redirects.py")
    yield from view("wagtailadmin_home", tests=f"{ADMIN}site_names.py")
    uses = ("wagtailimages:image_usage", "wagtaildocs:document_usage")
    yield from view(*uses, tests=f"{ADMIN}usage.py")
    chosen = (f"wagtail{kind}_chooser:chosen" for kind in ("images", "docs"))
    for name in chosen:
        yield from view(name, f"{name}_multiple", tests=f"{ADMIN}not_found.py")
    localize = ("preview_translation", "download_pofile", "edit_string_translation")
    names = (f"wagtail_localize:{name}" for name in localize)
    yield from view(*names, tests=f"{ADMIN}not_found.py")


FORMS = ("add", "edit")
VIEWS = [*_views()]
REMOVALS = [*OWNERS, *VALIDATORS, *QUERYSETS, *POLICIES, *VIEWS]
