"""What a clinic's people may do: their group, its permissions, and a collection of their own."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from clinic_cms.launching.collection_order import put_in_order
from clinic_cms.launching.state.values import group_name
from clinic_cms.models import Clinic

PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock")
"""What an owner may do on each locale's home and below. Not bulk_delete: it would delete a home."""
ENTRANCES = (
    ("wagtailadmin", "admin", "access_admin"),
    # Which pages a member may translate, and into what, is checked for each page.
    ("wagtail_localize", "translation", "submit_translation"),
)
MEDIA_ACTIONS = ("add", "change", "choose")


def ensure_access(clinic: Clinic) -> None:
    """Give a clinic its collection and its group; the clinic's row is not saved."""
    label = group_name(clinic.name, clinic.slug)
    clinic.collection = _collection_named(label, clinic.collection)
    clinic.group = group = clinic.group or Group()
    if group.name != label:
        group.name = label
        group.save()
    group.permissions.add(*(permission_named(*names) for names in ENTRANCES))
    for model in media_models():
        for action in MEDIA_ACTIONS:
            name = model._meta.model_name
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=clinic.collection,
                permission=permission_named(model._meta.app_label, name, f"{action}_{name}"),
            )


def _collection_named(name: str, collection: Collection | None) -> Collection:
    """Return a collection of this name: a new one, or one that takes it, in its place by name."""
    if collection is not None and collection.name == name:
        return collection
    root = Collection.objects.select_for_update().order_by("path").first()
    if collection is None:
        return root.add_child(name=name)
    collection.name = name
    collection.save(update_fields=["name"])
    put_in_order(root, [collection.pk])
    return collection


def grant_pages(group: Group, home: Page) -> None:
    """Let a group edit a home and what is below it."""
    for action in PAGE_ACTIONS:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=home,
            permission=permission_named("wagtailcore", "page", f"{action}_page"),
        )


def withdraw_pages(group: Group, home: Page) -> None:
    """Take back what `grant_pages` gave."""
    GroupPagePermission.objects.filter(group=group, page=home).delete()


def media_models() -> tuple[type[Model], ...]:
    """Return what a collection holds: pictures and documents."""
    return get_image_model(), get_document_model()


def permission_named(app_label: str, model: str | None, codename: str) -> Permission:
    """Return the row of a permission."""
    content_type = ContentType.objects.get_by_natural_key(app_label, str(model))
    return Permission.objects.get(content_type=content_type, codename=codename)
