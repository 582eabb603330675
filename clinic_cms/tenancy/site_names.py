"""What the site is called in the admin: for a clinic's own people, by the name of their clinic.

Wagtail's words are the network's: the title of the root, below which all clinics lie, and
`WAGTAIL_SITE_NAME`. All others keep them.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from clinic_cms.tenancy.policies import clinics_visible_to, is_clinic_staff

NAME = "_clinic_cms_site_name"
"""The attribute of a user that keeps the name for the length of a request, as Wagtail does."""


def site_name(user: User | AnonymousUser) -> str:
    """Return the names of the clinics whose people a user is; "" for all others.

    At most two queries, once for each request.
    """
    if not hasattr(user, NAME):
        names = clinics_visible_to(user).values_list("name", flat=True)
        setattr(user, NAME, ", ".join(names) if is_clinic_staff(user) else "")
    name: str = getattr(user, NAME)
    return name


def name_root(page: Page, user: User | AnonymousUser) -> Page:
    """Let the root, as it was read, bear the name of the user's site. Any other page stays."""
    if page.is_root() and (name := site_name(user)):
        page.title = page.draft_title = name
    return page


def named_items(items: list[dict[str, Any]], user: User | AnonymousUser) -> list[dict[str, Any]]:
    """Return breadcrumbs in which the root bears the name of the user's site."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(user)
    if not items or root is None or not root.is_root() or not site_name(user):
        return items
    places = {
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[root.pk]),
        reverse("wagtailadmin_choose_page_child", args=[root.pk]),
    }
    return [
        item | {"label": site_name(user)}
        if str(item.get("url")).partition("?")[0] in places
        else item
        for item in items
    ]
