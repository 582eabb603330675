"""What clinics need from the install: locales, Libraries, groups, a workflow, no default site."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from clinic_cms.conf import get_settings
from clinic_cms.launching.plan import Change
from clinic_cms.launching.state.values import Key
from clinic_cms.models import Approval, LibraryPage
from clinic_cms.tenancy.network_roles import (
    ensure_network_groups,
    grant_library,
    missing_roles,
)

SITE_PORT = 80
"""Wagtail requires a port; the public one is an install setting (`CLINIC_CMS["PORT"]`)."""
WELCOME_TITLE = "Welcome to your new Wagtail site!"
"""The title of the page that Wagtail's first migration makes."""
STOCK_WORKFLOW = "Moderators approval"
"""The workflow that it assigns to all pages."""
APPROVAL = "Approval"
"""Ours; editors read “Submit to Approval”."""


def default_language() -> str:
    """Return the install's own language, in which the Library's first page is."""
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def plan_network(locales: Iterable[str] = ()) -> list[Change]:
    """Return what `prepare_network` would do."""
    changes = []
    if pristine_site() is not None:
        changes.append(Change("update", Key("network"), "default site", WELCOME_TITLE, None))
    existing = {*Locale.objects.values_list("language_code", flat=True)}
    libraries = {*LibraryPage.objects.values_list("locale__language_code", flat=True)}
    missing = (code for code in get_content_languages() if code not in existing)
    changes += (Change("create", Key("locale", "", code)) for code in missing)
    needed = (code for code in _library_locales(locales) if code not in libraries)
    changes += (Change("create", Key("library", "", code)) for code in needed)
    if roles := [str(role.label) for role in missing_roles()]:
        changes.append(Change("update", Key("network"), "groups", None, roles))
    if not Approval.objects.exists():
        changes.append(Change("update", Key("network"), "workflow", None, APPROVAL))
    return changes


@transaction.atomic
def prepare_network(*, locales: Iterable[str] = ()) -> list[Change]:
    """Prepare an install for clinics that offer some locales; returns the changes.

    Every language of the install gets its row, so that a translation can be prepared before any
    clinic offers it; a Library is made only where clinics do.
    Wagtail's pristine welcome page and default site are deleted: a default site would serve hosts
    that belong to no clinic. Both stay if anyone has changed them. A second run changes nothing.
    """
    # The welcome page and Libraries are the root's children, whom treebeard counts: one at a time.
    Page.objects.select_for_update().get(depth=1)
    changes = plan_network(locales)
    site = pristine_site()
    if site is not None:
        site.root_page.delete()  # and the site with it
    for code in get_content_languages():
        ensure_locale(code)
    for code in _library_locales(locales):
        ensure_library(ensure_locale(code))
    with translation.override(default_language()):
        ensure_network_groups(libraries=LibraryPage.objects.all())
    ensure_approval()
    return changes


def pristine_site() -> Site | None:
    """Return Wagtail's default site if no one has changed it or its welcome page."""
    return Site.objects.filter(
        is_default_site=True,
        hostname="localhost",
        site_name="",
        root_page__title=WELCOME_TITLE,
        root_page__depth=2,
        root_page__numchild=0,
        root_page__latest_revision=None,
        root_page__content_type__model=Page._meta.model_name,
    ).first()


def ensure_approval() -> None:
    """Let whoever may publish a page approve it, if the install has no workflow for that yet.

    All pages get it, unless someone has chosen another one for all pages.
    """
    if Approval.objects.exists():
        return
    workflow = Workflow.objects.create(name=APPROVAL)
    task = Approval.objects.create(name=APPROVAL)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.objects.get(depth=1)
    rows = WorkflowPage.objects.filter(page=root)
    pristine = rows.filter(workflow__name=STOCK_WORKFLOW, workflow__workflow_states=None)
    if pristine.exists() or not rows.exists():
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def ensure_locale(code: str) -> Locale:
    """Return a locale's row, made if it is missing."""
    return Locale.objects.get_or_create(language_code=code)[0]


def ensure_library(locale: Locale) -> LibraryPage:
    """Return the Library of a locale, made if it is missing; all are translations of one."""
    library = LibraryPage.objects.filter(locale=locale).first()
    if library is not None:
        return library
    slug = get_settings().LIBRARY_SLUG
    first = LibraryPage.objects.order_by("path").first()
    is_default = locale.language_code == default_language()
    with translation.override(locale.language_code):
        title = _("Library")
    library = LibraryPage(
        title=title,
        slug=slug if is_default else f"{slug}-{locale.language_code}",
        locale=locale,
        **({"translation_key": first.translation_key} if first else {}),
    )
    Page.objects.select_for_update().get(depth=1).add_child(instance=library)
    library.save_revision().publish()
    grant_library(library)
    return library


def _library_locales(locales: Iterable[str]) -> list[str]:
    languages = get_content_languages()
    codes = dict.fromkeys([default_language(), *locales])
    return [code for code in codes if code in languages]
