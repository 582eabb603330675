"""What people may do in a clinic, by role: the groups of its roles, and what these are granted.

`docs/roles.md` has the same as a table.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as all_apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Count, Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from clinic_cms.models import Clinic, ClinicRole, Role

Name = tuple[str, str]
"""A permission's app and codename."""
ENTER: Name = ("wagtailadmin", "access_admin")
TRANSLATE: Name = ("wagtail_localize", "submit_translation")
"""Which pages a member may translate, and into what, is checked for each page."""


@dataclass(frozen=True)
class Rights:
    """What a role may do: Wagtail's actions."""

    pages: tuple[str, ...]
    """On the home of the default locale and below; not bulk_delete: it would delete a home."""
    translated_pages: tuple[str, ...]
    """On the homes of all other locales and below."""
    media: tuple[str, ...] = ()
    """On the pictures and documents of the clinic's collection."""
    install: tuple[Name, ...] = (ENTER,)


# Whoever may lock a page finds it in the explorer: so do those who only read.
RIGHTS: Mapping[Role, Rights] = {
    Role.OWNER: Rights(
        pages=("add", "change", "publish", "lock", "unlock"),
        translated_pages=("add", "change", "publish", "lock", "unlock"),
        media=("add", "change", "choose"),
        install=(ENTER, TRANSLATE),
    ),
    Role.EDITOR: Rights(
        pages=("add", "change"),
        translated_pages=("add", "change"),
        media=("add", "change", "choose"),
        install=(ENTER, TRANSLATE),
    ),
    Role.TRANSLATOR: Rights(
        pages=("lock",),
        translated_pages=("change",),
        media=("choose",),
        install=(ENTER, TRANSLATE),
    ),
    Role.REVIEWER: Rights(pages=("lock",), translated_pages=("lock",)),
}


class Granted:
    """The rows of permissions that roles have, by role."""

    def __init__(self) -> None:
        found = permissions({*self._named(RIGHTS.values())})
        self.install = {
            role: [found[name] for name in rights.install] for role, rights in RIGHTS.items()
        }
        self.media = {
            role: [found[name] for name in of_media(rights.media)]
            for role, rights in RIGHTS.items()
        }
        self.pages = {
            role: [found[name] for name in of_pages(rights.pages)]
            for role, rights in RIGHTS.items()
        }
        self.translated_pages = {
            role: [found[name] for name in of_pages(rights.translated_pages)]
            for role, rights in RIGHTS.items()
        }

    @staticmethod
    def _named(every: Iterable[Rights]) -> Iterator[Name]:
        for rights in every:
            yield from rights.install
            yield from of_media(rights.media)
            yield from of_pages({*rights.pages, *rights.translated_pages})

    def on_home(self, role: Role, *, is_default: bool) -> list[Permission]:
        """Return what a role may do on the home of the default locale, or of another one."""
        return (self.pages if is_default else self.translated_pages)[role]


def group_name(name: str, slug: str, role: Role) -> str:
    """Return the name of the group of a clinic's role: unique, and found by the clinic's name."""
    return f"{name[:50]} ({slug}): {role}"


def group_of(clinic: Clinic, role: Role) -> Group:
    """Return the group whose members have a role; raises Group.DoesNotExist."""
    return Group.objects.get(clinic_role__clinic=clinic, clinic_role__role=role)


def ensure_groups(clinic: Clinic) -> None:
    """Give a clinic the groups of all roles, and what they may do in its collection.

    Groups take the clinic's name. What was granted besides stays.
    """
    groups = {row.role: row.group for row in clinic.roles.select_related("group")}
    granted = Granted()
    for role in Role:
        group = groups.get(role) or Group()
        name = group_name(clinic.name, clinic.slug, role)
        if group.name != name:
            group.name = name
            group.save()
        if role not in groups:
            ClinicRole.objects.create(clinic=clinic, role=role, group=group)
        group.permissions.add(*granted.install[role])
        rows = GroupCollectionPermission.objects.filter(group=group, collection=clinic.collection)
        there = {*rows.values_list("permission", flat=True)}
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(
                group=group, collection_id=clinic.collection_id, permission=permission
            )
            for permission in granted.media[role]
            if permission.pk not in there
        )


@transaction.atomic
def complete_groups(clinic: Clinic) -> None:
    """Give a clinic from before there were roles the groups that it lacks, as a launch does."""
    ensure_groups(clinic)
    rows = clinic.locales.exclude(home=None).select_related("home")
    grant_homes(clinic, [row.home for row in rows])


def complete_all_groups() -> int:
    """Complete the groups of all clinics; returns of how many. One query where none lacks any.

    A clinic without a collection gets both when it is launched again.
    """
    counted = Clinic.objects.exclude(collection=None).annotate(groups=Count("roles"))
    columns = ("name", "slug", "collection", "default_locale")
    clinics = [*counted.filter(groups__lt=len(Role)).only(*columns)]
    for clinic in clinics:
        complete_groups(clinic)
    return len(clinics)


def after_migrations(*, using: str, apps: Apps = all_apps, **_: Any) -> None:
    """Complete the groups of all clinics; receives `post_migrate`.

    `apps` are as migrations have left them, which may have been told to stop before the table.
    """
    if using == DEFAULT_DB_ALIAS and "clinicrole" in apps.all_models["clinic_cms"]:
        complete_all_groups()


def grant_homes(clinic: Clinic, homes: Collection[Page]) -> None:
    """Let the groups of a clinic do on these homes, and below, what their roles may."""
    granted, groups = Granted(), dict(clinic.roles.values_list("role", "group"))
    there = {
        *GroupPagePermission.objects.filter(
            group__in=groups.values(), page__in=[home.pk for home in homes]
        ).values_list("group", "page", "permission")
    }
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group_id=group, page=home, permission=permission)
        for home, (role, group) in product(homes, groups.items())
        for permission in granted.on_home(
            Role(role), is_default=home.locale_id == clinic.default_locale_id
        )
        if (group, home.pk, permission.pk) not in there
    )


def withdraw_homes(clinic: Clinic, homes: Collection[Page]) -> None:
    """Take back what the groups of a clinic may do on these homes."""
    groups = clinic.roles.values("group")
    GroupPagePermission.objects.filter(group__in=groups, page__in=[*homes]).delete()


def media_models() -> tuple[type[Model], ...]:
    """Return what a collection holds: pictures and documents."""
    return get_image_model(), get_document_model()


def of_pages(actions: Iterable[str]) -> Iterator[Name]:
    """Return the names of permissions on pages."""
    return (("wagtailcore", f"{action}_page") for action in actions)


def of_media(actions: Iterable[str]) -> Iterator[Name]:
    """Yield the names of permissions on pictures and documents."""
    for model, action in product(media_models(), actions):
        yield model._meta.app_label, f"{action}_{model._meta.model_name}"


def permissions(names: Collection[Name]) -> dict[Name, Permission]:
    """Return the rows of permissions by name. One query."""
    rows = Permission.objects.filter(codename__in=[codename for _app, codename in names])
    found = {
        (row.content_type.app_label, row.codename): row
        for row in rows.select_related("content_type")
    }
    return {name: found[name] for name in names}
