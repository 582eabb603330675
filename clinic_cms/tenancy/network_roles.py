"""What people may do in the network of all clinics: the agency, and those who make the Library.

`docs/roles.md` has the same as a table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Collection as MediaCollection
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from clinic_cms.models import NetworkRole
from clinic_cms.tenancy.roles import ENTER, TRANSLATE, Name, of_media, of_pages, permissions

AGENCY, LIBRARY_EDITOR, CLINICAL_REVIEWER = NetworkRole.Name
EVERYTHING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


@dataclass(frozen=True)
class NetworkRights:
    """What a role may do: Wagtail's actions."""

    everywhere: tuple[str, ...] = ()
    """On all pages."""
    library: tuple[str, ...] = ()
    """On the Library in each locale, and below."""
    media: tuple[str, ...] = ()
    """On the pictures and documents of all collections, or of the Library's."""
    install: tuple[Name, ...] = (ENTER,)


RIGHTS: Mapping[NetworkRole.Name, NetworkRights] = {
    AGENCY: NetworkRights(
        everywhere=EVERYTHING,
        media=("add", "change", "choose"),
        install=(
            ENTER,
            TRANSLATE,
            *(("clinic_cms", f"{action}_clinic") for action in ("view", "change")),
            *(
                ("clinic_cms", f"{action}_webhookendpoint")
                for action in ("add", "change", "delete", "view")
            ),
            ("clinic_cms", "view_webhookdelivery"),
        ),
    ),
    LIBRARY_EDITOR: NetworkRights(
        library=("add", "change", "lock"),
        media=("add", "change", "choose"),
        install=(ENTER, TRANSLATE),
    ),
    CLINICAL_REVIEWER: NetworkRights(
        library=("change", "publish", "lock", "unlock"), media=("choose",)
    ),
}


def missing_roles() -> list[NetworkRole.Name]:
    """Return the roles of which an install has no group yet. One query."""
    there = {*NetworkRole.objects.values_list("role", flat=True)}
    return [role for role in RIGHTS if role not in there]


def ensure_network_groups(*, libraries: Collection[Page]) -> None:
    """Make the groups that are missing; what an agency has made of the others stays."""
    for role in missing_roles():
        group = Group.objects.create(name=_unused_name(str(role.label)))
        NetworkRole.objects.create(role=role, group=group)
        rights = RIGHTS[role]
        group.permissions.add(*permissions(rights.install).values())
        _grant_pages(group, Page.objects.filter(depth=1), rights.everywhere)
        _grant_pages(group, libraries, rights.library)
        collection = MediaCollection.get_first_root_node()
        if rights.media and not rights.everywhere:
            collection = _library_collection(collection)
        found = permissions([*of_media(rights.media)]).values()
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in found
        )


def grant_library(library: Page) -> None:
    """Let those who make the Library work on a new one, that of another locale."""
    for row in NetworkRole.objects.select_related("group"):
        _grant_pages(row.group, [library], RIGHTS[NetworkRole.Name(row.role)].library)


def _unused_name(name: str) -> str:
    """Return a name for a group: one that is there already keeps its members and its rights."""
    return f"{name} (network)" if Group.objects.filter(name=name).exists() else name


def _grant_pages(group: Group, pages: Iterable[Page], actions: Iterable[str]) -> None:
    granted = permissions([*of_pages(actions)]).values()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page, permission in product(pages, granted)
    )


def _library_collection(root: MediaCollection) -> MediaCollection:
    """Return the collection of the pictures that articles of the Library show."""
    name = _("Library")
    return root.get_children().filter(name=name).first() or root.add_child(name=name)
