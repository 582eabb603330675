"""People, folders, permissions and history for clinics that were cloned, as plain rows."""

from collections.abc import Iterable
from uuid import uuid4

from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Revision,
    get_default_page_content_type,
)

from clinic_cms.models import Clinic, ClinicHomePage, ClinicRole, Role

MEDIA = (get_image_model(), get_document_model())


def add_access(clinics: Iterable[Clinic]) -> None:
    """Give each clinic a group with one member, a folder with a picture, and its permissions."""
    clinics = [*clinics]
    groups = _add_groups(clinics)
    folders = _add_folders(clinics)
    change = Permission.objects.get(codename="change_page")
    choose = Permission.objects.get(codename="choose_image")
    homes = dict(ClinicHomePage.objects.filter(clinic__in=clinics).values_list("clinic", "pk"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=homes[clinic.pk], permission=change)
        for group, clinic in zip(groups, clinics, strict=True)
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=folder, permission=choose)
        for group, folder in zip(groups, folders, strict=True)
    )
    for model in MEDIA:
        size = {"width": 1, "height": 1} if model is get_image_model() else {}
        model.objects.bulk_create(
            model(title=folder.name, file=folder.name, collection=folder, **size)
            for folder in folders
        )


def _add_groups(clinics: list[Clinic]) -> list[Group]:
    names = [clinic.slug for clinic in clinics]
    users = User.objects.bulk_create(User(username=name) for name in names)
    groups = Group.objects.bulk_create(Group(name=name) for name in names)
    member = User.groups.through
    members = zip(users, groups, strict=True)
    member.objects.bulk_create(member(user=user, group=group) for user, group in members)
    ClinicRole.objects.bulk_create(
        ClinicRole(clinic=clinic, role=Role.OWNER, group=group)
        for clinic, group in zip(clinics, groups, strict=True)
    )
    return groups


def _add_folders(clinics: list[Clinic]) -> list[Collection]:
    [last] = Collection.objects.filter(depth=2).order_by("-path")[:1]
    number = Collection._str2int(last.path[-Collection.steplen :])
    root = Collection.get_first_root_node()
    folders = Collection.objects.bulk_create(
        Collection(
            name=clinic.slug,
            path=Collection._get_path(root.path, 2, number + 1 + place),
            depth=2,
        )
        for place, clinic in enumerate(clinics)
    )
    for clinic, folder in zip(clinics, folders, strict=True):
        clinic.collection = folder
    Clinic.objects.bulk_update(clinics, ["collection"], batch_size=200)
    return folders


def add_history(pages: Iterable[Page]) -> None:
    """Give each page a revision and two log entries, which are no one's."""
    kind = get_default_page_content_type()
    made = {"base_content_type": kind, "content_type": kind, "created_at": timezone.now()}
    Revision.objects.bulk_create(
        Revision(object_id=str(page.pk), content={}, **made) for page in pages
    )
    PageLogEntry.objects.bulk_create(
        PageLogEntry(page=page, action=action, uuid=uuid4(), timestamp=timezone.now())
        for page in pages
        for action in ("wagtail.create", "wagtail.publish")
    )
