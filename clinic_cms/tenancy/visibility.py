"""Which pages, pictures, documents and tags of the whole install a user may know of.

A clinic's own people know of what is their clinics', and of what is shared; all others of what
Wagtail's permissions let them.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, Q, QuerySet
from taggit.models import TagBase
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry

from clinic_cms.models import ClinicLocale, LibraryPage
from clinic_cms.models.role_groups import granted_here
from clinic_cms.models.tree_paths import in_trees
from clinic_cms.tenancy.page_policy import PagePolicy
from clinic_cms.tenancy.policies import clinics_visible_to, is_clinic_staff

USED = ("choose", "change", "delete")
"""Who may do any of these to a picture or document may know of it."""


class MediaPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy for pictures or documents; on a clinic's host, as one of its people."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        return granted_here(super().get_all_permissions_for_user(user), user)


def pages_visible_to(user: User | AnonymousUser) -> Q:
    """Return the condition for the pages that a user may know of. A few queries.

    For a clinic's own people: their clinics' pages, whatever else they may explore, and what leads
    there, down from the root. It is empty where the user is none of them, and holds for all pages;
    joined to another one by “or”, an empty condition would leave that one alone.
    """
    if not is_clinic_staff(user):
        return Q()
    homes = ClinicLocale.objects.filter(clinic__in=clinics_visible_to(user))
    own = in_trees(homes.values_list("home__path", flat=True))
    return own | PagePolicy().explored_by(user) | Q(depth=1)


def pages_choosable_by(user: User | AnonymousUser) -> Q:
    """Return the condition for the pages to which a user's pages may lead.

    For a clinic's own people: those of `pages_visible_to`, and the Library's that are published.
    """
    visible = pages_visible_to(user)
    libraries = LibraryPage.objects.values_list("path", flat=True)
    return visible and visible | in_trees(libraries) & Q(live=True)


def media_visible_to(user: User | AnonymousUser, model: type[Model]) -> QuerySet[Any]:
    """Return the pictures or documents that a user may choose or change."""
    policy = policy_registry.get_by_type(model)
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, USED)
    return rows


def rows_visible_to(user: User | AnonymousUser, model: type[Model]) -> QuerySet[Any]:
    """Return the pages, pictures or documents that a user may know of; all rows of other models.

    Where the user is not one of a clinic's own people, these are all.
    """
    rows = model._default_manager.all()
    if issubclass(model, Page):
        return rows.filter(pages_visible_to(user))
    is_media = issubclass(model, AbstractImage | AbstractDocument)
    return media_visible_to(user, model) if is_media and is_clinic_staff(user) else rows


def tags_visible_to(user: User | AnonymousUser, tag_model: type[TagBase]) -> QuerySet[TagBase]:
    """Return the tags of the pictures and documents that a user may know of."""
    known = Q(pk__in=())
    for model in (get_image_model(), get_document_model()):
        if model._meta.get_field("tags").related_model is tag_model:
            rows = media_visible_to(user, model).order_by()
            known |= Q(pk__in=rows.filter(tags__isnull=False).values("tags"))
    return tag_model._default_manager.filter(known)
