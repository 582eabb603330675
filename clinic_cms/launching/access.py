"""Who may change a clinic: its group, its collection, and the group's permissions."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from clinic_cms.models import Clinic

PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock")
"""What an owner may do on each locale's home and below. Not bulk_delete: it would delete a home."""
ENTRANCES = (
    ("wagtailadmin", "admin", "access_admin"),
    # Which pages a member may translate, and into what, is checked for each page.
    ("wagtail_localize", "translation", "submit_translation"),
)
MEDIA_ACTIONS = ("add", "change", "choose")


def group_name(name: str, slug: str) -> str:
    """Return the name of a clinic's group and collection: unique, and found by its name."""
    return f"{name[:60]} ({slug})"


def ensure_access(clinic: Clinic) -> None:
    """Give a clinic its collection and its group; the clinic's row is not saved."""
    label = group_name(clinic.name, clinic.slug)
    clinic.collection = _collection(clinic, label)
    group = clinic.group or Group(name=label)
    if group.pk is None or group.name != label:
        group.name = label
        group.save()
    clinic.group = group
    group.permissions.add(*(_permission(*names) for names in ENTRANCES))
    for model in (get_image_model(), get_document_model()):
        for action in MEDIA_ACTIONS:
            name = model._meta.model_name
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=clinic.collection,
                permission=_permission(model._meta.app_label, name, f"{action}_{name}"),
            )


def grant_pages(group: Group, home: Page) -> None:
    """Let a group edit a home and what is below it."""
    for action in PAGE_ACTIONS:
        GroupPagePermission.objects.get_or_create(
            group=group, page=home, permission=_permission("wagtailcore", "page", f"{action}_page")
        )


def withdraw_pages(group: Group, home: Page) -> None:
    """Take back what `grant_pages` gave."""
    GroupPagePermission.objects.filter(group=group, page=home).delete()


def _collection(clinic: Clinic, label: str) -> Collection:
    collection = clinic.collection
    if collection is None:
        root = Collection.objects.select_for_update().get(depth=1)
        return root.add_child(name=label)
    if collection.name != label:
        collection.name = label
        collection.save()
    return collection


def _permission(app_label: str, model: str | None, codename: str) -> Permission:
    content_type = ContentType.objects.get_by_natural_key(app_label, str(model))
    return Permission.objects.get(content_type=content_type, codename=codename)
