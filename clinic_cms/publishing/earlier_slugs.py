"""Keeps the slugs that pages had, so that their URLs redirect by default.

Wagtail's own redirects belong to a Site, in whose tree no master lies, and a master has a URL on
every clinic's host: there, one new slug would be a row for each clinic.
"""

from django.db import transaction
from wagtail.models import Page

from clinic_cms.models import ClinicHomePage, ClinicLocation, EarlierSlug, MergePage
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.models.tree_paths import in_tree
from clinic_cms.publishing.page_changes import NOWHERE, PageChange, PageState


def keep_earlier_slug(change: PageChange) -> None:
    """Keep the place that patients knew a page by; forget it where the page has come back.

    Also of a page that goes offline: it may return with another slug.
    """
    page, before, after = change.page, change.before, change.after
    is_deleted = after == NOWHERE
    if is_deleted or isinstance(page, ClinicHomePage) or _is_same_place(before, after):
        return
    if before.is_shown and (parent := _parent_of(page, before)):
        _keep(page.scope, parent.pk, before.slug, leads_to=page.pk)
    if after.is_shown:
        EarlierSlug.objects.filter(parent=page.get_parent(), slug=after.slug, page=page).delete()


def lead_to_parent(location: ClinicLocation) -> None:
    """Let the URLs of a location that is about to be deleted lead to the pages above it.

    Once all is deleted: what is above it may be deleted with it.
    """
    scope = location.scope
    rows = EarlierSlug.objects.filter(page_id=location.pk)
    places = {*rows.values_list("parent_id", "slug")}
    if location.is_readable:
        places.add((location.get_parent().pk, location.slug))

    def keep() -> None:
        left = Page.objects.filter(pk__in={parent for parent, _slug in places})
        parents = {*left.values_list("pk", flat=True)}
        for parent, slug in places:
            if parent in parents:
                _keep(scope, parent, slug, leads_to=parent)

    transaction.on_commit(keep)


def _keep(scope: str, parent: int, slug: str, *, leads_to: int) -> None:
    values = {"scope": scope, "page_id": leads_to}
    EarlierSlug.objects.update_or_create(parent_id=parent, slug=slug, defaults=values)


def _is_same_place(before: PageState, after: PageState) -> bool:
    is_same = (before.slug, _above(before)) == (after.slug, _above(after))
    return is_same and before.is_shown == after.is_shown


def _above(state: PageState) -> str:
    """Return the `url_path` of the parent."""
    return f"{state.url_path.rstrip('/').rpartition('/')[0]}/"


def _parent_of(page: MergePage, state: PageState) -> Page | None:
    """Return the page below which a page lay in an earlier state; None if it is gone."""
    now: Page = page.get_parent()
    if now.url_path == _above(state):
        return now
    # Within one clinic's tree, since no page leaves it: an indexed range of few pages.
    home = page.path[:HOME_PATH_LENGTH]
    below = Page.objects.filter(in_tree(home)).order_by()
    return below.filter(url_path=_above(state)).first()
